// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.ddl.DdlCode;
import dev.orrery.ddl.changelog.Changelog;
import dev.orrery.ddl.changelog.Changelog.ChangeSetId;
import dev.orrery.ddl.deploy.PastDeployment.State;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.Registry;
import dev.orrery.ddl.live.LiveCatalog;
import dev.orrery.ddl.plan.Step;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.starrocks.Leases;
import dev.orrery.starrocks.StarRocks;
import dev.orrery.starrocks.StateDatabase;
import dev.orrery.starrocks.StateTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import liquibase.exception.LiquibaseException;

/** One deployment, or one rollback of one, under the deploy lock. */
final class DeploymentRun {
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final StarRocks starRocks;
    private final StateDatabase state;
    private final DeploymentLog log;
    private final RegistryTable registry;
    private final DeployTarget target;
    private final Clock clock;
    private final Heartbeat heartbeat;

    DeploymentRun(
            StarRocks starRocks,
            StateDatabase state,
            DeploymentLog log,
            RegistryTable registry,
            DeployTarget target,
            Clock clock,
            Heartbeat heartbeat) {
        this.starRocks = starRocks;
        this.state = state;
        this.log = log;
        this.registry = registry;
        this.target = target;
        this.clock = clock;
        this.heartbeat = heartbeat;
    }

    /**
     * @param started when somebody began to wait for it
     * @param afterwards what belongs to the deployment after its steps
     */
    PastDeployment apply(Planned planned, Instant started, DeployListener listener, Runnable afterwards) {
        Changelog changelog = planned.changelog();
        int total = changelog.steps().size();
        PastDeployment running = new PastDeployment(
                changelog.number(), State.RUNNING, target.owner(), total, started, Optional.empty(), Optional.empty());
        log.ensure();
        registry.ensure();
        log.record(running);
        log.keep(changelog.number(), changelog.text());
        registry.put(begun(planned));
        new CreatedDatabases(state).add(createdDatabases(planned.plan().steps()));
        Leases leases = new Leases(state, clock);
        Set<ModelName> leased = materializedViews(planned.plan().steps());
        prolong(leases, leased);
        heartbeat.also(() -> prolong(leases, leased));
        StepListener steps = new StepListener(starRocks, listener, heartbeat, clock, total);
        try (LiquibaseRun liquibase =
                new LiquibaseRun(starRocks.address(), state.table(StateTable.DATABASECHANGELOG), steps::waits)) {
            liquibase.update(changelog, steps);
        } catch (LiquibaseException | RuntimeException e) {
            log.record(ended(running, State.FAILED));
            throw failed(e, steps, total);
        } finally {
            heartbeat.also(() -> {});
            leases.release(target.owner());
        }
        try {
            afterwards.run();
        } catch (RuntimeException e) {
            log.record(ended(running, State.FAILED));
            throw e;
        }
        PastDeployment done = ended(running, State.DONE);
        log.record(done);
        return done;
    }

    PastDeployment rollback(PastDeployment deployment, DeployListener listener) {
        Instant start = clock.instant();
        Changelog changelog = Changelog.read(log.changelog(deployment.number()));
        StepListener steps = new StepListener(
                starRocks, listener, heartbeat, clock, changelog.steps().size());
        Leases leases = new Leases(state, clock);
        // A changelog does not tell which of its subjects are MVs, and some are not there yet; a lease of a table keeps
        // nobody away.
        Set<ModelName> leased = subjects(changelog);
        prolong(leases, leased);
        heartbeat.also(() -> prolong(leases, leased));
        try (LiquibaseRun liquibase =
                new LiquibaseRun(starRocks.address(), state.table(StateTable.DATABASECHANGELOG), steps::waits)) {
            liquibase.rollback(changelog, steps);
        } catch (LiquibaseException | RuntimeException e) {
            throw failed(e, steps, changelog.steps().size());
        } finally {
            heartbeat.also(() -> {});
            leases.release(target.owner());
        }
        settle(changelog);
        PastDeployment undone = new PastDeployment(
                deployment.number(),
                State.ROLLED_BACK,
                deployment.owner(),
                deployment.steps(),
                deployment.started(),
                deployment.finished(),
                Optional.of(new PastDeployment.Undone(target.owner(), start, clock.instant())));
        log.recordUndone(undone);
        return undone;
    }

    /** What is about to be made is ours from now on, even if we are killed right after making it. */
    private static SortedMap<ModelName, Registry.Entry> begun(Planned planned) {
        SortedMap<ModelName, Registry.Entry> begun = new TreeMap<>();
        Set<String> touched = new TreeSet<>();
        planned.plan().steps().stream()
                .filter(step -> step.mark() != Step.Mark.DROP)
                .forEach(step -> touched.add(step.subject()));
        for (Definition definition : planned.desired().catalog().definitions()) {
            if (touched.contains(definition.name().toString())) {
                begun.put(definition.name(), Registry.Entry.begun(ModelKind.of(definition)));
            }
        }
        return begun;
    }

    private static SortedSet<String> createdDatabases(List<Step> steps) {
        SortedSet<String> names = new TreeSet<>();
        steps.stream().filter(step -> step.kind().equals("database")).forEach(step -> names.add(step.subject()));
        return names;
    }

    private static SortedSet<ModelName> materializedViews(List<Step> steps) {
        SortedSet<ModelName> names = new TreeSet<>();
        steps.stream()
                .filter(step -> step.kind().equals(ModelKind.MATERIALIZED_VIEW.word()))
                .forEach(step -> names.add(ModelName.parse(step.subject())));
        return names;
    }

    private void prolong(Leases leases, Set<ModelName> names) {
        Instant until = clock.instant().plus(LEASE);
        leases.take(target.owner(), names, until);
    }

    private PastDeployment ended(PastDeployment deployment, State how) {
        return new PastDeployment(
                deployment.number(),
                how,
                deployment.owner(),
                deployment.steps(),
                deployment.started(),
                Optional.of(clock.instant()),
                Optional.empty());
    }

    private static SortedSet<ModelName> subjects(Changelog changelog) {
        SortedSet<ModelName> names = new TreeSet<>();
        for (ChangeSetId step : changelog.steps()) {
            if (step.subject().indexOf('.') > 0) {
                names.add(ModelName.parse(step.subject()));
            }
        }
        return names;
    }

    /** After a rollback: what is there is ours, what is not is forgotten. */
    private void settle(Changelog changelog) {
        SortedSet<ModelName> names = subjects(changelog);
        Set<String> databases = new TreeSet<>();
        names.forEach(name -> databases.add(name.database()));
        LiveCatalog live = LiveCatalog.read(starRocks, databases);
        SortedMap<ModelName, Registry.Entry> there = new TreeMap<>();
        for (ModelName name : names) {
            live.catalog()
                    .find(name)
                    .ifPresent(found -> there.put(
                            name, new Registry.Entry(ModelKind.of(found), Settlement.UNKNOWN, Settlement.UNKNOWN)));
        }
        registry.put(there);
        registry.forget(names.stream().filter(name -> !there.containsKey(name)).toList());
    }

    private static RuntimeException failed(Exception e, StepListener steps, int total) {
        if (e instanceof DiagnosticException || e instanceof dev.orrery.models.diagnostic.EnvironmentException) {
            return (RuntimeException) e;
        }
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof dev.orrery.models.diagnostic.EnvironmentException lost) {
            return lost;
        }
        if (root instanceof DiagnosticException stopped) {
            return stopped;
        }
        String step = steps.current()
                .map(id -> "step " + id.step() + " of " + total + ", '" + id.action() + "' of '" + id.subject() + "',")
                .orElse("the changelog");
        DiagnosticException failure = new DiagnosticException(Diagnostic.of(
                        DdlCode.STEP_FAILED,
                        step + " failed: " + String.valueOf(root.getMessage()).strip())
                .withHelp("done: " + steps.done() + " of " + total + (total == 1 ? " step" : " steps")
                        + "; `orrery apply` goes on from there," + " `orrery rollback --count 1` takes them back"));
        failure.initCause(e);
        return failure;
    }
}
