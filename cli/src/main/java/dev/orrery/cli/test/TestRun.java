// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.test;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.tests.DataQuestion;
import dev.orrery.models.tests.ModelTest;
import dev.orrery.models.tests.Scene;
import dev.orrery.starrocks.StarRocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The tests of a project, or some of them. Every given/expect test runs on an empty server, several at once; its model's
 * data tests must hold for what comes out. The data tests of a seed run on the rows of its file.
 */
public final class TestRun {
    private final Compilation compilation;
    private final Map<ModelName, List<ModelTest.Row>> seeds;
    private final LongSupplier nanos;

    /**
     * @param seeds the rows of each seed
     * @param nanos a clock for durations
     */
    public TestRun(Compilation compilation, Map<ModelName, List<ModelTest.Row>> seeds, LongSupplier nanos) {
        this.compilation = compilation;
        this.seeds = Map.copyOf(seeds);
        this.nanos = nanos;
    }

    /** Outcomes in the order of the tests, however many ran at once. */
    public List<Outcome> run(List<ModelTest> tests, List<DataQuestion> questions, int jobs) {
        Map<ModelName, List<DataQuestion>> byModel = questions.stream()
                .collect(Collectors.groupingBy(DataQuestion::model, LinkedHashMap::new, Collectors.toList()));
        List<Work> work = new ArrayList<>();
        for (ModelTest test : tests) {
            Scene scene = Scene.of(test, compilation, seeds);
            List<DataQuestion> asked = askable(scene, byModel.getOrDefault(test.model(), List.of()));
            work.add(bench -> bench.run(test, scene, asked));
        }
        Set<ModelName> tested = tests.stream().map(ModelTest::model).collect(Collectors.toSet());
        List<Outcome> skipped = new ArrayList<>();
        byModel.forEach((model, asked) -> {
            if (seeds.containsKey(model)) {
                Scene scene = Scene.of(model, compilation, seeds);
                work.add(bench -> bench.run(scene, askable(scene, asked), "its CSV"));
            } else if (!tested.contains(model)) {
                asked.forEach(question -> skipped.add(skipped(question)));
            }
        });
        List<Outcome> outcomes = new ArrayList<>(carryOut(work, Math.max(1, Math.min(jobs, work.size()))));
        outcomes.addAll(skipped);
        return outcomes;
    }

    /**
     * The data tests on a server that holds the project as it is deployed; nothing is changed there.
     *
     * @param places where the server has each model
     */
    public List<Outcome> run(StarRocks server, List<DataQuestion> questions, UnaryOperator<ModelName> places) {
        DataChecks checks = new DataChecks(nanos);
        return questions.stream()
                .map(question -> checks.deployed(server, question, places))
                .toList();
    }

    /** One that looks at a model which the scene has not, has nothing to look at. */
    private static List<DataQuestion> askable(Scene scene, List<DataQuestion> questions) {
        return questions.stream()
                .filter(question -> question.other().stream()
                        .allMatch(other -> scene.models().contains(other)))
                .toList();
    }

    private static Outcome skipped(DataQuestion question) {
        return new Outcome(
                question.model(),
                question.name(),
                question.at(),
                Duration.ZERO,
                new Outcome.Skipped("no rows: no test gives any for this model"));
    }

    @FunctionalInterface
    private interface Work {
        List<Outcome> on(TestBench bench);
    }

    private List<Outcome> carryOut(List<Work> work, int jobs) {
        BlockingQueue<Integer> open = new LinkedBlockingQueue<>();
        for (int i = 0; i < work.size(); i++) {
            open.add(i);
        }
        Map<Integer, List<Outcome>> outcomes = new java.util.concurrent.ConcurrentSkipListMap<>();
        Callable<Boolean> worker = () -> {
            try (TestBench bench = TestBench.start(nanos)) {
                for (Integer next = open.poll(); next != null; next = open.poll()) {
                    outcomes.put(next, work.get(next).on(bench));
                }
            }
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(jobs);
        try {
            List<Future<Boolean>> running = new ArrayList<>();
            for (int i = 0; i < jobs && !work.isEmpty(); i++) {
                running.add(threads.submit(worker));
            }
            for (Future<Boolean> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the tests were interrupted", e);
        } finally {
            threads.shutdownNow();
        }
        return outcomes.values().stream().flatMap(List::stream).toList();
    }
}
