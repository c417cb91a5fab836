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

/** One refresh: the versions of what an MV reads and its new rows come from one snapshot. */
final class RefreshJob {
    private static final String MANUALLY = "user use alter materialized view set status to inactive";

    private final Engine engine;
    private final ViewQueries queries;
    private final Map<Long, Statement> active = new ConcurrentHashMap<>();

    RefreshJob(Engine engine, ViewQueries queries) {
        this.engine = engine;
        this.queries = queries;
    }

    void interrupt(long viewId) throws SQLException {
        Statement statement = active.get(viewId);
        if (statement != null) {
            statement.cancel();
        }
    }

    void interruptAll() {
        active.values().forEach(statement -> {
            try {
                statement.cancel();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
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
            rows.begin(filling);
            if (!filling.filled().isEmpty()) {
                // Of the rows of a base's partitions alone: DuckDB takes the condition down to where they are read.
                statement.execute("INSERT INTO " + view.physicalName() + " (" + columns + ") SELECT * FROM (" + select
                        + ") AS rows_now(" + columns + ") WHERE " + rows.condition(filling.filled()));
            }
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
