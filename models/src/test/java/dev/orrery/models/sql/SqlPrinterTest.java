// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlPrinterTest {
    private static String reprinted(String sql) {
        Statement statement = SqlParser.parseStatement(sql);
        String printed = SqlPrinter.print(statement);
        assertThat(SqlParser.parseStatement(printed)).isEqualTo(statement);
        return printed;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            (a + b) * c                      | (a + b) * c
            a + (b * c)                      | a + b * c
            (a - b) - c                      | a - b - c
            a - (b - c)                      | a - (b - c)
            a ^ b * c                        | a ^ b * c
            a bitshiftleft b & c             | a BITSHIFTLEFT b & c
            NOT (a = b)                      | NOT a = b
            (NOT a) = b                      | (NOT a) = b
            !a                               | !a
            a = b IS NULL                    | a = b IS NULL
            a = (b IS NULL)                  | a = (b IS NULL)
            a && b or c                      | a AND b OR c
            a AND (b OR c)                   | a AND (b OR c)
            a between 1 and 2 and b          | a BETWEEN 1 AND 2 AND b
            a not like 'x\\_%'               | a NOT LIKE 'x\\_%'
            a rlike 'x'                      | a REGEXP 'x'
            - -1                             | -(-1)
            a <> 1                           | a != 1
            a == 1                           | a = 1
            convert(a, char(3))              | CAST(a AS CHAR(3))
            cast(a as array<decimal64(9,2)>) | CAST(a AS ARRAY<DECIMAL(9, 2)>)
            j->'$.a'                         | j -> '$.a'
            array_map(x -> x + 1, b)         | array_map(x -> x + 1, b)
            array_map((x) -> ('a'), b)       | array_map(x -> ('a'), b)
            map_apply((k, v)->(k, v + 1), m) | map_apply((k, v) -> (k, v + 1), m)
            (s).f                            | (s).f
            a[1].b[1:2]                      | a[1].b[1:2]
            map{'a': [1, 2]}                 | map{'a': [1, 2]}
            date '2026-01-02'                | DATE '2026-01-02'
            d + interval 2 + 1 day           | d + INTERVAL 2 + 1 DAY
            timestampdiff(day, a, b)         | timestampdiff(DAY, a, b)
            time_slice(a, interval 1 day, floor) | time_slice(a, INTERVAL 1 DAY, FLOOR)
            extract(year from d)             | EXTRACT(YEAR FROM d)
            current_date                     | current_date()
            left(a, 1)                       | left(a, 1)
            t.order                          | t.`order`
            `a b`                            | `a b`
            x'0aFF'                          | X'0aFF'
            {fn now()}                       | now()
            @@session.sql_mode               | @@session.sql_mode
            count(distinct a, b)             | count(DISTINCT a, b)
            group_concat(a order by b desc separator ';') | group_concat(a ORDER BY b DESC SEPARATOR ';')
            lag(a ignore nulls, 1) over (partition by b order by c rows between unbounded preceding and 1 following) \
                | lag(a, 1) IGNORE NULLS OVER (PARTITION BY b ORDER BY c ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING)
            sum(a) filter (where b > 1)      | sum(a) FILTER (WHERE b > 1)
            (a, b) in ((1, 2), (3, 4))       | (a, b) IN ((1, 2), (3, 4))
            a in (select b from t)           | a IN (SELECT b FROM t)
            case a when 1 then 'x' end       | CASE a WHEN 1 THEN 'x' END
            """)
    void an_expression_is_printed_with_the_parentheses_that_it_needs(String sql, String printed) {
        assertThat(SqlPrinter.print(SqlParser.parseExpression(sql))).isEqualTo(printed);
        assertThat(SqlParser.parseExpression(printed)).isEqualTo(SqlParser.parseExpression(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a, b AS c FROM t AS x WHERE a = 1 GROUP BY a, 2 HAVING count(*) > 1",
                "SELECT DISTINCT t.*, * EXCLUDE (a, b) FROM db.t",
                "WITH a (x) AS (SELECT 1), b AS (SELECT 2) SELECT * FROM a, b",
                "SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 3 ORDER BY 1 DESC NULLS FIRST LIMIT 5 OFFSET 2",
                "(SELECT 1 LIMIT 1) EXCEPT (SELECT 2)",
                "SELECT * FROM a JOIN b ON a.x = b.x LEFT JOIN [broadcast] c USING (x, y)",
                "SELECT * FROM a, b CROSS JOIN c, LATERAL unnest(a.x) AS u (y)",
                "SELECT * FROM a JOIN (b JOIN c ON b.x = c.x) ON a.x = b.x",
                "SELECT * FROM (SELECT 1) AS t (a) NULL AWARE LEFT ANTI JOIN u ON t.a = u.a",
                "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t (x, y)",
                "SELECT * FROM TABLE(generate_series(1, 3)) AS g (n)",
                "SELECT * FROM FILES (\"path\" = \"s3://b/\") AS f",
                "SELECT * FROM t PARTITION (p1, p2) TABLET (10, 11) AS x [_META_]",
                "SELECT * FROM t FOR VERSION AS OF 12 AS x",
                "SELECT * FROM t PIVOT (sum(a) AS s FOR b IN (1 AS one, 2))",
                "SELECT a FROM t GROUP BY GROUPING SETS ((a, b), (a), ())",
                "SELECT a FROM t GROUP BY ROLLUP(a, b)",
                "SELECT a FROM t QUALIFY row_number() OVER (ORDER BY a) = 1",
                "SELECT /*+ SET_VAR(a = 1) */ 1",
                "SELECT * FROM t1 ASOF LEFT JOIN t2 ON t1.a = t2.a AND t1.b >= t2.b",
            })
    void a_query_in_normal_form_is_printed_as_it_stands(String sql) {
        assertThat(reprinted(sql)).isEqualTo(sql);
    }

    @Test
    void a_table_is_printed_clause_by_clause() {
        assertThat(reprinted("""
                CREATE TABLE if not exists ods.account (account_id BIGINT NOT NULL COMMENT 'the key',
                  `type` int(11) DEFAULT "0", data JSON, opened DATETIME DEFAULT CURRENT_TIMESTAMP,
                  uid VARCHAR(36) DEFAULT (uuid()), dept STRING AS get_json_string(data, '$.dept'),
                  INDEX i (`type`) USING BITMAP COMMENT 'x')
                ENGINE=olap PRIMARY KEY(account_id) COMMENT "accounts"
                PARTITION BY RANGE(opened) (PARTITION p1 VALUES LESS THAN ('2026-01-01'), partition p2 values less than maxvalue)
                DISTRIBUTED BY HASH(account_id) BUCKETS 4 ORDER BY (opened) PROPERTIES('replication_num'='1')
                """)).isEqualTo("""
                CREATE TABLE IF NOT EXISTS ods.account (
                  account_id BIGINT NOT NULL COMMENT "the key",
                  type INT DEFAULT "0",
                  data JSON,
                  opened DATETIME DEFAULT CURRENT_TIMESTAMP,
                  uid VARCHAR(36) DEFAULT (uuid()),
                  dept STRING AS (get_json_string(data, '$.dept')),
                  INDEX i (type) USING BITMAP COMMENT "x"
                )
                ENGINE = olap
                PRIMARY KEY (account_id)
                COMMENT "accounts"
                PARTITION BY RANGE(opened) (
                  PARTITION p1 VALUES LESS THAN ("2026-01-01"),
                  PARTITION p2 VALUES LESS THAN MAXVALUE
                )
                DISTRIBUTED BY HASH(account_id) BUCKETS 4
                ORDER BY (opened)
                PROPERTIES ("replication_num" = "1")""");
    }

    @Test
    void a_materialized_view_is_printed_clause_by_clause() {
        assertThat(reprinted("""
                create materialized view dws.branch_day (branch_id comment 'b', total) comment "x"
                refresh async start('2026-01-01 00:00:00') every(interval 1 hour) partition by date_trunc('day', d)
                distributed by hash(branch_id) order by (branch_id) properties("a" = "b")
                as select branch_id, sum(x) total from dwd.txn group by 1
                """)).isEqualTo("""
                CREATE MATERIALIZED VIEW dws.branch_day (
                  branch_id COMMENT "b",
                  total
                )
                COMMENT "x"
                PARTITION BY (date_trunc('day', d))
                DISTRIBUTED BY HASH(branch_id)
                ORDER BY (branch_id)
                REFRESH ASYNC START("2026-01-01 00:00:00") EVERY(INTERVAL 1 HOUR)
                PROPERTIES ("a" = "b")
                AS SELECT branch_id, sum(x) AS total FROM dwd.txn GROUP BY 1""");
    }

    @Test
    void a_view_is_printed_clause_by_clause() {
        assertThat(reprinted("create or replace view v(a, b comment 'x') comment 'y' security invoker as select 1, 2"))
                .isEqualTo("""
                CREATE OR REPLACE VIEW v (
                  a,
                  b COMMENT "x"
                )
                COMMENT "y"
                SECURITY INVOKER
                AS SELECT 1, 2""");
    }

    @Test
    void reserved_words_alone_are_quoted() {
        assertThat(SqlPrinter.name("order")).isEqualTo("`order`");
        assertThat(SqlPrinter.name("date")).isEqualTo("date");
        assertThat(SqlPrinter.name("1a")).isEqualTo("`1a`");
        assertThat(SqlPrinter.name("branch_id")).isEqualTo("branch_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "it's", "\"", "\\", "\\_", "\\\\%", "a\nb\tc", "\u001A\0", "ü'\\'", "'"})
    void any_string_survives_its_quotes(String value) {
        assertThat(SqlParser.parseExpression(SqlPrinter.text(value)))
                .isEqualTo(new dev.orrery.models.sql.tree.Literal.Text(
                        dev.orrery.models.sql.tree.Location.NOWHERE, value));
    }

    /** Only the sql_mode PIPES_AS_CONCAT makes it a concatenation there. */
    @Test
    void two_bars_are_or_as_in_starrocks() {
        assertThat(reprinted("SELECT a || b")).isEqualTo(reprinted("SELECT a OR b"));
    }

    @Test
    void natural_is_the_alias_of_a_table_as_in_starrocks() {
        assertThat(reprinted("SELECT * FROM a NATURAL JOIN b"))
                .isEqualTo(reprinted("SELECT * FROM a AS NATURAL JOIN b"));
    }

    @Test
    void an_operation_begins_and_ends_with_its_parentheses() {
        Expression sum = SqlParser.parseExpression("(a) + (b)");
        assertThat(sum.at().start()).isZero();
        assertThat(sum.at().end()).isEqualTo(9);
    }
}
