// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.test;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.models.tests.DataQuestion;
import dev.orrery.models.tests.Differences;
import dev.orrery.models.tests.ModelTest;
import dev.orrery.models.tests.Scene;
import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.Password;
import dev.orrery.starrocks.ServerAddress;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.SqlNames;
import dev.orrery.starrocks.StarRocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A server of one's own, in memory, on which one test after the other builds its scene; it is empty between them. Used
 * by one thread at a time.
 */
final class TestBench implements AutoCloseable {
    private final TestClock clock;
    private final EmbeddedStarRocks embedded;
    private final StarRocks server;
    private final LongSupplier nanos;
    private final DataChecks checks;

    private TestBench(TestClock clock, EmbeddedStarRocks embedded, StarRocks server, LongSupplier nanos) {
        this.clock = clock;
        this.embedded = embedded;
        this.server = server;
        this.nanos = nanos;
        this.checks = new DataChecks(nanos);
    }

    static TestBench start(LongSupplier nanos) {
        TestClock clock = new TestClock();
        EmbeddedStarRocks embedded =
                EmbeddedStarRocks.start(EmbeddedStarRocks.Options.inMemory().withClock(clock));
        try {
            ServerAddress address = ServerAddress.of("127.0.0.1", embedded.mysqlPort(), "root", Password.none());
            return new TestBench(clock, embedded, JdbcStarRocks.connect(address), nanos);
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    /** The test, and the data tests of its model on the rows that come out. */
    List<Outcome> run(ModelTest test, Scene scene, List<DataQuestion> questions) {
        clock.freeze(test.now());
        long start = nanos.getAsLong();
        List<Outcome> outcomes = new ArrayList<>();
        Optional<Outcome.Verdict> refused = build(scene);
        Outcome.Verdict verdict = refused.orElseGet(() -> compare(test, scene));
        Duration took = Duration.ofNanos(nanos.getAsLong() - start);
        outcomes.add(new Outcome(test.model(), test.name(), test.at(), took, verdict));
        if (refused.isEmpty()) {
            outcomes.addAll(checks.inScene(server, questions, test.name()));
        }
        clear(scene);
        return outcomes;
    }

    /** Data tests alone, on rows that the project itself has. */
    List<Outcome> run(Scene scene, List<DataQuestion> questions, String name) {
        clock.freeze(Optional.empty());
        Optional<Outcome.Verdict> refused = build(scene);
        List<Outcome> outcomes = refused.isEmpty()
                ? checks.inScene(server, questions, name)
                : questions.stream()
                        .map(question -> new Outcome(
                                question.model(), question.name(), question.at(), Duration.ZERO, refused.get()))
                        .toList();
        clear(scene);
        return outcomes;
    }

    private Optional<Outcome.Verdict> build(Scene scene) {
        for (Scene.Step step : scene.steps()) {
            try {
                server.execute(step.sql());
            } catch (ServerException e) {
                return Optional.of(new Outcome.Broken(
                        "the embedded server refused '" + step.what() + "': " + e.getMessage() + "\n" + step.sql()));
            }
        }
        return Optional.empty();
    }

    private Outcome.Verdict compare(ModelTest test, Scene scene) {
        try {
            Differences differences = Differences.between(
                    test.expected(), PrintedRows.ask(server, scene.question()).rows());
            return differences.isEmpty() ? new Outcome.Passed() : DifferenceTable.of(differences);
        } catch (ServerException e) {
            return new Outcome.Broken("the embedded server refused the query: " + e.getMessage());
        }
    }

    private void clear(Scene scene) {
        scene.databases().forEach(name -> server.execute("DROP DATABASE IF EXISTS " + SqlNames.quote(name) + " FORCE"));
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            embedded.close();
        }
    }
}
