// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.metadata.CatalogEntry.MaterializedView;
import dev.orrery.embedded.metadata.ServerState.TaskRun;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.CreateMaterializedView.Refresh;
import dev.orrery.models.sql.tree.CreateMaterializedView.RefreshScheme;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rows of materialized_views, tasks and task_runs. */
final class MaterializedViewRows {
    /** How long StarRocks remembers a run. */
    private static final Duration TASK_RUN_TTL = Duration.ofDays(7);

    private MaterializedViewRows() {}

    static List<MaterializedView> all(ServerState state) {
        return state.entries().stream()
                .flatMap(entry -> entry
                        .match(
                                table -> Optional.<MaterializedView>empty(),
                                view -> Optional.<MaterializedView>empty(),
                                Optional::of)
                        .stream())
                .toList();
    }

    static void fill(ServerState state, RelationBuilder rows) throws ServerError {
        Map<String, TaskRun> lastRuns = new TreeMap<>();
        for (TaskRun run : state.taskRuns()) {
            lastRuns.putIfAbsent(run.taskName(), run);
        }
        Map<Long, Long> rowCounts = state.rowCounts();
        for (MaterializedView view : all(state)) {
            rows.row()
                    .put("MATERIALIZED_VIEW_ID", view.id())
                    .put("TABLE_SCHEMA", view.name().database())
                    .put("TABLE_NAME", view.name().name())
                    .put("REFRESH_TYPE", refreshType(view))
                    .put("IS_ACTIVE", Boolean.toString(view.active()))
                    .put("INACTIVE_REASON", view.inactiveReason())
                    .put("PARTITION_TYPE", view.statement().partitionBy().isEmpty() ? "UNPARTITIONED" : "RANGE")
                    .put("TASK_ID", view.id())
                    .put("TASK_NAME", view.taskName())
                    .put("TABLE_ROWS", rowCounts.getOrDefault(view.id(), 0L))
                    .put("MATERIALIZED_VIEW_DEFINITION", ShowCreate.materializedView(view))
                    .put("QUERY_REWRITE_STATUS", view.active() ? "VALID" : "INVALID: MV is not active")
                    .put("CREATOR", "'root'@'%'");
            TaskRun last = lastRuns.get(view.taskName());
            if (last != null) {
                lastRun(last, rows);
            }
        }
    }

    private static void lastRun(TaskRun run, RelationBuilder rows) {
        RefreshedPartitions partitions = RefreshedPartitions.of(run);
        rows.put("LAST_REFRESH_START_TIME", run.created())
                .put("LAST_REFRESH_STATE", run.state())
                .put("LAST_REFRESH_FORCE_REFRESH", Boolean.toString(isForced(run)))
                .put("LAST_REFRESH_START_PARTITION", partitions.start())
                .put("LAST_REFRESH_END_PARTITION", partitions.end())
                .put("LAST_REFRESH_BASE_REFRESH_PARTITIONS", partitions.bases())
                .put("LAST_REFRESH_MV_REFRESH_PARTITIONS", partitions.own())
                .put("LAST_REFRESH_ERROR_CODE", run.errorCode())
                .put("LAST_REFRESH_ERROR_MESSAGE", run.errorMessage())
                .put("EXTRA_MESSAGE", run.extraMessage())
                .put("LAST_REFRESH_PROCESS_TIME", run.created())
                .put("LAST_REFRESH_JOB_ID", run.jobId());
        run.finished().ifPresent(finished -> {
            double seconds = Duration.between(run.created(), finished).toMillis() / 1000.0;
            rows.put("LAST_REFRESH_FINISHED_TIME", finished)
                    .put("LAST_REFRESH_DURATION", String.format(Locale.ROOT, "%.3f", seconds));
        });
    }

    private static boolean isForced(TaskRun run) {
        return run.properties().contains("\"FORCE\":\"true\"");
    }

    static String refreshType(MaterializedView view) {
        return view.statement()
                .refresh()
                .map(Refresh::scheme)
                .map(RefreshScheme::name)
                .orElse(view.statement().distribution().isEmpty() ? "ROLLUP" : "MANUAL");
    }

    static void tasks(ServerState state, RelationBuilder rows) {
        for (MaterializedView view : all(state)) {
            rows.row()
                    .put("TASK_NAME", view.taskName())
                    .put("CREATE_TIME", view.created())
                    .put("SCHEDULE", schedule(view))
                    .put("CATALOG", "default_catalog")
                    .put("DATABASE", view.name().database())
                    .put("DEFINITION", "insert overwrite `" + view.name().name() + "` " + view.queryText())
                    .put("PROPERTIES", "('mvId'='" + view.id() + "')")
                    .put("CREATOR", "'root'@'%'");
        }
    }

    private static String schedule(MaterializedView view) {
        Optional<Refresh> refresh = view.statement().refresh();
        Optional<String> every = refresh.flatMap(Refresh::every)
                .map(interval -> SqlPrinter.print(interval.amount()) + " "
                        + interval.unit().toUpperCase(Locale.ROOT) + "S");
        if (every.isPresent()) {
            String start = refresh.flatMap(Refresh::start)
                    .map(text -> text.replace(' ', 'T'))
                    .orElseGet(() -> view.created().withNano(0).toString());
            return "PERIODICAL START(" + start + ") EVERY(" + every.get() + ")";
        }
        boolean async =
                refresh.map(Refresh::scheme).filter(RefreshScheme.ASYNC::equals).isPresent();
        return async ? "EVENT_TRIGGERED" : "MANUAL";
    }

    static void runs(ServerState state, RelationBuilder rows) throws ServerError {
        for (TaskRun run : state.taskRuns()) {
            rows.row()
                    .put("QUERY_ID", run.queryId())
                    .put("TASK_NAME", run.taskName())
                    .put("CREATE_TIME", run.created())
                    .put("STATE", run.state())
                    .put("CATALOG", "default_catalog")
                    .put("WAREHOUSE", "default_warehouse")
                    .put("DATABASE", run.database())
                    .put("DEFINITION", run.definition())
                    .put("EXPIRE_TIME", run.created().plus(TASK_RUN_TTL))
                    .put("ERROR_CODE", run.errorCode())
                    .put("ERROR_MESSAGE", run.errorMessage().isEmpty() ? null : run.errorMessage())
                    .put("PROGRESS", run.finished().isPresent() ? "100%" : "0%")
                    .put("EXTRA_MESSAGE", run.extraMessage())
                    .put("PROPERTIES", run.properties())
                    .put("JOB_ID", run.jobId())
                    .put("PROCESS_TIME", run.created());
            run.finished().ifPresent(finished -> rows.put("FINISH_TIME", finished));
        }
    }
}
