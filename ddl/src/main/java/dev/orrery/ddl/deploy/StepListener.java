// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.ddl.DdlCode;
import dev.orrery.ddl.changelog.Changelog.ChangeSetId;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.starrocks.StarRocks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.database.Database;

/** Liquibase's calls into ours; between two steps, and while one waits, it looks after the lock. */
final class StepListener extends AbstractChangeExecListener {
    private final CopiedRows copied;
    private final DeployListener listener;
    private final Heartbeat heartbeat;
    private final Clock clock;
    private final int total;
    private Optional<ChangeSetId> current = Optional.empty();
    private Instant since;
    private int done;

    StepListener(StarRocks starRocks, DeployListener listener, Heartbeat heartbeat, Clock clock, int total) {
        this.copied = new CopiedRows(starRocks);
        this.listener = listener;
        this.heartbeat = heartbeat;
        this.clock = clock;
        this.total = total;
        this.since = clock.instant();
    }

    Optional<ChangeSetId> current() {
        return current;
    }

    int done() {
        return done;
    }

    @Override
    public void willRun(ChangeSet changeSet, DatabaseChangeLog log, Database database, ChangeSet.RunStatus status) {
        heartbeat.check();
        if (listener.stops()) {
            throw new DiagnosticException(Diagnostic.of(
                            DdlCode.STOPPED,
                            "stopped: " + done + " of " + total + (total == 1 ? " step" : " steps") + " done")
                    .withHelp("`orrery apply` goes on"));
        }
        begin(changeSet);
        current.ifPresent(step -> {
            copied.check(step);
            listener.started(step, total);
        });
    }

    /** Told now and then while a step's work goes on in the background of the server. */
    void waits(String progress) {
        heartbeat.check();
        current.ifPresent(step -> listener.waits(step, total, progress));
    }

    @Override
    public void ran(ChangeSet changeSet, DatabaseChangeLog log, Database database, ChangeSet.ExecType type) {
        current.ifPresent(step -> {
            done++;
            listener.finished(step, total, Duration.between(since, clock.instant()));
        });
    }

    @Override
    public void willRollback(ChangeSet changeSet, DatabaseChangeLog log, Database database) {
        heartbeat.check();
        begin(changeSet);
    }

    @Override
    public void rolledBack(ChangeSet changeSet, DatabaseChangeLog log, Database database) {
        current.ifPresent(step -> {
            done++;
            listener.undone(step, Duration.between(since, clock.instant()));
        });
    }

    private void begin(ChangeSet changeSet) {
        current = ChangeSetId.parse(changeSet.getId());
        since = clock.instant();
    }
}
