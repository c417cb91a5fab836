// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * The tables of {@code information_schema} that Orrery reads, with the columns that every version from 3.1 on has; where a
 * column is younger, its comment says since when. Times are read as text: their zone and even their type differ between tables
 * and versions.
 */
public final class InformationSchema {
    public static final Table<Record> TABLES = of("tables");
    public static final Table<Record> COLUMNS = of("columns");
    public static final Table<Record> VIEWS = of("views");
    public static final Table<Record> MATERIALIZED_VIEWS = of("materialized_views");
    /** Since 3.3. */
    public static final Table<Record> PARTITIONS_META = of("partitions_meta");

    public static final Table<Record> TASK_RUNS = of("task_runs");
    public static final Table<Record> SCHEMATA = of("schemata");

    public static final Field<String> SCHEMA_NAME = text("SCHEMA_NAME");
    public static final Field<String> TABLE_SCHEMA = text("TABLE_SCHEMA");
    public static final Field<String> TABLE_NAME = text("TABLE_NAME");
    public static final Field<String> TABLE_TYPE = text("TABLE_TYPE");
    public static final Field<String> ENGINE = text("ENGINE");
    public static final Field<Long> TABLE_ROWS = number("TABLE_ROWS");
    public static final Field<Long> DATA_LENGTH = number("DATA_LENGTH");
    public static final Field<String> TABLE_COMMENT = text("TABLE_COMMENT");

    public static final Field<String> COLUMN_NAME = text("COLUMN_NAME");
    public static final Field<Long> ORDINAL_POSITION = number("ORDINAL_POSITION");
    public static final Field<String> IS_NULLABLE = text("IS_NULLABLE");
    public static final Field<String> COLUMN_TYPE = text("COLUMN_TYPE");
    public static final Field<String> COLUMN_KEY = text("COLUMN_KEY");
    public static final Field<String> COLUMN_COMMENT = text("COLUMN_COMMENT");
    /** Filled since 3.3. */
    public static final Field<String> GENERATION_EXPRESSION = text("GENERATION_EXPRESSION");

    public static final Field<Long> MATERIALIZED_VIEW_ID = number("MATERIALIZED_VIEW_ID");
    public static final Field<String> REFRESH_TYPE = text("REFRESH_TYPE");
    public static final Field<String> IS_ACTIVE = text("IS_ACTIVE");
    public static final Field<String> INACTIVE_REASON = text("INACTIVE_REASON");
    public static final Field<String> TASK_NAME = text("TASK_NAME");
    public static final Field<String> LAST_REFRESH_STATE = text("LAST_REFRESH_STATE");
    public static final Field<String> LAST_REFRESH_ERROR_MESSAGE = text("LAST_REFRESH_ERROR_MESSAGE");
    public static final Field<String> MATERIALIZED_VIEW_DEFINITION = text("MATERIALIZED_VIEW_DEFINITION");

    public static final Field<String> SORT_KEY = text("SORT_KEY");
    public static final Field<String> PROPERTIES = text("PROPERTIES");

    public static final Field<String> DB_NAME = text("DB_NAME");
    public static final Field<String> PARTITION_NAME = text("PARTITION_NAME");
    public static final Field<Long> PARTITION_ID = number("PARTITION_ID");
    public static final Field<Long> VISIBLE_VERSION = number("VISIBLE_VERSION");
    public static final Field<String> VISIBLE_VERSION_TIME = text("VISIBLE_VERSION_TIME");
    public static final Field<Long> DATA_VERSION = number("DATA_VERSION");
    public static final Field<Long> VERSION_EPOCH = number("VERSION_EPOCH");
    public static final Field<String> IS_TEMP = text("IS_TEMP");

    public static final Field<String> QUERY_ID = text("QUERY_ID");
    public static final Field<String> STATE = text("STATE");
    public static final Field<String> CREATE_TIME = text("CREATE_TIME");
    public static final Field<String> FINISH_TIME = text("FINISH_TIME");
    public static final Field<Long> ERROR_CODE = number("ERROR_CODE");
    public static final Field<String> ERROR_MESSAGE = text("ERROR_MESSAGE");
    public static final Field<String> PROGRESS = text("PROGRESS");
    public static final Field<String> EXTRA_MESSAGE = text("EXTRA_MESSAGE");
    /** Since 4.0; before, {@code START_TASK_RUN_ID} in {@link #PROPERTIES}. */
    public static final Field<String> JOB_ID = text("JOB_ID");

    private InformationSchema() {}

    private static Table<Record> of(String table) {
        return table(name("information_schema", table));
    }

    private static Field<String> text(String column) {
        return field(name(column), SQLDataType.VARCHAR);
    }

    private static Field<Long> number(String column) {
        return field(name(column), SQLDataType.BIGINT);
    }
}
