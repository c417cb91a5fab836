// SPDX-License-Identifier: Apache-2.0
package dev.orrery.bench;

import dev.orrery.models.sql.StatementSeries;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The processor time of both parsers, all queries in turn, again and again, in one JVM: on a busy machine, where the clock
 * on the wall tells more of the others, two parsers are still under the same load.
 */
final class ProcessorTimes {
    private static final int WARM_UP = 1_500;
    private static final int ROUNDS = 400;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ProcessorTimes() {}

    /** One line for people. */
    static String measure(List<String> queries, Blackhole sink) {
        StatementSeries orreryParser = new StatementSeries();
        for (int round = 0; round < WARM_UP; round++) {
            time(queries, orreryParser::parse, sink);
            time(queries, Queries::druid, sink);
        }
        long[] orrery = new long[ROUNDS];
        long[] druid = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            orrery[round] = time(queries, orreryParser::parse, sink);
            druid[round] = time(queries, Queries::druid, sink);
        }
        return String.format(
                Locale.ROOT,
                "processor time, best tenth of the rounds and median: Orrery %.2f and %.2f ms, Druid %.2f and %.2f ms, "
                        + "%.2f and %.2f times as fast",
                best(orrery),
                median(orrery),
                best(druid),
                median(druid),
                best(druid) / best(orrery),
                median(druid) / median(orrery));
    }

    private static long time(List<String> queries, Function<String, Object> parse, Blackhole sink) {
        long start = THREADS.getCurrentThreadCpuTime();
        for (String query : queries) {
            sink.consume(parse.apply(query));
        }
        return THREADS.getCurrentThreadCpuTime() - start;
    }

    private static double best(long[] times) {
        return at(times, times.length / 10);
    }

    private static double median(long[] times) {
        return at(times, times.length / 2);
    }

    private static double at(long[] times, int rank) {
        return Arrays.stream(times).sorted().skip(rank).findFirst().orElseThrow() / 1e6;
    }
}
