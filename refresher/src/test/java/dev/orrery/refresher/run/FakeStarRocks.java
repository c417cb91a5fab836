// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelGraph.Kind;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.LiveMaterializedView;
import dev.orrery.starrocks.LiveMaterializedView.Activity;
import dev.orrery.starrocks.PartitionVersion;
import dev.orrery.starrocks.RefreshServer;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.TaskRun;
import dev.orrery.starrocks.TaskRun.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A front end that does what StarRocks does, as far as refreshing sees it: four task runs at a time, one for each task, pending runs of
 * one MV merged into the newest, SKIPPED when nothing changed, an MV inactive after ten failures in a row. Time is the manual
 * clock's; everything happens in {@link #advance}.
 */
final class FakeStarRocks implements RefreshServer {
    private static final int SLOTS = 4;
    private static final int FAILURES_UNTIL_INACTIVE = 10;

    private final ModelGraph models;
    private final ManualClock clock;
    private final SortedMap<ModelName, Long> tables = new TreeMap<>();
    private final SortedMap<ModelName, Instant> changedAt = new TreeMap<>();
    private final SortedMap<ModelName, Mv> mvs = new TreeMap<>();
    private final List<Run> runs = new ArrayList<>();
    private Duration runTime = Duration.ofSeconds(1);
    private Runnable atBoundary = () -> {};
    private int statements;
    private int refreshes;
    private int mostRunning;

    FakeStarRocks(ModelGraph models, ManualClock clock) {
        this.models = models;
        this.clock = clock;
        for (ModelGraph.Node node : models.nodes()) {
            if (node.kind() == Kind.MATERIALIZED_VIEW) {
                mvs.put(node.name(), new Mv(10_000 + mvs.size()));
            } else if (node.kind() != Kind.VIEW) {
                tables.put(node.name(), 1L);
                changedAt.put(node.name(), clock.peek());
            }
        }
    }

    private static final class Mv {
        private long id;
        private Map<ModelName, Long> holds = Map.of();
        private String inactive = "";
        private int failures;
        private final Deque<String> toFail = new ArrayDeque<>();

        Mv(long id) {
            this.id = id;
        }

        String task() {
            return "mv-" + id;
        }
    }

    private static final class Run {
        private final ModelName mv;
        private final String task;
        private final String queryId;
        private final Instant created;
        private State state = State.PENDING;
        private Instant ends = Instant.MAX;
        private Map<ModelName, Long> reads = Map.of();
        private String message = "";

        Run(ModelName mv, String task, String queryId, Instant created) {
            this.mv = mv;
            this.task = task;
            this.queryId = queryId;
            this.created = created;
        }
    }

    // ---- what a test does to it

    void load(ModelName table) {
        tables.merge(table, 1L, Long::sum);
        changedAt.put(table, clock.peek());
    }

    void failNext(ModelName mv, int times, String message) {
        for (int i = 0; i < times; i++) {
            mv(mv).toFail.add(message);
        }
    }

    void createAnew(ModelName mv) {
        mv(mv).id += 1_000;
        mv(mv).holds = Map.of();
    }

    void deactivate(ModelName mv, String reason) {
        mv(mv).inactive = reason;
    }

    void runsTake(Duration each) {
        runTime = each;
    }

    /** Called before and after each statement: the place to die. */
    void atBoundary(Runnable action) {
        atBoundary = action;
    }

    /** Loses all runs that have not ended, as a fail-over to another front end does. */
    void failOver() {
        runs.removeIf(run -> !run.state.isFinal());
    }

    /** Somebody else refreshes by hand. */
    void refreshByHand(ModelName mv) {
        submit(mv);
        schedule();
    }

    // ---- what a test looks at

    /** Whether an MV holds exactly what recomputing everything would give it. */
    boolean isUpToDate(ModelName mv) {
        SortedMap<ModelName, Long> wanted = new TreeMap<>();
        models.rootTables(mv).forEach(root -> wanted.put(root, tables.get(root)));
        return mv(mv).holds.equals(wanted);
    }

    int refreshes() {
        return refreshes;
    }

    int statements() {
        return statements;
    }

    int mostRunning() {
        return mostRunning;
    }

    int failuresInARow(ModelName mv) {
        return mv(mv).failures;
    }

    boolean isInactive(ModelName mv) {
        return !mv(mv).inactive.isEmpty();
    }

    void advance(Duration by) {
        Instant until = clock.peek().plus(by);
        while (true) {
            schedule();
            Optional<Run> next = runs.stream()
                    .filter(run -> run.state == State.RUNNING && !run.ends.isAfter(until))
                    .min((a, b) -> a.ends.compareTo(b.ends));
            if (next.isEmpty()) {
                break;
            }
            clock.advance(Duration.between(clock.peek(), next.get().ends));
            end(next.get());
        }
        clock.advance(Duration.between(clock.peek(), until));
    }

    // ---- what the refresher sees

    @Override
    public ZoneId timeZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public List<LiveMaterializedView> materializedViews(Set<String> databases) {
        return statement(() -> mvs.entrySet().stream()
                .filter(entry -> databases.contains(entry.getKey().database()))
                .map(entry -> new LiveMaterializedView(
                        entry.getKey(),
                        "MANUAL",
                        entry.getValue().inactive.isEmpty() ? Activity.ACTIVE : Activity.INACTIVE,
                        entry.getValue().inactive,
                        entry.getValue().task(),
                        "",
                        "",
                        0,
                        ""))
                .toList());
    }

    @Override
    public List<PartitionVersion> partitions(Set<ModelName> asked) {
        return statement(() -> tables.entrySet().stream()
                .filter(entry -> asked.contains(entry.getKey()))
                .map(entry -> new PartitionVersion(
                        entry.getKey(),
                        "p",
                        1,
                        entry.getValue(),
                        entry.getValue(),
                        0,
                        Optional.ofNullable(changedAt.get(entry.getKey())).map(FakeStarRocks::local)))
                .toList());
    }

    @Override
    public List<TaskRun> taskRuns(Set<String> taskNames) {
        return statement(() -> runs.stream()
                .filter(run -> taskNames.contains(run.task))
                .map(run -> new TaskRun(
                        run.queryId,
                        run.task,
                        run.state,
                        Optional.of(local(run.created)),
                        run.state.isFinal() ? Optional.of(local(run.ends)) : Optional.empty(),
                        run.state == State.FAILED ? -1 : 0,
                        run.message,
                        "",
                        "",
                        Optional.of("job-" + run.queryId)))
                .toList());
    }

    @Override
    public String refresh(ModelName materializedView, String trace) {
        return statement(() -> {
            refreshes++;
            if (!mvs.containsKey(materializedView)) {
                throw refused("Getting analyzing error. Detail message: Can not find materialized view:"
                        + materializedView.name() + ".");
            }
            if (isInactive(materializedView)) {
                throw refused("Refresh materialized view failed because " + materializedView + " is not active.");
            }
            String queryId = submit(materializedView);
            schedule();
            return queryId;
        });
    }

    @Override
    public void activate(ModelName materializedView) {
        statement(() -> mv(materializedView).inactive = "");
    }

    // ---- inside

    private String submit(ModelName mv) {
        String task = mv(mv).task();
        runs.stream()
                .filter(run -> run.task.equals(task) && run.state == State.PENDING)
                .forEach(run -> {
                    run.state = State.MERGED;
                    run.ends = clock.peek();
                });
        Run run = new Run(mv, task, String.format("q%06d", runs.size() + 1), clock.peek());
        runs.add(run);
        return run.queryId;
    }

    private void schedule() {
        for (Run run : runs) {
            long running =
                    runs.stream().filter(other -> other.state == State.RUNNING).count();
            boolean taskRuns =
                    runs.stream().anyMatch(other -> other.state == State.RUNNING && other.task.equals(run.task));
            if (run.state == State.PENDING && running < SLOTS && !taskRuns) {
                run.state = State.RUNNING;
                run.ends = clock.peek().plus(runTime);
                run.reads = readsNow(run.mv);
                mostRunning = (int) Math.max(mostRunning, running + 1);
            }
        }
    }

    private void end(Run run) {
        Mv mv = mv(run.mv);
        if (!mv.toFail.isEmpty()) {
            run.message = mv.toFail.poll();
            run.state = State.FAILED;
            mv.failures++;
            if (mv.failures >= FAILURES_UNTIL_INACTIVE) {
                mv.inactive = "mv consecutive failures: " + run.mv.name();
            }
            return;
        }
        mv.failures = 0;
        run.state = run.reads.equals(mv.holds) ? State.SKIPPED : State.SUCCESS;
        if (run.state == State.SUCCESS) {
            mv.holds = run.reads;
        }
    }

    /** The root versions that a query over the bases of an MV would see now; through an MV, those that are in it. */
    private Map<ModelName, Long> readsNow(ModelName mv) {
        SortedMap<ModelName, Long> seen = new TreeMap<>();
        Deque<ModelName> next = new ArrayDeque<>(models.reads(mv));
        while (!next.isEmpty()) {
            ModelName read = next.poll();
            if (mvs.containsKey(read)) {
                mv(read).holds.forEach((root, version) -> seen.merge(root, version, Math::min));
            } else if (tables.containsKey(read)) {
                seen.merge(read, tables.getOrDefault(read, 0L), Math::min);
            } else {
                next.addAll(models.reads(read));
            }
        }
        return seen;
    }

    private interface Answer<T> {
        T give();
    }

    private <T> T statement(Answer<T> answer) {
        atBoundary.run();
        statements++;
        T given = answer.give();
        atBoundary.run();
        return given;
    }

    private Mv mv(ModelName name) {
        return mvs.computeIfAbsent(name, missing -> {
            throw new IllegalArgumentException("no MV '" + missing + "'");
        });
    }

    private static ServerException refused(String message) {
        return new ServerException(1064, "HY000", message, null);
    }

    private static LocalDateTime local(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
