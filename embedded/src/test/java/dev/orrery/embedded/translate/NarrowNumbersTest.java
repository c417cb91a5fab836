// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.translate.Objects.Source;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where numbers may be computed in 64 bits. */
class NarrowNumbersTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("k", DataType.of(Kind.INT), true, Optional.empty()),
            new Column("n", DataType.of(Kind.BIGINT), true, Optional.empty()),
            new Column("a", new DataType.Decimal(15, 2), true, Optional.empty()),
            new Column("b", new DataType.Decimal(15, 2), true, Optional.empty()));

    private final Translator translator = new Translator(
            name -> Optional.of(new Source.Rows("t", COLUMNS)),
            new Environment(
                    ZonedDateTime.now(Clock.systemUTC()),
                    Optional.of("d"),
                    Environment.Who.ROOT,
                    0,
                    (scope, name) -> Optional.empty()));

    private boolean isWide(String query) throws Exception {
        return translator.query(parsed(query).query()).wide();
    }

    private String narrow(String query) throws Exception {
        return translator.narrow(parsed(query).query()).orElse("");
    }

    private static QueryStatement parsed(String query) throws Exception {
        return (QueryStatement) SqlParser.parseStatement(query);
    }

    @Test
    void what_an_aggregate_sums_up_is_computed_as_duckdb_would() throws Exception {
        assertThat(isWide("SELECT sum(a * b) FROM t")).isTrue();
        assertThat(narrow("SELECT sum(a * b) FROM t")).contains("sum((r1.\"a\" * r1.\"b\"))");
        assertThat(narrow("SELECT k, sum(n * n) FROM t GROUP BY k")).contains("sum((r1.\"n\" * r1.\"n\"))");
        assertThat(narrow("SELECT sum(CASE WHEN k > 1 THEN a * (1 - b) ELSE 0 END) FROM t"))
                .contains("THEN (r1.\"a\" * (1 - r1.\"b\"))")
                .contains("ELSE CAST(0 AS DECIMAL(5, 4))");
        assertThat(narrow("WITH w AS (SELECT k, a * b AS v FROM t) SELECT k, sum(v) FROM w GROUP BY k"))
                .contains("(r2.\"a\" * r2.\"b\") AS c2");
    }

    @Test
    void a_query_of_short_numbers_is_translated_once() throws Exception {
        assertThat(isWide("SELECT k, sum(a), max(k + 1), sum(k * k) FROM t WHERE a < b GROUP BY k"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a * b FROM t",
                "SELECT a * b, sum(k) FROM t GROUP BY a * b",
                "SELECT max(a) * max(b) FROM t",
                "SELECT k FROM t GROUP BY k HAVING max(a) * max(b) > 1",
                "SELECT sum(a * b) OVER (PARTITION BY k) FROM t",
                "WITH w AS (SELECT a * b AS v FROM t) SELECT v FROM w"
            })
    void what_goes_out_row_by_row_is_computed_in_full(String query) throws Exception {
        assertThat(isWide(query)).isTrue();
        assertThat(narrow(query)).contains("AS DECIMAL(19, 2)) * ").contains(" AS DECIMAL(30, 4))");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT sum(a * b) FROM t UNION ALL SELECT sum(a * a) FROM t",
                "SELECT * FROM (SELECT k FROM t UNION SELECT n FROM t) u JOIN (SELECT sum(a * b) s FROM t) v",
                "WITH RECURSIVE w AS (SELECT 1 i UNION ALL SELECT i + 1 FROM w WHERE i < 3) SELECT * FROM w"
            })
    void nothing_is_narrow_beside_a_set_operation_whose_rows_go_out(String query) throws Exception {
        assertThat(narrow(query)).isEmpty();
    }

    @Test
    void below_an_aggregate_set_operations_are_narrow_too() throws Exception {
        assertThat(narrow("SELECT sum(v) FROM (SELECT a * b AS v FROM t UNION ALL SELECT a FROM t) u"))
                .contains("(r1.\"a\" * r1.\"b\")");
    }
}
