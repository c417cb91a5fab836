// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.ddl.changelog.Changelog;
import dev.orrery.ddl.changelog.Changelog.ChangeSetId;
import dev.orrery.ddl.liquibase.StarRocksDatabase;
import dev.orrery.ddl.liquibase.StarRocksLockService;
import dev.orrery.ddl.liquibase.WaitingExecutor;
import dev.orrery.ddl.plan.Step;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.FrontEndConnections;
import dev.orrery.starrocks.ServerAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.changelog.visitor.ChangeExecListener;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;

/**
 * Liquibase over a connection of its own, silent: what it has to say comes to us as a listener's calls and as exceptions. The
 * caller holds the deploy lock.
 */
final class LiquibaseRun implements AutoCloseable {
    private final Connection connection;
    private final StarRocksDatabase database;
    private final Consumer<String> progress;

    /**
     * @param history the table that takes DATABASECHANGELOG's place
     * @param progress is told how far the server is with what it does in the background
     */
    LiquibaseRun(ServerAddress address, ModelName history, Consumer<String> progress) {
        this.progress = progress;
        this.connection = new FrontEndConnections(address).open();
        this.database = new StarRocksDatabase();
        try {
            // A fill may take hours, and nothing comes over the line while it runs.
            connection.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            throw new IllegalStateException("the driver has no time-outs", e);
        }
        database.setConnection(new JdbcConnection(connection));
        database.setLiquibaseCatalogName(history.database());
        database.setDatabaseChangeLogTableName(history.name());
    }

    /** Runs every change set that has not run. */
    void update(Changelog changelog, ChangeExecListener listener) throws LiquibaseException {
        silently(changelog, listener, liquibase -> {
            liquibase.update(new Contexts(), new LabelExpression());
            liquibase.tag("%04d".formatted(changelog.number()));
        });
    }

    /** Undoes every change set of the changelog that has run, last first. */
    void rollback(Changelog changelog, ChangeExecListener listener) throws LiquibaseException {
        completeRenames(changelog);
        silently(
                changelog,
                listener,
                liquibase -> liquibase.rollback(changelog.steps().size(), new Contexts(), new LabelExpression()));
    }

    /**
     * A deployment that broke off between a rename and the steps that carry its undo: those, which do nothing else, are run now,
     * so that what follows begins by giving the old name back.
     */
    private void completeRenames(Changelog changelog) throws LiquibaseException {
        Set<String> unrun = new TreeSet<>();
        silently(
                changelog,
                new AbstractChangeExecListener() {},
                liquibase -> liquibase
                        .listUnrunChangeSets(new Contexts(), new LabelExpression())
                        .forEach(changeSet -> unrun.add(changeSet.getId())));
        Set<String> back = new TreeSet<>();
        back.addAll(ways(changelog, Step.RENAME, Step.UNDO_OF_RENAME, unrun));
        back.addAll(ways(changelog, Step.RENAME_COLUMN, Step.UNDO_OF_RENAME_COLUMN, unrun));
        boolean none = back.isEmpty();
        Changelog rest = changelog.only(step -> unrun.contains(step.toString())
                && (back.contains(step.toString()) || (!none && step.action().equals(Step.UNDO_OF_READERS))));
        if (!rest.steps().isEmpty()) {
            silently(
                    rest,
                    new AbstractChangeExecListener() {},
                    liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
        }
    }

    /** The ways back of those steps of an action that have run: the steps with both actions come in the same order. */
    private static Set<String> ways(Changelog changelog, String action, String wayBack, Set<String> unrun) {
        List<ChangeSetId> there = of(changelog, action);
        List<ChangeSetId> back = of(changelog, wayBack);
        Set<String> ways = new TreeSet<>();
        for (int i = 0; i < there.size() && i < back.size(); i++) {
            if (!unrun.contains(there.get(i).toString())) {
                ways.add(back.get(i).toString());
            }
        }
        return ways;
    }

    /** By subject, then in order. */
    private static List<ChangeSetId> of(Changelog changelog, String action) {
        return changelog.steps().stream()
                .filter(step -> step.action().equals(action))
                .sorted(Comparator.comparing(ChangeSetId::subject).thenComparing(ChangeSetId::step))
                .toList();
    }

    private interface Work {
        void on(Liquibase liquibase) throws LiquibaseException;
    }

    private void silently(Changelog changelog, ChangeExecListener listener, Work work) throws LiquibaseException {
        TextResources resources = new TextResources(Map.of(changelog.path(), changelog.text()));
        Map<String, Object> scope = new HashMap<>();
        scope.put(Scope.Attr.ui.name(), new SilentUi());
        scope.put(Scope.Attr.logService.name(), new LiquibaseLog());
        scope.put(Scope.Attr.resourceAccessor.name(), resources);
        scope.put("liquibase.analytics.enabled", false);
        scope.put(StarRocksLockService.HELD_BY_CALLER, true);
        scope.put(WaitingExecutor.PROGRESS, progress);
        try {
            Scope.child(scope, () -> {
                Liquibase liquibase = new Liquibase(changelog.path(), resources, database);
                liquibase.setShowSummary(UpdateSummaryEnum.OFF);
                liquibase.setChangeExecListener(listener);
                work.on(liquibase);
            });
        } catch (LiquibaseException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new LiquibaseException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            Scope.getCurrentScope().getLog(getClass()).fine("closing the connection failed", e);
        }
    }
}
