// SPDX-License-Identifier: Apache-2.0
package dev.orrery.bench;

import dev.orrery.models.sql.StatementSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Reads the same recorded queries with Orrery's parser and with Druid's for StarRocks: milliseconds for all of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ParserBenchmark {
    @Param("")
    public String corpus = "";

    private final StatementSeries series = new StatementSeries();
    private List<String> queries = List.of();

    /** Arguments: the corpus, and a file to write the queries to, for {@code sqlglot_parse.py}. */
    public static void main(String[] arguments) throws IOException, RunnerException {
        Path corpus = Path.of(arguments[0]);
        if (!Files.isRegularFile(corpus)) {
            System.err.println("there are no recorded queries at '" + corpus + "'");
            System.exit(1);
        }
        List<String> queries = Queries.read(corpus);
        long characters = queries.stream().mapToLong(String::length).sum();
        System.out.println(queries.size() + " queries that both accept, " + characters + " characters");
        Queries.write(queries, Path.of(arguments[1]));
        System.out.println(
                ProcessorTimes.measure(
                        queries,
                        new Blackhole(
                                "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.")));
        new Runner(new OptionsBuilder()
                        .include(ParserBenchmark.class.getSimpleName())
                        .param("corpus", corpus.toString())
                        .build())
                .run();
    }

    @Setup
    public void read() throws IOException {
        queries = Queries.read(Path.of(corpus));
    }

    @Benchmark
    public void orrery(Blackhole sink) {
        for (String query : queries) {
            sink.consume(series.parse(query));
        }
    }

    @Benchmark
    public void druid(Blackhole sink) {
        for (String query : queries) {
            sink.consume(Queries.druid(query));
        }
    }
}
