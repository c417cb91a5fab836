// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.refresh;

import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.engine.CatalogState;
import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.engine.MaterializedRows;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.engine.ViewFilling;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.trace.ViewPartitions;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One refresh: the versions of what an MV reads and its new rows come from one snapshot. */
final class RefreshJob {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshJob.class);
    private static final String MANUALLY = "user use alter materialized view set status to inactive";

    private final Engine engine;
    private final ViewQueries queries;
    private final Map<Long, Statement> active = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    RefreshJob(Engine engine, ViewQueries queries) {
        this.engine = engine;
        this.queries = queries;
    }

    void interrupt(long viewId) {
        cancel(active.get(viewId));
    }

    /** Ends what runs and lets nothing more begin. */
    void stop() {
        stopped = true;
        active.values().forEach(RefreshJob::cancel);
    }

    private static void cancel(@Nullable Statement statement) {
        try {
            if (statement != null) {
                statement.cancel();
            }
        } catch (SQLException e) {
            // It ended between the two lines: there is nothing left to cancel.
            LOG.debug("nothing to cancel: {}", e.getMessage());
        }
    }

    private void checkGoesOn() throws ServerError {
        if (stopped) {
            throw new ServerError(1317, "70100", "the server stops");
        }
    }

    TaskRun run(long viewId, TaskRun run, RefreshRequest request) throws SQLException, ServerError {
        StoredMaterializedView view = activated(find(viewId));
        String select = queries.select(view);
        try (MaterializedRows rows = engine.materialize(view)) {
            CatalogState catalog = engine.catalog();
            RefreshPlan plan = RefreshPlan.of(view, ViewPartitions.of(catalog, view), rows, request);
            ViewFilling filling = plan.filling();
            if (!filling.isEmpty()) {
                fill(view, select, rows, filling);
            }
            return run.over(
                    filling.filled().isEmpty() ? TaskRun.State.SKIPPED : TaskRun.State.SUCCESS,
                    now(),
                    "",
                    RefreshNotes.extra(catalog, plan, request, engine.clock().millis()));
        }
    }

    private void fill(StoredMaterializedView view, String select, MaterializedRows rows, ViewFilling filling)
            throws SQLException, ServerError {
        String columns =
                view.columns().stream().map(c -> DuckName.quote(c.name())).collect(Collectors.joining(", "));
        try (Statement statement = rows.connection().createStatement()) {
            active.put(view.id(), statement);
            checkGoesOn();
            rows.begin(filling);
            checkGoesOn();
            if (!filling.filled().isEmpty()) {
                // Of the rows of a base's partitions alone: DuckDB takes the condition down to where they are read.
                statement.execute("INSERT INTO " + view.physicalName() + " (" + columns + ") SELECT * FROM (" + select
                        + ") AS rows_now(" + columns + ") WHERE " + rows.condition(filling.filled()));
            }
            checkGoesOn();
            rows.commit(filling);
        } finally {
            active.remove(view.id());
        }
    }

    private StoredMaterializedView find(long viewId) throws ServerError {
        return byId(engine.catalog(), viewId)
                .orElseThrow(() -> new ServerError(1064, "HY000", "Materialized view " + viewId + " is not found"));
    }

    private static Optional<StoredMaterializedView> byId(CatalogState state, long id) {
        return state.materializedViews().stream().filter(v -> v.id() == id).findFirst();
    }

    /** An inactive MV whose query is right again becomes active; one that a person made inactive stays so. */
    private StoredMaterializedView activated(StoredMaterializedView view) throws SQLException, ServerError {
        if (view.active()) {
            return view;
        }
        ServerError inactive = new ServerError(
                1064,
                "HY000",
                "Materialized view: " + view.name().name() + "/" + view.id() + " is not active due to "
                        + view.inactiveReason() + ".");
        boolean onInactive = view.reads().stream()
                .flatMap(name -> engine.catalog().materializedView(name).stream())
                .anyMatch(base -> !base.active());
        if (view.inactiveReason().equals(MANUALLY) || onInactive) {
            throw inactive;
        }
        try {
            queries.select(view);
        } catch (ServerError e) {
            inactive.initCause(e);
            throw inactive;
        }
        engine.definitions().setInactive(view, "");
        return find(view.id());
    }

    private LocalDateTime now() {
        return LocalDateTime.now(engine.clock());
    }
}
