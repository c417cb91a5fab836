// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import static dev.orrery.starrocks.InformationSchema.*;
import static dev.orrery.starrocks.MetadataReads.isTrue;
import static dev.orrery.starrocks.MetadataReads.number;
import static dev.orrery.starrocks.MetadataReads.text;

import dev.orrery.models.catalog.ModelName;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Reads partition versions and task runs. */
final class RefreshReads {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Pattern START_TASK_RUN = Pattern.compile("\"START_TASK_RUN_ID\"\\s*:\\s*\"([^\"]+)\"");
    private static final Comparator<PartitionVersion> BY_TABLE =
            Comparator.comparing(PartitionVersion::table).thenComparingLong(PartitionVersion::id);

    private RefreshReads() {}

    static List<PartitionVersion> partitions(DSLContext sql, Set<ModelName> tables) {
        if (tables.isEmpty()) {
            return List.of();
        }
        Set<String> databases = tables.stream().map(ModelName::database).collect(Collectors.toCollection(TreeSet::new));
        return sql
                .select(
                        DB_NAME,
                        TABLE_NAME,
                        PARTITION_NAME,
                        PARTITION_ID,
                        VISIBLE_VERSION,
                        VISIBLE_VERSION_TIME,
                        DATA_VERSION,
                        VERSION_EPOCH,
                        IS_TEMP)
                .from(PARTITIONS_META)
                .where(DB_NAME.in(databases))
                .fetch()
                .stream()
                .filter(row -> !isTrue(text(row, IS_TEMP)))
                .map(row -> new PartitionVersion(
                        new ModelName(text(row, DB_NAME), text(row, TABLE_NAME)),
                        text(row, PARTITION_NAME),
                        number(row, PARTITION_ID),
                        number(row, VISIBLE_VERSION),
                        number(row, DATA_VERSION),
                        number(row, VERSION_EPOCH),
                        time(row.get(VISIBLE_VERSION_TIME))))
                .filter(partition -> tables.contains(partition.table()))
                .sorted(BY_TABLE)
                .toList();
    }

    /** {@code partitions_meta} came with 3.3; before, each table has to be asked for its own. */
    static List<PartitionVersion> partitionsBefore33(DSLContext sql, Set<ModelName> tables) {
        Field<Long> id = DSL.field(DSL.name("PartitionId"), SQLDataType.BIGINT);
        Field<String> partition = DSL.field(DSL.name("PartitionName"), SQLDataType.VARCHAR);
        Field<Long> version = DSL.field(DSL.name("VisibleVersion"), SQLDataType.BIGINT);
        Field<String> changed = DSL.field(DSL.name("VisibleVersionTime"), SQLDataType.VARCHAR);
        List<PartitionVersion> found = new ArrayList<>();
        for (ModelName table : new TreeSet<>(tables)) {
            sql.fetch("SHOW PARTITIONS FROM {0}", DSL.name(table.database(), table.name()))
                    .forEach(row -> found.add(new PartitionVersion(
                            table,
                            text(row, partition),
                            number(row, id),
                            number(row, version),
                            0,
                            0,
                            time(row.get(changed)))));
        }
        found.sort(BY_TABLE);
        return found;
    }

    static List<TaskRun> taskRuns(DSLContext sql, ServerVersion version, Set<String> taskNames) {
        if (taskNames.isEmpty()) {
            return List.of();
        }
        Field<String> job = version.atLeast(4, 0) ? JOB_ID : DSL.inline("").as(JOB_ID);
        return sql
                .select(
                        QUERY_ID,
                        TASK_NAME,
                        STATE,
                        CREATE_TIME,
                        FINISH_TIME,
                        ERROR_CODE,
                        ERROR_MESSAGE,
                        PROGRESS,
                        EXTRA_MESSAGE,
                        PROPERTIES,
                        job)
                .from(TASK_RUNS)
                .where(TASK_NAME.in(new TreeSet<>(taskNames)))
                .fetch()
                .stream()
                .map(RefreshReads::taskRun)
                .sorted(Comparator.comparing((TaskRun run) -> run.createdAt().orElse(LocalDateTime.MAX))
                        .thenComparing(TaskRun::queryId))
                .toList();
    }

    private static TaskRun taskRun(Record row) {
        return new TaskRun(
                text(row, QUERY_ID),
                text(row, TASK_NAME),
                TaskRun.State.of(text(row, STATE)),
                time(row.get(CREATE_TIME)),
                time(row.get(FINISH_TIME)),
                number(row, ERROR_CODE),
                text(row, ERROR_MESSAGE),
                text(row, PROGRESS),
                text(row, EXTRA_MESSAGE),
                job(text(row, JOB_ID), text(row, PROPERTIES)));
    }

    private static Optional<String> job(String jobId, String properties) {
        if (!jobId.isBlank()) {
            return Optional.of(jobId);
        }
        Matcher start = START_TASK_RUN.matcher(properties);
        return start.find() ? Optional.of(start.group(1)) : Optional.empty();
    }

    /** Empty for what servers write where no time is: NULL, nothing, or a word. */
    static Optional<LocalDateTime> time(@Nullable String text) {
        if (text == null || text.length() < 19) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(text.substring(0, 19).replace('T', ' '), TIME));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
