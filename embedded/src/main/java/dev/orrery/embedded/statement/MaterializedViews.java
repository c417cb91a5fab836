// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.alter.AlterJob;
import dev.orrery.embedded.alter.AlterJobs;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.engine.CatalogState;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.partition.PartitionSpan;
import dev.orrery.embedded.refresh.RefreshRequest;
import dev.orrery.embedded.refresh.RefreshRequest.Extent;
import dev.orrery.embedded.refresh.RefreshRequest.Wait;
import dev.orrery.embedded.refresh.Refreshes;
import dev.orrery.embedded.refresh.TaskRun;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.trace.ViewPartitions;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.Refresh;
import dev.orrery.models.type.DataType;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** CREATE and REFRESH MATERIALIZED VIEW. */
public final class MaterializedViews {
    private static final int MANUAL_PRIORITY = 80;

    private final StatementContext context;
    private final Refreshes refreshes;

    MaterializedViews(StatementContext context, Refreshes refreshes) {
        this.context = context;
        this.refreshes = refreshes;
    }

    Answer create(CreateMaterializedView statement, AlterJobs jobs) throws SQLException, ServerError {
        ModelName name = context.resolveExisting(statement.name());
        CatalogState catalog = context.engine().catalog();
        if (catalog.exists(name)) {
            if (statement.ifNotExists()) {
                return Answer.Done.OK;
            }
            throw new ServerError(1050, "42S01", "Table '" + name.name() + "' already exists");
        }
        ViewDefinitions views = new ViewDefinitions(context);
        ViewDefinitions.Shape shape = views.shape(name, statement);
        for (ModelName read : shape.reads()) {
            if (catalog.materializedView(read).filter(v -> !v.active()).isPresent()) {
                throw ServerError.analyzing("Create materialized view from inactive materialized view: " + read.name());
            }
        }
        String text = views.text(statement.query());
        ViewPartitions.check(
                catalog, StoredMaterializedView.planned(name, statement, text, shape.columns(), shape.reads()));
        StoredMaterializedView view = context.engine()
                .definitions()
                .createMaterializedView(name, statement, text, shape.columns(), shape.reads());
        if (view.isSynchronous()) {
            rollup(view, jobs);
        }
        boolean immediate = !view.isSynchronous()
                && statement.refresh().map(r -> !r.deferred()).orElse(true);
        if (immediate) {
            await(refreshes.submit(
                    view,
                    new RefreshRequest(Extent.CHANGED, Wait.SYNC, MANUAL_PRIORITY, Optional.empty()),
                    definition(view)));
        }
        return Answer.Done.OK;
    }

    /** It has no rows of its own: the job is done with its definition. */
    private void rollup(StoredMaterializedView view, AlterJobs jobs) throws SQLException, ServerError {
        for (ModelName read : view.reads()) {
            Optional<StoredTable> base = context.engine().table(read);
            if (base.isPresent()) {
                jobs.run(
                        AlterJob.Kind.ROLLUP, base.get().id(), read, view.name().name(), () -> {});
            }
        }
    }

    /** The statement that a refresh of the view stands for. */
    public static String definition(StoredMaterializedView view) {
        return "insert overwrite `" + view.name().name() + "` " + view.queryText();
    }

    Answer refresh(Refresh.Start statement) throws SQLException, ServerError {
        StoredMaterializedView view = find(statement);
        if (view.isSynchronous()) {
            throw ServerError.analyzing(
                    "Can not refresh non materialized view:" + view.name().name());
        }
        if (statement.partitions().isPresent() && view.statement().partitionBy().isEmpty()) {
            throw ServerError.analyzing("Not support refresh by partition for single partition mv");
        }
        boolean sync = statement.sync().orElse(false);
        Optional<PartitionSpan> span = span(view, statement);
        RefreshRequest request = new RefreshRequest(
                statement.force() ? Extent.FORCED : Extent.CHANGED,
                sync ? Wait.SYNC : Wait.ASYNC,
                statement.priority().orElse(MANUAL_PRIORITY),
                span);
        Refreshes.Queued queued = refreshes.submit(view, request, definition(view));
        if (sync) {
            TaskRun over = await(queued);
            if (over.state() == TaskRun.State.FAILED) {
                throw new ServerError(
                        1064, "HY000", "execute task " + view.taskName() + " failed: " + over.errorMessage());
            }
        }
        return one("QUERY_ID", queued.run().queryId());
    }

    private Optional<PartitionSpan> span(StoredMaterializedView view, Refresh.Start statement) throws ServerError {
        if (statement.partitions().isEmpty()) {
            return Optional.empty();
        }
        if (ViewPartitions.of(context.engine().catalog(), view).isEmpty()) {
            throw new Refusal(
                    EmbeddedCode.FORM_REFUSED,
                    "PARTITION in REFRESH of an MV whose partition column does not come straight from its base's");
        }
        return Optional.of(PartitionSpan.of(statement.partitions().get()));
    }

    Answer cancel(Refresh.Cancel statement) throws SQLException, ServerError {
        refreshes.cancel(find(statement));
        return Answer.Done.OK;
    }

    private StoredMaterializedView find(Refresh statement) throws ServerError {
        ModelName name = context.resolveExisting(statement.name());
        return context.engine()
                .catalog()
                .materializedView(name)
                .orElseThrow(() -> ServerError.analyzing("Can not find materialized view:" + name.name()));
    }

    private static TaskRun await(Refreshes.Queued queued) throws ServerError {
        try {
            return queued.end().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerError(1317, "70100", "Query execution was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A result of one text. */
    static Answer one(String column, String value) {
        Queue<@Nullable String[]> rows = new ArrayDeque<>();
        rows.add(new @Nullable String[] {value});
        return new Answer.Rows(List.of(new ResultColumn(column, DataType.varchar(60), true)), new Answer.RowSource() {
            @Override
            public @Nullable String @Nullable [] next() {
                return rows.poll();
            }

            @Override
            public void close() {
                rows.clear();
            }
        });
    }
}
