// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.EngineSessions;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.type.DataType;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StreamedRowsTest {
    private static final List<Column> BIGINT =
            List.of(new Column("i", DataType.of(DataType.Kind.BIGINT), true, Optional.empty()));

    private static StreamedRows run(DuckDBConnection duck, String sql, boolean cancelled) throws Exception {
        DuckDBPreparedStatement statement = duck.prepare(sql);
        return StreamedRows.run(
                        statement, BIGINT, () -> cancelled, e -> new ServerError(1064, "HY000", "" + e.getMessage()))
                .orElseThrow();
    }

    private static long drain(Answer.RowSource rows) throws ServerError {
        long count = 0;
        while (rows.next() != null) {
            count++;
        }
        return count;
    }

    @Test
    void an_error_half_way_is_an_error_and_not_the_end() throws Exception {
        String sql = "SELECT CASE WHEN i = 900000 THEN error('half-way') ELSE i END FROM range(1000000) r(i)";
        try (DuckDBConnection duck = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                StreamedRows rows = run(duck, sql, false)) {
            assertThatThrownBy(() -> drain(rows))
                    .isInstanceOf(ServerError.class)
                    .hasMessageContaining("half-way");
        }
    }

    @Test
    void every_row_of_a_big_result_comes() throws Exception {
        try (DuckDBConnection duck = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                StreamedRows rows = run(duck, "SELECT i FROM range(1000000) r(i)", false)) {
            assertThat(drain(rows)).isEqualTo(1_000_000);
        }
    }

    @Test
    void a_cancelled_result_ends_with_an_error() throws Exception {
        try (DuckDBConnection duck = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                StreamedRows rows = run(duck, "SELECT i FROM range(1000000) r(i)", true)) {
            assertThatThrownBy(() -> drain(rows)).hasMessageContaining("interrupted");
        }
    }

    /** An array among the columns keeps the whole result from being streamed: both ways have to print the same. */
    @Test
    void values_print_the_same_streamed_and_not() throws Exception {
        String values = "true, cast(-128 as tinyint), cast(32767 as smallint), cast(-2147483648 as int),"
                + " cast('-9223372036854775808' as bigint), cast('170141183460469231731687303715884105727' as largeint),"
                + " cast(7 as largeint), cast(1.5 as float), cast(0.1 as double), cast(1e20 as double),"
                + " cast('12.30' as decimal(9, 2)), cast('-0.005' as decimal(38, 3)), cast(3 as decimal(18, 0)),"
                + " cast('2026-01-02' as date), cast('0001-01-01' as date), cast('9999-12-31 23:59:59' as datetime),"
                + " cast('2026-01-02 03:04:05.000600' as datetime), 'text', 'Größe 𝄞', '', null,"
                + " parse_json('{\"b\": 1, \"a\": [1, 2]}'), cast(null as decimal(9, 2)), 1 + 1, 7 / 2, count(*), sum(2),"
                + " cast('-0.05' as decimal(4, 2)), cast('-99.99' as decimal(4, 2)), cast('-1234567.89' as decimal(9, 2)),"
                + " cast(0 as decimal(18, 3)), cast('-999999999999999.999' as decimal(18, 3)), 'twelve bytes',"
                + " 'thirteen byte', cast('0001-01-01 00:00:00.000001' as datetime), cast('1969-12-31 23:59:59.9' as datetime)";
        try (EngineSessions sessions = new EngineSessions(Clock.systemUTC());
                Session session = sessions.open()) {
            List<String> streamed = row(session, "SELECT " + values);
            List<String> whole = row(session, "SELECT " + values + ", [1]");
            assertThat(streamed).hasSize(36).isEqualTo(whole.subList(0, 36));
        }
    }

    private static List<String> row(Session session, String sql) throws ServerError {
        Answer.Rows rows = session.execute(sql).match(found -> found, done -> {
            throw new AssertionError("no rows");
        });
        try (Answer.RowSource source = rows.source()) {
            @Nullable String[] values = source.next();
            assertThat(source.getClass() == StreamedRows.class)
                    .isEqualTo(!sql.contains("[1],") && !sql.endsWith("[1]"));
            return values == null ? List.of() : new ArrayList<>(Arrays.asList(values));
        }
    }
}
