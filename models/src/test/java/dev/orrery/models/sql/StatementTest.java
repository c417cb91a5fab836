// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.models.sql.tree.Administrative;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.SessionStatement.Show;
import dev.orrery.models.sql.tree.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
    private static String reprinted(String sql) {
        Statement statement = SqlParser.parseStatement(sql);
        String printed = SqlPrinter.print(statement);
        assertThat(SqlParser.parseStatement(printed)).isEqualTo(statement);
        return printed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO db.t (a, b) VALUES (1, DEFAULT), (2, 'x')",
                "INSERT OVERWRITE t PARTITION (p1, p2) WITH LABEL l (a) SELECT 1",
                "INSERT INTO t BY NAME SELECT 1 AS a",
                "INSERT INTO FILES (\"path\" = \"s3://b/\") SELECT 1",
                "INSERT INTO BLACKHOLE() SELECT 1",
                "INSERT INTO t WITH a AS (SELECT 1) SELECT * FROM a",
                "UPDATE t SET a = 1, b = DEFAULT FROM u WHERE t.k = u.k",
                "WITH c AS (SELECT 1) DELETE FROM t USING c WHERE t.a = 1",
                "DELETE FROM t PARTITION (p1) WHERE a IN (1, 2)",
                "TRUNCATE TABLE t PARTITION (p1)",
                "CREATE DATABASE IF NOT EXISTS d PROPERTIES (\"a\" = \"b\")",
                "DROP TABLE IF EXISTS d.t FORCE",
                "DROP MATERIALIZED VIEW IF EXISTS d.t",
                "DROP VIEW v",
                "DROP DATABASE d FORCE",
                "ALTER TABLE t ADD COLUMN a INT NOT NULL DEFAULT \"0\" COMMENT \"c\" AFTER b",
                "ALTER TABLE t ADD COLUMN (a INT, b STRING)",
                "ALTER TABLE t DROP COLUMN a, DROP COLUMN b",
                "ALTER TABLE t MODIFY COLUMN a BIGINT FIRST",
                "ALTER TABLE t MODIFY COLUMN a COMMENT \"x\"",
                "ALTER TABLE t RENAME COLUMN a TO b",
                "ALTER TABLE t ORDER BY (b, a)",
                "ALTER TABLE t SET (\"replication_num\" = \"1\")",
                "ALTER TABLE t RENAME u",
                "ALTER TABLE t SWAP WITH u",
                "ALTER TABLE t COMMENT = \"x\"",
                "ALTER TABLE t ADD PARTITION p1 VALUES LESS THAN (\"2026-01-01\") DISTRIBUTED BY HASH(a) BUCKETS 2",
                "ALTER TABLE t ADD PARTITIONS START (\"1\") END (\"9\") EVERY (2)",
                "ALTER TABLE t DROP PARTITION IF EXISTS p1 FORCE",
                "ALTER TABLE t DROP PARTITIONS (p1, p2)",
                "ALTER TABLE t DROP PARTITIONS WHERE dt < '2026-01-01'",
                "ALTER TABLE t ADD INDEX i (a) USING BITMAP COMMENT \"c\"",
                "ALTER TABLE t DROP INDEX i",
                "ALTER TABLE t ADD ROLLUP r (a, b) FROM t",
                "ALTER TABLE t DISTRIBUTED BY HASH(a) BUCKETS 4",
                "ALTER TABLE t PARTITION BY date_trunc('month', d) BETWEEN \"a\" AND \"b\"",
                "CREATE MACRO safe_div(a, b) AS if(b = 0, NULL, a / b)",
                "CREATE MACRO today() AS current_date()",
                "ALTER VIEW v AS SELECT 1",
                "ALTER VIEW v SET SECURITY INVOKER",
                "ALTER MATERIALIZED VIEW m REFRESH ASYNC EVERY(INTERVAL 1 DAY)",
                "ALTER MATERIALIZED VIEW m SET (\"a\" = \"b\")",
                "ALTER MATERIALIZED VIEW m SWAP WITH n",
                "ALTER MATERIALIZED VIEW m RENAME n",
                "ALTER MATERIALIZED VIEW m INACTIVE",
                "REFRESH MATERIALIZED VIEW m",
                "REFRESH MATERIALIZED VIEW m PARTITION START (\"a\") END (\"b\") FORCE WITH SYNC MODE WITH PRIORITY 50",
                "REFRESH MATERIALIZED VIEW m PARTITION (\"a\", \"b\")",
                "CANCEL REFRESH MATERIALIZED VIEW m FORCE",
                "USE d",
                "SET CATALOG c",
                "SET sql_mode = DEFAULT, GLOBAL a = 1, @b = 2 + 3",
                "SET NAMES 'utf8mb4'",
                "SHOW FULL TABLES FROM d LIKE 'a%'",
                "SHOW FULL COLUMNS FROM t FROM d WHERE Field = 'a'",
                "SHOW CREATE MATERIALIZED VIEW d.m",
                "SHOW GLOBAL VARIABLES WHERE Variable_name = 'a'",
                "SHOW PARTITIONS FROM t ORDER BY PartitionName DESC LIMIT 3",
                "DESC d.t ALL",
                "EXPLAIN COSTS SELECT 1",
                "EXPLAIN INSERT INTO t SELECT 1",
                "TRACE LOGS MV SELECT 1",
                "KILL QUERY 'abc'",
                "KILL 12",
                "BEGIN WITH LABEL l",
                "COMMIT",
                "ROLLBACK",
                "CREATE TABLE t LIKE d.u",
                "SELECT 1 INTO OUTFILE \"s3://b/\" FORMAT AS CSV PROPERTIES (\"a\" = \"b\")",
                "GRANT SELECT ON ALL TABLES IN DATABASE d TO ROLE r",
                "REVOKE INSERT, SELECT ON TABLE d.t FROM USER 'u'@'%'",
                "CREATE USER 'u'@'10.%' IDENTIFIED BY 'p' DEFAULT ROLE r",
                "SET PASSWORD FOR u = PASSWORD('x')",
                "ALTER SYSTEM ADD BACKEND \"host:9050\"",
                "SUBMIT TASK t AS INSERT INTO a SELECT * FROM b",
                "SHOW PROC '/frontends'",
                "ADMIN SET FRONTEND CONFIG(\"a\" = \"b\")",
            })
    void a_statement_in_normal_form_is_printed_as_it_stands(String sql) {
        assertThat(reprinted(sql)).isEqualTo(sql);
    }

    /** One of each family that StarRocks 3.1 to 4.2 knows, beside queries, tables, views and changes. */
    static Stream<String> families() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/golden/sql/families.sql")).stream();
    }

    @ParameterizedTest
    @MethodSource("families")
    void a_statement_of_any_family_is_read_and_an_administrative_one_is_printed_unchanged(String sql) {
        String printed = reprinted(sql);
        if (SqlParser.parseStatement(sql) instanceof Administrative statement) {
            assertThat(printed).isEqualTo(sql);
            assertThat(sql).startsWith(statement.kind().split(" ")[0]);
        }
    }

    @Test
    void an_index_statement_is_an_alter_of_its_table() {
        assertThat(reprinted("create index i on d.t (a) using bitmap"))
                .isEqualTo("ALTER TABLE d.t ADD INDEX i (a) USING BITMAP");
        assertThat(reprinted("drop index i on t")).isEqualTo("ALTER TABLE t DROP INDEX i");
    }

    @Test
    void synonyms_of_show_are_one() {
        assertThat(reprinted("show schemas")).isEqualTo("SHOW DATABASES");
        assertThat(reprinted("show keys from t in d")).isEqualTo("SHOW INDEX FROM t FROM d");
        assertThat(reprinted("show fields from t")).isEqualTo("SHOW COLUMNS FROM t");
    }

    @Test
    void a_show_says_what_it_asks_for() {
        Show show = (Show) SqlParser.parseStatement("SHOW FULL COLUMNS FROM `t` FROM d LIKE 'x'");

        assertThat(show.what()).isEqualTo("COLUMNS");
        assertThat(show.full()).isTrue();
        assertThat(show.object()).contains(Name.of("t"));
        assertThat(show.database()).contains(Name.of("d"));
        assertThat(show.like()).contains("x");
    }

    @Test
    void another_family_names_its_kind_and_object() {
        Administrative statement =
                (Administrative) SqlParser.parseStatement("PAUSE ROUTINE LOAD FOR d.job /* now */ ;");

        assertThat(statement.kind()).isEqualTo("PAUSE ROUTINE LOAD");
        assertThat(statement.object()).contains(Name.of("d", "job"));
        assertThat(statement.text()).isEqualTo("PAUSE ROUTINE LOAD FOR d.job");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE OR REPLACE MACRO m(a) AS a | a macro is defined once, there is none to replace",
                "CREATE MACRO d.m(a) AS a          | a macro belongs to the project, not to a database",
                "CREATE MACRO m(a, A) AS a         | the macro has two parameters 'A'",
                "CREATE MACRO m(a) AS SELECT a     | the body of a macro is an expression, found 'SELECT'",
                "CREATE MACRO m(a) a               | expected AS, found 'a'",
            })
    void a_macro_that_is_none_is_refused(String sql, String message) {
        assertThatThrownBy(() -> SqlParser.parseStatement(sql))
                .isInstanceOf(SyntaxException.class)
                .hasMessage(message);
    }

    @Test
    void an_unknown_family_is_refused() {
        assertThatThrownBy(() -> SqlParser.parseStatement("FROBNICATE TABLE t"))
                .isInstanceOf(SyntaxException.class)
                .hasMessage("expected a statement, found 'FROBNICATE'");
        assertThatThrownBy(() -> SqlParser.parseStatement("CREATE FROB x"))
                .isInstanceOf(SyntaxException.class)
                .hasMessage("expected a known statement, found 'FROB'");
    }

    @Test
    void merge_is_named() {
        assertThatThrownBy(() -> SqlParser.parseStatement("MERGE INTO t USING u ON t.a = u.a"))
                .isInstanceOf(SyntaxException.class)
                .hasMessage("'MERGE' is not known to StarRocks here");
    }

    @Test
    void a_bracket_without_a_partner_is_refused_in_any_family() {
        assertThatThrownBy(() -> SqlParser.parseStatement("CREATE USER u PROPERTIES (\"a\" = \"b\""))
                .isInstanceOf(SyntaxException.class)
                .hasMessage("'(' has no partner");
    }

    @Test
    void tools_are_told_kind_and_normal_form() {
        assertThat(ParseAnswer.of("select 1; drop view v"))
                .isEqualTo(new ParseAnswer(true, "select", "SELECT 1;\nDROP VIEW v", java.util.Optional.empty()));
        assertThat(ParseAnswer.of("select\n 1 +").error())
                .contains(new ParseAnswer.Problem(2, 5, "expected an expression, found the end of the statement", ""));
    }
}
