// SPDX-License-Identifier: Apache-2.0
package dev.orrery.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.openjdk.jmh.infra.Blackhole;

/** The best time of each query over many rounds, added up: what other work on the machine costs falls out of it. */
final class BestTimes {
    private static final int ROUNDS = 300;

    private BestTimes() {}

    /** One line for people. */
    static String measure(List<String> queries, Blackhole sink) {
        long[] orrery = new long[queries.size()];
        long[] druid = new long[queries.size()];
        Arrays.fill(orrery, Long.MAX_VALUE);
        Arrays.fill(druid, Long.MAX_VALUE);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < queries.size(); i++) {
                orrery[i] = Math.min(orrery[i], time(queries.get(i), Queries::orrery, sink));
                druid[i] = Math.min(druid[i], time(queries.get(i), Queries::druid, sink));
            }
        }
        double ours = Arrays.stream(orrery).sum() / 1e6;
        double theirs = Arrays.stream(druid).sum() / 1e6;
        return String.format(
                Locale.ROOT,
                "best time of each: Orrery %.2f ms, Druid %.2f ms, %.2f times as fast",
                ours,
                theirs,
                theirs / ours);
    }

    private static long time(String query, Function<String, Object> parse, Blackhole sink) {
        long start = System.nanoTime();
        sink.consume(parse.apply(query));
        return System.nanoTime() - start;
    }
}
