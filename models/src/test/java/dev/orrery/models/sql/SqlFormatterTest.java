// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SqlFormatterTest {
    private static String formatted(String sql) {
        String once = SqlFormatter.format(sql);
        assertThat(SqlFormatter.format(once)).isEqualTo(once);
        return once;
    }

    @Test
    void what_fits_stays_on_a_line() {
        assertThat(formatted("select a,b  from t\nwhere a=1")).isEqualTo("SELECT a, b FROM t WHERE a = 1\n");
    }

    @Test
    void clauses_items_and_conditions_get_lines_of_their_own() {
        assertThat(formatted("""
                select t.branch_id, date_trunc('day', t.txn_time) as biz_date, sum(if(t.amount < 0, - t.amount, 0)) as paid
                from dwd.txn t left join dim.branch b on t.branch_id = b.branch_id and b.valid_from <= t.txn_time and b.to_day between 1 and 2
                where t.status in ('posted') group by 1, 2
                """)).isEqualTo("""
                SELECT
                  t.branch_id,
                  date_trunc('day', t.txn_time) AS biz_date,
                  sum(if(t.amount < 0, -t.amount, 0)) AS paid
                FROM dwd.txn t
                LEFT JOIN dim.branch b ON t.branch_id = b.branch_id
                  AND b.valid_from <= t.txn_time
                  AND b.to_day BETWEEN 1 AND 2
                WHERE t.status IN ('posted')
                GROUP BY 1, 2
                """);
    }

    @Test
    void comments_stay_where_they_belong() {
        assertThat(formatted("""
                /*---
                kind: view
                ---*/
                -- first
                select a, -- the key
                  /* inline */ b
                -- before the table
                from t
                """)).isEqualTo("""
                /*---
                kind: view
                ---*/
                -- first
                SELECT
                  a, -- the key
                  /* inline */
                  b
                -- before the table
                FROM t
                """);
    }

    @Test
    void a_table_has_a_line_for_each_column() {
        assertThat(
                        formatted(
                                "create table ods.a (k bigint not null, tags array<varchar(10)>) primary key(k) distributed by hash(k);"))
                .isEqualTo("""
                CREATE TABLE ods.a (
                  k BIGINT NOT NULL,
                  tags ARRAY<VARCHAR(10)>
                )
                PRIMARY KEY (k)
                DISTRIBUTED BY HASH(k);
                """);
    }

    @Test
    void a_nested_type_stays_on_a_line_where_it_fits_and_is_opened_as_a_bracket_where_not() {
        assertThat(formatted("""
                create table ods.a (k bigint, s struct<a int, b varchar(10), c map<varchar(20), array<struct<x int,y int>>>>,
                address struct<postal_code varchar(10), street varchar(100), house varchar(20), tags map<int,string>> comment 'of the owner',
                m map<int,string>) duplicate key(k)""")).isEqualTo("""
                CREATE TABLE ods.a (
                  k BIGINT,
                  s STRUCT<a INT, b VARCHAR(10), c MAP<VARCHAR(20), ARRAY<STRUCT<x INT, y INT>>>>,
                  address STRUCT<
                    postal_code VARCHAR(10),
                    street VARCHAR(100),
                    house VARCHAR(20),
                    tags MAP<INT, STRING>
                  > COMMENT 'of the owner',
                  m MAP<INT, STRING>
                )
                DUPLICATE KEY (k)
                """);
        assertThat(
                        formatted(
                                "select account_id, cast(details as struct<city varchar(20), zip varchar(10)>) as details from ods.account a"))
                .isEqualTo("""
                SELECT account_id, CAST(details AS STRUCT<city VARCHAR(20), zip VARCHAR(10)>) AS details
                FROM ods.account a
                """);
    }

    @Test
    void the_half_open_bounds_of_a_partition_stay_together() {
        assertThat(formatted("""
                create table ods.a (k bigint, n bigint) duplicate key(k) partition by range(k, n) (
                partition p1 values [("1", "1"),("100", "3")), partition p2 values [("100", "3"),("200", "9")), partition p3 values less than ("300"))
                distributed by hash(k)""")).isEqualTo("""
                CREATE TABLE ods.a (
                  k BIGINT,
                  n BIGINT
                )
                DUPLICATE KEY (k)
                PARTITION BY RANGE(k, n) (
                  PARTITION p1 VALUES [("1", "1"), ("100", "3")),
                  PARTITION p2 VALUES [("100", "3"), ("200", "9")),
                  PARTITION p3 VALUES LESS THAN ("300")
                )
                DISTRIBUTED BY HASH(k)
                """);
    }

    @Test
    void the_changes_of_an_alter_get_lines_of_their_own_below_its_name() {
        assertThat(
                        formatted(
                                "alter table ods.a add partition p1 values [(\"2024-01-01\"),(\"2024-02-01\")), add column (a int, b struct<c int, d int>)"))
                .isEqualTo("""
                ALTER TABLE ods.a
                  ADD PARTITION p1 VALUES [("2024-01-01"), ("2024-02-01")),
                  ADD COLUMN (a INT, b STRUCT<c INT, d INT>)
                """);
    }

    @Test
    void only_the_as_before_its_query_begins_a_line_of_a_create() {
        assertThat(formatted("""
                create view dws.a (a comment 'the key', b) comment 'of accounts' as with x as (select 1 as k)
                select n.account_id as a, c.customer_name as b from ods.account as n join dim.customer as c on c.id = n.id
                """)).isEqualTo("""
                CREATE VIEW dws.a(a COMMENT 'the key', b)
                COMMENT 'of accounts'
                AS WITH x AS (SELECT 1 AS k)
                SELECT n.account_id AS a, c.customer_name AS b
                FROM ods.account AS n
                JOIN dim.customer AS c ON c.id = n.id
                """);
    }

    @Test
    void names_keep_their_spelling_and_quotes() {
        assertThat(formatted("select Date, `Order`, Left(x, 1) from Db.List"))
                .isEqualTo("SELECT Date, `Order`, Left(x, 1) FROM Db.List\n");
    }

    @Test
    void a_subquery_that_does_not_fit_is_opened() {
        assertThat(
                        formatted(
                                "select * from (select account_id, max(balance) as balance from ods.account where status = 'open' group by account_id) a"))
                .isEqualTo("""
                SELECT *
                FROM (
                  SELECT account_id, max(balance) AS balance
                  FROM ods.account
                  WHERE status = 'open'
                  GROUP BY account_id
                ) a
                """);
    }

    @Test
    void what_is_not_understood_is_not_touched() {
        assertThatThrownBy(() -> SqlFormatter.format("SELECT FROM")).isInstanceOf(SyntaxException.class);
    }

    @Test
    void a_macro_reads_as_its_body_does() {
        assertThat(formatted("create macro safe_div( a,b ) as if(b=0, null, a/b)"))
                .isEqualTo("CREATE MACRO safe_div(a, b) AS if(b = 0, NULL, a / b)\n");
    }

    @Test
    void a_variable_that_is_not_replaced_yet_stays_where_a_name_or_a_number_may_stand() {
        assertThat(formatted("select ${col} from ${db}.t_${env} where d='${day}' limit ${most}"))
                .isEqualTo("SELECT ${col} FROM ${db}.t_${env} WHERE d = '${day}' LIMIT ${most}\n");
        assertThat(formatted("alter table t distributed by hash(a) buckets ${n}"))
                .isEqualTo("ALTER TABLE t DISTRIBUTED BY HASH(a) BUCKETS ${n}\n");
    }

    @Test
    void line_ends_of_windows_become_those_of_the_rest() {
        assertThat(formatted("/*---\r\nkind: view\r\n---*/\r\nselect 1 -- one\r\n"))
                .isEqualTo("/*---\nkind: view\n---*/\nSELECT 1 -- one\n");
    }

    @Test
    void generated_queries_keep_their_meaning_and_their_layout() {
        for (long seed = 0; seed < 1_000; seed++) {
            String printed = SqlPrinter.print(new TreeGenerator(seed).query(1 + (int) (seed % 2)));
            String laidOut = formatted(printed);
            assertThat(SqlParser.parseStatement(laidOut).equals(SqlParser.parseStatement(printed)))
                    .as("seed %d: %s", seed, printed)
                    .isTrue();
        }
    }
}
