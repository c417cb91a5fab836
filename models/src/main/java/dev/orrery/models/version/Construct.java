// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.version;

import dev.orrery.models.project.RunMode;
import java.util.Optional;

/**
 * Every form of the grammar that not all supported versions have: since when, what it is called, what to write instead.
 * Properties and functions that came later are in {@link LaterWords}.
 *
 * <p>Rests on the grammars and release notes of StarRocks 3.1 to 4.2; where a form was carried back to a patch of an
 * older line, both releases stand here.
 */
enum Construct {
    PIVOT("'PIVOT'", "write one aggregate of CASE WHEN for each value", "3.3"),
    NAMED_ARGUMENT("an argument by name", "write the arguments in their order", "3.3"),
    STAR_EXCLUDE("'* EXCLUDE'", "name the columns", "4.0"),
    AGGREGATE_FILTER("'FILTER (WHERE …)'", "put the condition inside: sum(if(condition, value, NULL))", "4.0"),
    ASOF_JOIN("'ASOF JOIN'", "join on the range and keep one row with row_number()", "4.1"),
    WITH_RECURSIVE("'WITH RECURSIVE'", "write each level as a WITH item of its own", "4.1"),
    ORDER_BY_ALL("'ORDER BY ALL'", "name the columns", "4.1"),
    GROUP_BY_ALL("'GROUP BY ALL'", "name the columns", "4.2"),
    SAMPLE("'SAMPLE'", "write WHERE rand() < 0.1, which reads all rows", "3.5"),
    TIME_TRAVEL("time travel", "read the table as it is", "3.3"),
    LIMIT_PARAMETER("LIMIT with a parameter or a variable", "write the number", "3.5"),
    USER_VARIABLE_HINT("the hint 'SET_USER_VARIABLE'", "put the value into the query", "3.2.4", "3.3"),
    MATCH("'MATCH'", "write LIKE", "3.3"),
    MATCH_ANY("'MATCH_ANY' or 'MATCH_ALL'", "write one MATCH a word, with OR or AND", "4.0"),
    NULL_AWARE_ANTI_JOIN("'NULL AWARE LEFT ANTI JOIN'", "write NOT IN (query)", "4.0"),
    OUTER_TABLE_FUNCTION("LEFT JOIN with a table function", "write a comma and add the empty ones", "3.2.7", "3.3"),

    TEMPORARY_TABLE("'CREATE TEMPORARY TABLE'", "write a table and drop it", "3.3.1"),
    SORT_KEY("'ORDER BY' in a table without primary key", "put the columns first, as its key", "3.3"),
    RANGE_BY_FUNCTION("'PARTITION BY RANGE' of a function", "partition by a DATE or DATETIME column", "3.3"),
    PARTITION_BY_EXPRESSIONS(
            "'PARTITION BY' other expressions than date_trunc or time_slice",
            "partition by a generated column, or by columns in parentheses",
            "3.4"),
    NULL_IN_LIST_PARTITION("NULL in a list partition", "write a value that stands for none", "3.3.3"),
    NGRAM_INDEX("an index 'USING NGRAMBF'", "leave it out: queries give the same rows", "3.3"),
    GIN_INDEX("an index 'USING GIN'", "leave it out and write LIKE", "3.3"),
    VECTOR_INDEX("an index 'USING VECTOR'", "leave it out", "3.4"),
    DECIMAL256("a DECIMAL of more than 38 digits", "write DECIMAL(38, s) or DOUBLE", "4.0"),
    VARIANT("'VARIANT'", "write JSON", "4.1"),
    AGGREGATE_STATE("a column of aggregate states", "write one of SUM, MIN, MAX, HLL_UNION, BITMAP_UNION", "3.4"),
    NESTED_DEFAULT("a DEFAULT of ARRAY, MAP or STRUCT", "leave it NULL", "4.1"),
    DEFAULT_PRECISION("'CURRENT_TIMESTAMP(n)' as a DEFAULT", "write CURRENT_TIMESTAMP", "3.5"),
    GENERATED_COLUMN("a generated column on shared data", "compute it in a view", RunMode.SHARED_DATA, "3.5"),

    VIEW_SECURITY("'SECURITY' of a view", "leave it out", "3.4.1"),
    VIEW_DIALECT("'ALTER VIEW … DIALECT'", "write ALTER VIEW … AS query", "3.5"),
    PARTITIONS_OF_SEVERAL_COLUMNS("a materialized view with several partition columns", "partition by one", "3.5"),
    SYNCHRONOUS_VIEW(
            "a synchronous materialized view on shared data",
            "add DISTRIBUTED BY or REFRESH",
            RunMode.SHARED_DATA,
            "3.4"),
    ALTER_VIEW_COLUMNS("ADD and DROP COLUMN of a materialized view", "drop it and create it again", "4.1"),

    ALTER_DISTRIBUTION("another distribution, key or partitioning of a table", "create a new table and swap", "3.2"),
    DEFAULT_BUCKETS("'DEFAULT BUCKETS'", "write the number with the partitions that you add", "3.5.8", "4.0.1"),
    MERGE_PARTITIONS("merging partitions", "create a new table and swap", "3.5"),
    DROP_SEVERAL_PARTITIONS("'DROP PARTITIONS'", "drop them one by one", "3.4"),
    DROP_PARTITIONS_WHERE("'DROP PARTITIONS WHERE'", "drop them by name", "3.5"),
    RENAME_COLUMN("'RENAME COLUMN'", "add a column, copy, drop the old one", "3.3.2"),
    COMMENT_COLUMN("'MODIFY COLUMN … COMMENT' alone", "write the whole column", "3.5"),
    STRUCT_FIELD("adding and dropping fields of a STRUCT", "add a column of the new type", "3.2.10", "3.3.2"),
    SET_AUTO_INCREMENT("'AUTO_INCREMENT = n'", "insert a row with the value", "3.5.6", "4.1"),
    TABLETS("splitting and merging tablets", "let the server choose them", "4.1"),
    PERSISTENT_INDEX("'DROP PERSISTENT INDEX'", "leave it", "3.3.9"),

    INSERT_PROPERTIES("'INSERT … PROPERTIES'", "set the session variables", "3.4"),
    INSERT_BY_NAME("'INSERT … BY NAME'", "list the columns", "3.4"),
    INSERT_FILES("'INSERT INTO FILES'", "write SELECT … INTO OUTFILE", "3.2"),
    REFRESH_VALUES("'REFRESH … PARTITION' of values", "write PARTITION START … END …", "3.3"),
    REFRESH_PRIORITY("'REFRESH … WITH PRIORITY'", "leave it out", "3.4"),
    CANCEL_BY_FORCE("'CANCEL REFRESH … FORCE'", "leave FORCE out", "3.3"),

    TRANSACTION("BEGIN, COMMIT and ROLLBACK", "each statement commits by itself", "3.5"),
    EXPLAIN_REFRESH("EXPLAIN and TRACE of REFRESH", "explain the query of the view", "4.0"),
    EXPLAIN_SCHEDULER("'EXPLAIN SCHEDULER'", "write EXPLAIN", "3.4"),
    TRACE("'TRACE' of this kind", "write TRACE OPTIMIZER", "3.2"),
    SCHEDULED_TASK("'SUBMIT TASK … SCHEDULE'", "submit it when it is due", "3.3"),
    ALTER_TASK("'ALTER TASK'", "drop the task and submit it again", "4.1"),
    PREPARED_STATEMENT("prepared statements", "send the statement with its values", "3.2"),
    DICTIONARY("dictionaries", "join the table", "3.3"),
    PIPE("pipes", "write INSERT INTO … SELECT … FROM FILES(…)", "3.2"),
    SECURITY_INTEGRATION("security integrations and group providers", "authenticate each user", "3.5"),
    TRANSLATE("'TRANSLATE'", "translate it elsewhere", "3.4");

    private final String shown;
    private final String instead;
    private final Optional<RunMode> runMode;

    @SuppressWarnings("ImmutableEnumChecker") // A record of records; its list is a copy.
    private final Since since;

    Construct(String shown, String instead, String... releases) {
        this.shown = shown;
        this.instead = instead;
        this.runMode = Optional.empty();
        this.since = Since.of(releases);
    }

    Construct(String shown, String instead, RunMode only, String release) {
        this.shown = shown;
        this.instead = instead;
        this.runMode = Optional.of(only);
        this.since = Since.of(release);
    }

    /** As a message names it. */
    String shown() {
        return shown;
    }

    String instead() {
        return instead;
    }

    Since since() {
        return since;
    }

    /** Whether servers of this run mode ask for the version at all. */
    boolean concerns(RunMode mode) {
        return runMode.isEmpty() || runMode.get() == mode;
    }
}
