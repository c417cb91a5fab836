// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * Counts that survive: kept in the checkpoint, so that what is read again after a failure is not counted twice, and
 * shown to whoever runs the job as accumulators. An accumulator {@code restored/x} tells how much of {@code x} was there
 * at the start.
 */
final class Tally {
    static final String RESTORED = "restored/";
    static final String STATE = "tally";
    static final TypeInformation<Tuple2<String, Long>> TYPE = Types.TUPLE(Types.STRING, Types.LONG);

    private final RuntimeContext runtime;
    private final ListState<Tuple2<String, Long>> state;
    private final Map<String, LongCounter> counters = new TreeMap<>();

    Tally(RuntimeContext runtime, OperatorStateStore store) throws Exception {
        this.runtime = runtime;
        this.state = store.getListState(new ListStateDescriptor<>(STATE, TYPE));
        for (Tuple2<String, Long> kept : state.get()) {
            counter(kept.f0).add(kept.f1);
            counter(RESTORED + kept.f0).add(kept.f1);
        }
    }

    void add(String name) {
        counter(name).add(1L);
    }

    private LongCounter counter(String name) {
        return counters.computeIfAbsent(name, n -> {
            LongCounter counter = new LongCounter();
            runtime.addAccumulator(n, counter);
            return counter;
        });
    }

    void snapshot() throws Exception {
        state.clear();
        for (Map.Entry<String, LongCounter> counter : counters.entrySet()) {
            if (!counter.getKey().startsWith(RESTORED)) {
                state.add(Tuple2.of(counter.getKey(), counter.getValue().getLocalValuePrimitive()));
            }
        }
    }
}
