// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement.alter;

import dev.orrery.embedded.engine.Definitions;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.refresh.RefreshRequest;
import dev.orrery.embedded.refresh.Refreshes;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.MaterializedViews;
import dev.orrery.embedded.statement.StatementContext;
import dev.orrery.embedded.translate.Objects;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Alter;
import dev.orrery.models.sql.tree.AlterClause;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateMaterializedView.RefreshScheme;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Property;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ALTER MATERIALIZED VIEW: RENAME, REFRESH, SET, SWAP WITH, ACTIVE, INACTIVE. */
public final class MaterializedViewAlteration {
    private static final String MANUALLY = "user use alter materialized view set status to inactive";

    private final StatementContext context;
    private final Refreshes refreshes;
    private final StoredMaterializedView view;

    private MaterializedViewAlteration(StatementContext context, Refreshes refreshes, StoredMaterializedView view) {
        this.context = context;
        this.refreshes = refreshes;
        this.view = view;
    }

    public static void run(StatementContext context, Refreshes refreshes, Alter.MaterializedView alter)
            throws SQLException, ServerError {
        ModelName name = context.resolveExisting(alter.name());
        StoredMaterializedView view = context.engine()
                .catalog()
                .materializedView(name)
                .orElseThrow(() -> ServerError.analyzing("Materialized view " + name.name() + " is not found"));
        new MaterializedViewAlteration(context, refreshes, view)
                .step(alter.clause())
                .run();
    }

    private Definitions definitions() {
        return context.engine().definitions();
    }

    private TableAlteration.Step step(AlterClause clause) {
        return clause.accept(new AlterClauses() {
            @Override
            public TableAlteration.Step rename(AlterClause.Rename rename) {
                return () ->
                        definitions().renameMaterializedView(view, rename.name().text());
            }

            @Override
            public TableAlteration.Step swap(AlterClause.Swap swap) {
                return () -> swapWith(swap.other().text());
            }

            @Override
            public TableAlteration.Step set(AlterClause.SetProperties set) {
                return () -> setProperties(set.properties());
            }

            @Override
            public TableAlteration.Step refresh(AlterClause.SetRefresh refresh) {
                return () -> scheme(refresh.refresh());
            }

            @Override
            public TableAlteration.Step activity(AlterClause.SetActivity activity) {
                return () -> setActivity(activity.active());
            }
        });
    }

    private void swapWith(String other) throws SQLException, ServerError {
        ModelName name = new ModelName(view.name().database(), other);
        StoredMaterializedView second = context.engine()
                .catalog()
                .materializedView(name)
                .orElseThrow(() -> ServerError.analyzing("Materialized view " + other + " is not found"));
        definitions().swapMaterializedViews(view, second);
    }

    private void setProperties(List<Property> changes) throws SQLException, ServerError {
        List<Property> properties = new ArrayList<>(view.statement().properties());
        for (Property change : changes) {
            properties.removeIf(p -> p.key().equalsIgnoreCase(change.key()));
            properties.add(change);
        }
        definitions()
                .alterMaterializedView(
                        view, with(view.statement(), view.statement().refresh(), properties));
    }

    private void scheme(CreateMaterializedView.Refresh refresh) throws SQLException, ServerError {
        CreateMaterializedView old = view.statement();
        boolean deferred =
                old.refresh().map(CreateMaterializedView.Refresh::deferred).orElse(false);
        CreateMaterializedView.Refresh kept = new CreateMaterializedView.Refresh(
                Location.NOWHERE, deferred, refresh.scheme(), refresh.start(), refresh.every());
        definitions().alterMaterializedView(view, with(old, Optional.of(kept), old.properties()));
        if (refresh.scheme() == RefreshScheme.ASYNC && refresh.every().isEmpty()) {
            submit();
        }
    }

    private void submit() throws SQLException {
        refreshes.submit(view, RefreshRequest.MANUAL, MaterializedViews.definition(view));
    }

    private void setActivity(boolean active) throws SQLException, ServerError {
        if (!active) {
            definitions().setInactive(view, MANUALLY);
            return;
        }
        if (view.active()) {
            return;
        }
        for (ModelName read : view.reads()) {
            Optional<Objects.Source> source = context.objects().withinView().find(read);
            if (source.isEmpty()) {
                throw new ServerError(
                        5502,
                        "42602",
                        "Can not active materialized view [" + view.name().name()
                                + "] because analyze materialized view define sql: Unknown table '" + read + "'.");
            }
        }
        context.translatorIn(view.name().database()).query(view.statement().query());
        definitions().setInactive(view, "");
        boolean manual = view.statement()
                .refresh()
                .map(r -> r.scheme() == RefreshScheme.MANUAL)
                .orElse(true);
        if (!manual) {
            submit();
        }
    }

    private static CreateMaterializedView with(
            CreateMaterializedView v, Optional<CreateMaterializedView.Refresh> refresh, List<Property> properties) {
        return new CreateMaterializedView(
                Location.NOWHERE,
                v.ifNotExists(),
                v.name(),
                v.columns(),
                v.indexes(),
                v.comment(),
                v.distribution(),
                refresh,
                v.partitionBy(),
                v.orderBy(),
                properties,
                v.query());
    }
}
