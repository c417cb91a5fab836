// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.GoldenCases;
import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.QueryStatement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Where each column of a query comes from, and what decides about its rows: answers checked by hand. */
class ColumnOriginsTest {
    private static final Tables TABLES = Tables.of(new Catalog(List.of(
            table("""
                    CREATE TABLE ods.txn (id BIGINT NOT NULL, account_id BIGINT, amount DECIMAL(18, 2), fee DECIMAL(18, 2),
                      at DATETIME, kind VARCHAR(16), payload JSON, tags ARRAY<STRING>, props MAP<STRING, INT>,
                      home STRUCT<city STRING, geo STRUCT<lat DOUBLE, lon DOUBLE>>)
                    """),
            table(
                    "CREATE TABLE ods.account (account_id BIGINT NOT NULL, branch_id INT, opened DATE, kind VARCHAR(16))"),
            table("CREATE TABLE ods.branch (branch_id INT, name VARCHAR(32), region VARCHAR(32))"))));

    private static Definition table(String sql) {
        CreateTable table = (CreateTable) SqlParser.parseStatement(sql);
        return StatementAnalysis.of(ModelName.parse(table.name().toString()), table, Tables.of(new Catalog(List.of())))
                .definition();
    }

    @TestFactory
    Stream<DynamicTest> columns_come_from_where_a_reader_finds_them() {
        return GoldenCases.of("lineage/queries.txt", ColumnOriginsTest::answer);
    }

    private static String answer(String sql) {
        QueryAnalysis analysis =
                QueryAnalysis.of(((QueryStatement) SqlParser.parseStatement(sql)).query(), TABLES, Optional.of("ods"));
        assertThat(analysis.findings()).isEmpty();
        String columns = analysis.columns().stream()
                .map(column -> column.name() + " <- " + text(column.origins()) + "\n")
                .collect(Collectors.joining());
        String rows = analysis.influence().flows().keySet().stream()
                .map(Origin::toString)
                .collect(Collectors.joining(", "));
        return columns + "rows <- " + (rows.isEmpty() ? "nothing" : rows);
    }

    private static String text(Origins origins) {
        if (origins.flows().isEmpty()) {
            return "nothing";
        }
        return origins.flows().entrySet().stream()
                .map(flow -> flow.getKey()
                        + (flow.getValue() == Flow.DIRECT
                                ? ""
                                : " (" + flow.getValue().name().toLowerCase(Locale.ROOT) + ")"))
                .collect(Collectors.joining(", "));
    }
}
