// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.ddl.DdlCode;
import dev.orrery.ddl.changelog.Changelog;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.diff.Diff;
import dev.orrery.ddl.diff.Differences;
import dev.orrery.ddl.diff.Registry;
import dev.orrery.ddl.drift.Drift;
import dev.orrery.ddl.live.LiveCatalog;
import dev.orrery.ddl.live.LiveTraces;
import dev.orrery.ddl.live.LiveVolumes;
import dev.orrery.ddl.normal.Fingerprint;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.seed.Seed;
import dev.orrery.ddl.seed.Seeds;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Severity;
import dev.orrery.starrocks.DeployLock;
import dev.orrery.starrocks.LiveObjects;
import dev.orrery.starrocks.SqlNames;
import dev.orrery.starrocks.StarRocks;
import dev.orrery.starrocks.StateDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Deployments of one project to one environment: plan, apply, roll back, and what was. All state lies on the server, so that
 * any machine can go on where another one stopped.
 */
public final class Deployment {
    private final StarRocks starRocks;
    private final DeployTarget target;
    private final Clock clock;
    private final StateDatabase state;
    private final RegistryTable registry;
    private final DeploymentLog log;
    private final Seeds stored;

    public Deployment(StarRocks starRocks, DeployTarget target, Clock clock) {
        this.starRocks = starRocks;
        this.target = target;
        this.clock = clock;
        this.state = new StateDatabase(starRocks, target.project(), target.environment());
        this.registry = new RegistryTable(state);
        this.log = new DeploymentLog(state);
        this.stored = new Seeds(starRocks, state);
    }

    /**
     * Compares the project with the server. Changes nothing.
     *
     * @param seeds all of the project; those that the server does not hold become part of the plan
     */
    public Planned plan(Catalog desired, List<Seed> seeds, Destructive destructive) {
        return plan(Desired.of(desired), seeds, destructive);
    }

    /** The same, of models with words in their headers. */
    public Planned plan(Desired wishes, List<Seed> seeds, Destructive destructive) {
        Catalog desired = wishes.catalog();
        Registry recorded = registry.read();
        LiveCatalog found = LiveCatalog.read(starRocks, databases(desired, recorded));
        Registry ours = wishes.adopting() ? Settlement.adopted(desired, found, recorded) : recorded;
        List<Diagnostic> unread = found.notUnderstood().entrySet().stream()
                .filter(object -> desired.find(object.getKey()).isPresent() || ours.owns(object.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        Catalog comparable = new Catalog(desired.definitions().stream()
                .filter(definition -> !found.notUnderstood().containsKey(definition.name()))
                .toList());
        Diff.Live live = new Diff.Live(
                found.databases(),
                found.catalog(),
                found.inactive(),
                found.grants(),
                ours,
                starRocks.version().release());
        Plan plan = weighed(Plan.of(wishes.with(comparable), live, destructive), desired, live);
        List<Diagnostic> findings = new ArrayList<>(unread);
        findings.addAll(plan.findings());
        Plan whole = new Plan(plan.steps(), stored.toLoad(seeds, found::holdsTable), findings);
        int number = log.nextNumber();
        Changelog changelog =
                Changelog.write(whole, target.project(), target.environment(), number, basis(live, number));
        return new Planned(wishes, seeds, live, destructive, whole, changelog);
    }

    /** Asked only where an answer matters: most plans move nothing. */
    private Plan weighed(Plan plan, Catalog desired, Diff.Live live) {
        if (!plan.movesRows()) {
            return plan;
        }
        Set<String> databases = new TreeSet<>();
        live.catalog().names().forEach(name -> databases.add(name.database()));
        desired.definitions().forEach(definition -> definition.reads().forEach(read -> databases.add(read.database())));
        databases.retainAll(live.databases());
        return plan.weighed(desired, live.catalog(), LiveVolumes.read(starRocks, databases));
    }

    /**
     * What to plan when only some models are deployed: all others stay as the server has them.
     *
     * @throws DiagnosticException ORR-D013 when a selected model reads one that is neither selected nor on the server
     */
    public Desired only(Desired wishes, Set<ModelName> selected) {
        Registry ours = registry.read();
        LiveCatalog found = LiveCatalog.read(starRocks, databases(wishes.catalog(), ours));
        Desired only = wishes.only(selected, found.catalog(), ours::owns);
        List<Diagnostic> missing = new ArrayList<>();
        for (ModelName name : selected) {
            wishes.catalog().find(name).map(Definition::reads).orElse(Set.of()).stream()
                    .sorted()
                    .filter(read -> wishes.catalog().find(read).isPresent())
                    .filter(read -> only.catalog().find(read).isEmpty()
                            && found.catalog().find(read).isEmpty()
                            && !found.notUnderstood().containsKey(read))
                    .forEach(read -> missing.add(Diagnostic.of(
                                    DdlCode.READS_WHAT_IS_NOT_THERE,
                                    "'" + name + "' reads '" + read + "', which is not on the server")
                            .withHelp("select what it reads as well: -s +" + name)));
        }
        if (!missing.isEmpty()) {
            throw new DiagnosticException(missing);
        }
        return only;
    }

    private static Set<String> databases(Catalog desired, Registry ours) {
        Set<String> databases = new TreeSet<>();
        desired.names().forEach(name -> databases.add(name.database()));
        ours.entries().keySet().forEach(name -> databases.add(name.database()));
        return databases;
    }

    /** What a plan rests on, in a word: another server, or another state of it, has another one. */
    private static String basis(Diff.Live live, int number) {
        StringBuilder text = new StringBuilder().append(number).append('\n');
        live.catalog().definitions().parallelStream()
                .map(definition -> definition.name() + " " + Fingerprint.of(definition) + "\n")
                .forEachOrdered(text::append);
        live.inactive().keySet().forEach(name -> text.append(name).append(" inactive\n"));
        live.registry()
                .entries()
                .forEach((name, entry) -> text.append(name).append(entry).append('\n'));
        return Fingerprint.sha256(text.toString()).substring(0, 16);
    }

    /**
     * Carries a plan out. Nothing is done when the server is no longer what it was planned against.
     *
     * @throws DiagnosticException ORR-D005 when a step fails, ORR-D006 when the plan is stale, the plan's own errors
     * @throws dev.orrery.models.diagnostic.EnvironmentException when another deployment holds the lock
     */
    public Applied apply(Planned planned, DeployListener listener) {
        Instant start = clock.instant();
        refuseBlocked(planned.plan());
        if (planned.plan().isEmpty() && isRecorded(planned)) {
            return new Applied(Optional.empty(), Duration.ZERO, List.of());
        }
        try (DeployLock.Held lock = new DeployLock(state, clock).acquire(target.owner(), Tokens.next());
                Heartbeat heartbeat = new Heartbeat(lock)) {
            return carryOut(planned, start, listener, heartbeat);
        }
    }

    /** Under the lock, which stays held. */
    private Applied carryOut(Planned planned, Instant start, DeployListener listener, Heartbeat heartbeat) {
        log.buryTheDead();
        Planned now = plan(planned.desired(), planned.seeds(), planned.destructive());
        if (!now.changelog().basis().equals(planned.changelog().basis())) {
            throw new DiagnosticException(stale(planned.changelog()));
        }
        // A run that breaks off behind the step that makes a seed's table leaves that table empty.
        stored.forget(now.plan().seeds());
        List<Diagnostic> findings = new ArrayList<>();
        Runnable afterwards = () -> {
            load(now.plan().seeds(), listener);
            findings.addAll(remember(now.desired()));
        };
        if (now.plan().steps().isEmpty()) {
            afterwards.run();
            return new Applied(Optional.empty(), Duration.between(start, clock.instant()), findings);
        }
        PastDeployment done = new DeploymentRun(starRocks, state, log, registry, target, clock, heartbeat)
                .apply(now, start, listener, afterwards);
        return new Applied(Optional.of(done), Duration.between(start, clock.instant()), findings);
    }

    private void load(List<Seed> seeds, DeployListener listener) {
        for (Seed seed : seeds) {
            stored.load(seed);
            listener.loaded(seed);
        }
    }

    /**
     * Carries out a plan that was written to a file.
     *
     * @param now the plan as it is today
     *
     * @throws DiagnosticException ORR-D006 when the project or the server is no longer what the file was made for, and as
     *     {@link #apply(Planned, DeployListener)}
     */
    public Applied apply(Changelog file, Planned now, DeployListener listener) {
        if (!now.changelog().text().equals(file.text())) {
            throw new DiagnosticException(stale(file));
        }
        return apply(now, listener);
    }

    /**
     * What a rollback would do. Changes nothing.
     *
     * @throws DiagnosticException ORR-D008 when there is no such deployment
     */
    public UndoPlan planOfRollback(RollbackTo to) {
        UndoReader reader = new UndoReader(starRocks);
        Set<String> ran = log.ran();
        return new UndoPlan(
                to,
                Rollbacks.choose(log.all(), to).stream()
                        .map(deployment -> reader.part(Changelog.read(log.changelog(deployment.number())), ran))
                        .toList());
    }

    /**
     * Carries a planned rollback out.
     *
     * @throws DiagnosticException ORR-D006 when it would do something else by now, and as {@link #rollback(RollbackTo,
     *     DeployListener)}
     */
    public List<PastDeployment> rollback(UndoPlan plan, DeployListener listener) {
        return rollback(plan.to(), listener, () -> {
            if (!planOfRollback(plan.to()).equals(plan)) {
                throw new DiagnosticException(Diagnostic.of(
                                DdlCode.PLAN_IS_STALE,
                                "the rollback would do something else by now: somebody deployed, or tables got rows")
                        .withHelp("nothing was changed; give `orrery rollback` again"));
            }
        });
    }

    /**
     * Takes the newest deployments back, newest first. What a step declared lost stays lost.
     *
     * @return what was taken back
     * @throws DiagnosticException ORR-D008 when there is no such deployment, ORR-D005 when an undo fails
     */
    public List<PastDeployment> rollback(RollbackTo to, DeployListener listener) {
        return rollback(to, listener, () -> {});
    }

    /**
     * @param check done under the lock, before anything is
     */
    private List<PastDeployment> rollback(RollbackTo to, DeployListener listener, Runnable check) {
        try (DeployLock.Held lock = new DeployLock(state, clock).acquire(target.owner(), Tokens.next());
                Heartbeat heartbeat = new Heartbeat(lock)) {
            log.buryTheDead();
            check.run();
            List<PastDeployment> chosen = Rollbacks.choose(log.all(), to);
            DeploymentRun run = new DeploymentRun(starRocks, state, log, registry, target, clock, heartbeat);
            List<PastDeployment> undone = new ArrayList<>();
            for (PastDeployment deployment : chosen) {
                undone.add(run.rollback(deployment, listener));
            }
            LiveCatalog live = LiveCatalog.read(starRocks, databases(new Catalog(List.of()), registry.read()));
            new Reactivation(starRocks).run(live.catalog());
            return undone;
        }
    }

    /** What happened on the server since the last apply. Changes nothing. */
    public Drift drift(Desired desired) {
        Registry ours = registry.read();
        LiveCatalog found = LiveCatalog.read(starRocks, databases(desired.catalog(), ours));
        Diff.Live live = new Diff.Live(
                found.databases(),
                found.catalog(),
                found.inactive(),
                found.grants(),
                ours,
                starRocks.version().release());
        Drift drift = Drift.of(desired, live, Settlement.UNKNOWN);
        return drift.touched().isEmpty() ? drift : drift.with(LiveTraces.read(starRocks, drift.touched(), lastEnd()));
    }

    /** When the newest deployment, or the taking back of one, was over. */
    private Optional<Instant> lastEnd() {
        return history().stream()
                .flatMap(past -> Stream.concat(
                        past.finished().stream(), past.undone().map(PastDeployment.Undone::finished).stream()))
                .max(Comparator.naturalOrder());
    }

    /** The objects that are ours. */
    public Registry registry() {
        return registry.read();
    }

    /**
     * Those of some models that the server does not hold as they are said here, whatever stands in the registry: a fingerprint
     * also changes with the program that takes it.
     *
     * @param models that are ours and on the server
     * @param elsewhere what they read
     */
    public SortedSet<ModelName> differing(Catalog models, Catalog elsewhere) {
        LiveCatalog found = LiveCatalog.read(starRocks, databases(models, Registry.empty()));
        Catalog understood = new Catalog(models.definitions().stream()
                .filter(definition -> !found.notUnderstood().containsKey(definition.name()))
                .toList());
        Registry ours = Settlement.adopted(models, found, Registry.empty());
        Differences differences = Diff.between(
                Desired.of(understood).reading(elsewhere),
                new Diff.Live(found.databases(), found.catalog(), Map.of(), ours),
                Destructive.WITHHELD);
        NavigableSet<ModelName> differing = new TreeSet<>(differences.withheld());
        Set<String> subjects = Plan.subjects(differences.changes());
        models.names().stream()
                .filter(name -> subjects.contains(name.toString())
                        || understood.find(name).isEmpty())
                .forEach(differing::add);
        return differing;
    }

    /** The columns that a table has on the server; none when it is not there. */
    public Set<String> columns(ModelName table) {
        return starRocks.objects(Set.of(table.database())).columns().stream()
                .filter(column -> column.table().equals(table))
                .map(LiveObjects.LiveColumn::name)
                .collect(Collectors.toSet());
    }

    /** Those of some seeds whose file is not the one that was loaded here last. */
    public List<Seed> changed(List<Seed> seeds) {
        return stored.changed(seeds);
    }

    /**
     * Takes away what was planned to go, with its rows, and then what we remember. Databases go with it that a deployment of
     * this environment made and that nobody else has put anything into; a user who is not shown everything cannot know that,
     * and leaves them. One lock is held from the first to the last: what is
     * forgotten is what was dropped.
     *
     * @param planned by {@link #planOfDrop}
     * @return what became of those databases
     * @throws DiagnosticException ORR-D006 when something was deployed since it was planned, and as {@link #apply(Planned,
     *     DeployListener)}
     */
    public Dropped drop(Planned planned, DeployListener listener) {
        Instant start = clock.instant();
        refuseBlocked(planned.plan());
        SortedSet<String> dropped = new TreeSet<>();
        SortedSet<String> left = new TreeSet<>();
        if (!starRocks.databases().contains(state.name())) {
            return new Dropped(dropped, left);
        }
        try (DeployLock.Held lock = new DeployLock(state, clock).acquire(target.owner(), Tokens.next());
                Heartbeat heartbeat = new Heartbeat(lock)) {
            carryOut(planned, start, listener, heartbeat);
            SortedSet<String> created = new CreatedDatabases(state).read();
            created.retainAll(starRocks.databases());
            created.removeIf(
                    database -> !starRocks.objects(Set.of(database)).tables().isEmpty());
            boolean seesAll = created.isEmpty() || Sight.isWhole(starRocks);
            for (String database : created) {
                if (!seesAll) {
                    left.add(database);
                } else {
                    starRocks.execute("DROP DATABASE " + SqlNames.quote(database));
                    dropped.add(database);
                }
            }
            heartbeat.check();
            state.forget();
        }
        return new Dropped(dropped, left);
    }

    /** What {@link #drop} takes away. Changes nothing. */
    public Planned planOfDrop() {
        return plan(Desired.of(new Catalog(List.of())), List.of(), Destructive.ALLOWED);
    }

    public DeployStatus status() {
        return new DeployStatus(
                history().stream()
                        .filter(deployment -> deployment.state() != PastDeployment.State.ROLLED_BACK)
                        .findFirst(),
                new DeployLock(state, clock).holder(),
                registry.read());
    }

    /** Every deployment, newest first. */
    public List<PastDeployment> history() {
        return log.all();
    }

    private static void refuseBlocked(Plan plan) {
        if (plan.isBlocked()) {
            throw new DiagnosticException(plan.findings().stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .toList());
        }
    }

    /** Whether an apply with nothing to do has nothing to write down either. */
    private static boolean isRecorded(Planned planned) {
        return planned.desired().answered().definitions().stream()
                .allMatch(definition -> planned.live()
                        .registry()
                        .find(definition.name())
                        .filter(entry -> entry.desired().equals(Fingerprint.of(definition)))
                        .isPresent());
    }

    /** Writes down how both sides look now, and what is not as it should be. */
    private List<Diagnostic> remember(Desired wishes) {
        Catalog desired = wishes.catalog();
        registry.ensure();
        Registry before = registry.read();
        LiveCatalog live = LiveCatalog.read(starRocks, databases(desired, before));
        registry.put(Settlement.entries(wishes.with(wishes.answered()), live, before));
        registry.forget(before.entries().keySet().stream()
                .filter(name -> desired.find(name).isEmpty()
                        && live.catalog().find(name).isEmpty())
                .toList());
        return new Reactivation(starRocks)
                .inactive(live.catalog()).stream()
                        .filter(name -> desired.find(name).isPresent())
                        .map(name -> Diagnostic.of(DdlCode.LEFT_INACTIVE, "MV '" + name + "' is not active")
                                .withHelp("`orrery refresh why " + name + "` tells the server's reason"))
                        .toList();
    }

    private static Diagnostic stale(Changelog changelog) {
        return Diagnostic.of(
                        DdlCode.PLAN_IS_STALE,
                        "plan %04d was made for another state of the project or of the server"
                                .formatted(changelog.number()))
                .withHelp("`orrery plan` makes a new one");
    }
}
