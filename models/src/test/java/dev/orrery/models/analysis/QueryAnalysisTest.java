// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Select;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryAnalysisTest {
    private static final Tables TABLES = Tables.of(new Catalog(List.of(
            table(
                    "CREATE TABLE ods.txn (id BIGINT NOT NULL, account_id BIGINT, amount DECIMAL(18, 2), "
                            + "at DATETIME, kind VARCHAR(16), profile JSON, tags ARRAY<STRING>, home STRUCT<city STRING, zip INT>)"),
            table("CREATE TABLE ods.account (account_id BIGINT NOT NULL, branch_id INT NOT NULL, opened DATE)"))));

    private static Definition table(String sql) {
        CreateTable table = (CreateTable) SqlParser.parseStatement(sql);
        return StatementAnalysis.of(ModelName.parse(table.name().toString()), table, tables())
                .definition();
    }

    private static Tables tables() {
        return Tables.of(new Catalog(List.of()));
    }

    private static QueryAnalysis analyze(String sql) {
        return QueryAnalysis.of(((QueryStatement) SqlParser.parseStatement(sql)).query(), TABLES, Optional.of("ods"));
    }

    private static String columns(String sql) {
        QueryAnalysis analysis = analyze(sql);
        assertThat(analysis.findings()).isEmpty();
        return analysis.columns().stream()
                .map(column ->
                        column.name() + " " + TypeNames.of(column.type()) + (column.nullable() ? "" : " not null"))
                .collect(Collectors.joining(", "));
    }

    private static Finding finding(String sql) {
        List<Finding> findings = analyze(sql).findings();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT id, amount FROM txn | id bigint not null, amount decimal(18,2)",
                "SELECT t.* EXCLUDE (profile, tags, home, at, kind) FROM ods.txn t | id bigint not null, account_id bigint, amount decimal(18,2)",
                "SELECT count(*), sum(amount) s, avg(amount) a FROM txn | count(*) bigint not null, s decimal(38,2), a decimal(38,8)",
                "SELECT amount * 2 x, amount + 1 y, amount / 3 z, id + 1 w FROM txn | x decimal(21,2), y decimal(19,2), z decimal(38,8), w bigint not null",
                "SELECT CASE WHEN id > 1 THEN amount ELSE 0 END c, if(id > 1, 1, 2) i FROM txn | c decimal(18,2), i tinyint",
                "SELECT t.id, a.branch_id FROM txn t LEFT JOIN account a ON a.account_id = t.account_id | id bigint not null, branch_id int",
                "SELECT account_id, branch_id FROM txn JOIN account USING (account_id) | account_id bigint, branch_id int not null",
                "SELECT home.city, home.zip + 1 z, tags[1] t, profile->'$.a' j FROM txn | city varchar(65533), z bigint, t varchar(65533), j json",
                "WITH a AS (SELECT id x FROM txn) SELECT x, x + 1 FROM a | x bigint not null, x + 1 bigint not null",
                "SELECT 1 a UNION ALL SELECT amount FROM txn | a decimal(18,2)",
                "SELECT array_map(x -> length(x), tags) l FROM txn | l array<int>",
                "SELECT id, u FROM txn, unnest(tags) AS t(u) | id bigint not null, u varchar(65533)",
                "SELECT date_trunc('day', opened) d, date_trunc('day', at) t FROM account, txn | d date, t datetime",
                "SELECT kind k, count(*) n FROM txn GROUP BY k HAVING n > 1 ORDER BY n | k varchar(16), n bigint not null",
                "SELECT sum_if(amount, kind = 'IN') s, count_if(id > 1) c, avg_union(avg_state(amount)) u FROM txn | s decimal(38,2), c bigint not null, u unknown",
                "SELECT row_number() OVER (PARTITION BY kind ORDER BY at) rn FROM txn | rn bigint"
            })
    void names_types_and_nullability_follow_starrocks(String sql, String expected) {
        assertThat(columns(sql)).isEqualTo(expected);
    }

    @Test
    void every_expression_has_a_type_found_by_identity() {
        QueryStatement statement =
                (QueryStatement) SqlParser.parseStatement("SELECT coalesce(amount, 0) + id AS x FROM ods.txn");
        QueryAnalysis analysis = QueryAnalysis.of(statement.query(), TABLES, Optional.empty());
        Expression sum = ((Select) statement.query().body()).items().get(0).expression();
        assertThat(analysis.type(sum).map(TypeNames::of)).contains("decimal(22,2)");
        assertThat(analysis.types()).hasSize(5);
    }

    @Test
    void a_misspelt_column_names_the_nearest_one() {
        Finding finding = finding("SELECT t.acount_id FROM ods.txn t");
        assertThat(finding.message()).isEqualTo("column 'acount_id' is not in 'ods.txn'");
        assertThat(finding.hint()).contains("did you mean 'account_id'?");
        assertThat(finding.help()).contains("`orrery show ods.txn` lists its 8 columns");
        assertThat(finding.at().start()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 FROM ods.tnx | UNKNOWN_TABLE",
                "SELECT account_id FROM txn, account | AMBIGUOUS_COLUMN",
                "SELECT lenght(kind) FROM txn | UNKNOWN_FUNCTION",
                "SELECT length(kind, 1) FROM txn | WRONG_ARGUMENTS",
                "SELECT kind, count(*) FROM txn GROUP BY id | NOT_GROUPED",
                "SELECT x.id FROM txn t | UNKNOWN_COLUMN",
                "SELECT id FROM txn UNION SELECT 1, 2 | WRONG_COLUMN_COUNT",
                "SELECT id FROM txn WHERE tags = 3 | WRONG_TYPES",
                "SELECT id FROM txn WHERE sum(id) > 1 | MISPLACED_AGGREGATE",
                "SELECT length(kind) OVER () FROM txn | MISPLACED_WINDOW",
                "SELECT 1 FROM txn a JOIN account a ON true | ALIAS_TWICE",
                "SELECT id FROM txn GROUP BY 2, id | WRONG_ORDINAL",
                "SELECT home.citty FROM txn | UNKNOWN_FIELD",
                "SELECT * | MISPLACED_STAR"
            })
    void mistakes_are_found_once(String sql, String code) {
        assertThat(finding(sql).code().name()).isEqualTo(code);
    }

    @Test
    void origins_tell_where_a_column_comes_from_and_how() {
        QueryAnalysis analysis = analyze("WITH t AS (SELECT account_id, amount * 2 AS twice FROM txn WHERE kind = 'A') "
                + "SELECT a.branch_id, sum(t.twice) AS total FROM t JOIN account a ON a.account_id = t.account_id "
                + "GROUP BY a.branch_id");
        assertThat(analysis.columns().get(0).origins()).hasToString("{ods.account.branch_id=DIRECT}");
        assertThat(analysis.columns().get(1).origins()).hasToString("{ods.txn.amount=AGGREGATED}");
        assertThat(analysis.influence().flows().keySet())
                .hasToString("[ods.account.account_id, ods.account.branch_id, ods.txn.account_id, ods.txn.kind]");
    }

    @Test
    void a_misspelt_aggregate_is_one_finding_and_not_one_for_each_column_in_it() {
        assertThat(finding("SELECT account_id, summ(amount) FROM txn GROUP BY account_id")
                        .message())
                .isEqualTo("there is no function 'summ'");
    }
}
