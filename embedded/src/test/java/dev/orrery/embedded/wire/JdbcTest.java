// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import static dev.orrery.embedded.wire.ScriptedSession.column;
import static dev.orrery.embedded.wire.ScriptedSession.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** mysql-connector-j against the wire. */
@Timeout(60)
final class JdbcTest {
    private static final List<ResultColumn> EVERY_TYPE = List.of(
            column("bo", DataType.of(Kind.BOOLEAN)),
            column("ti", DataType.of(Kind.TINYINT)),
            column("si", DataType.of(Kind.SMALLINT)),
            column("i", DataType.of(Kind.INT)),
            column("bi", DataType.of(Kind.BIGINT)),
            column("li", DataType.of(Kind.LARGEINT)),
            column("f", DataType.of(Kind.FLOAT)),
            column("d", DataType.of(Kind.DOUBLE)),
            column("de", new DataType.Decimal(18, 2)),
            column("da", DataType.of(Kind.DATE)),
            column("dt", DataType.of(Kind.DATETIME)),
            column("dm", DataType.of(Kind.DATETIME)),
            column("t", DataType.of(Kind.TIME)),
            column("c", new DataType.Text(DataType.TextKind.CHAR, Optional.of(3))),
            column("v", DataType.string()),
            column("b", new DataType.Text(DataType.TextKind.VARBINARY, Optional.of(10))),
            column("j", DataType.of(Kind.JSON)),
            column("a", new DataType.Array(DataType.of(Kind.INT))));
    private static final @Nullable String[] EVERY_VALUE = {
        "1",
        "-128",
        "-32768",
        "-2147483648",
        "-9223372036854775808",
        "170141183460469231731687303715884105727",
        "1.5",
        "-0.1",
        "-12345.67",
        "2026-11-21",
        "2026-11-21 10:20:30",
        "2026-11-21 10:20:30.123456",
        "-01:02:03",
        "abc",
        "größer ☃",
        "\u0000\u00ff\u0080",
        "{\"a\": 1}",
        "[1,null]"
    };

    private TestServer server;

    JdbcTest() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static @Nullable String single(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void restart(WireSettings settings) throws IOException {
        server.close();
        server = new TestServer(settings);
    }

    private void scriptEveryType() {
        server.script.answer("SELECT everything", EVERY_TYPE, EVERY_VALUE, new @Nullable String[EVERY_VALUE.length]);
    }

    @ParameterizedTest
    @CsvSource({
        "STARROCKS, ''",
        "MYSQL, ''",
        "STARROCKS, useServerPrepStmts=true",
        "MYSQL, useServerPrepStmts=true",
        "STARROCKS, useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=1",
        "MYSQL, useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=1"
    })
    void every_type_arrives_as_itself(WireSettings.Offer offer, String options) throws Exception {
        restart(WireSettings.DEFAULT.withOffer(offer));
        scriptEveryType();
        try (Connection connection = server.jdbc("?tinyInt1isBit=false&" + options);
                PreparedStatement statement = connection.prepareStatement("SELECT everything");
                ResultSet row = statement.executeQuery()) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt("bo")).isEqualTo(1);
            assertThat(row.getByte("ti")).isEqualTo((byte) -128);
            assertThat(row.getShort("si")).isEqualTo(Short.MIN_VALUE);
            assertThat(row.getInt("i")).isEqualTo(Integer.MIN_VALUE);
            assertThat(row.getLong("bi")).isEqualTo(Long.MIN_VALUE);
            assertThat(row.getString("li")).isEqualTo("170141183460469231731687303715884105727");
            assertThat(row.getFloat("f")).isEqualTo(1.5f);
            assertThat(row.getDouble("d")).isEqualTo(-0.1);
            assertThat(row.getBigDecimal("de")).isEqualTo(new BigDecimal("-12345.67"));
            assertThat(row.getDate("da")).isEqualTo(Date.valueOf("2026-11-21"));
            assertThat(row.getTimestamp("dt")).isEqualTo(Timestamp.valueOf("2026-11-21 10:20:30"));
            assertThat(row.getTimestamp("dm")).isEqualTo(Timestamp.valueOf("2026-11-21 10:20:30.123456"));
            assertThat(row.getString("t")).isEqualTo("-01:02:03");
            assertThat(row.getString("c")).isEqualTo("abc");
            assertThat(row.getString("v")).isEqualTo("größer ☃");
            assertThat(row.getBytes("b")).isEqualTo(new byte[] {0, (byte) 0xff, (byte) 0x80});
            assertThat(row.getString("j")).isEqualTo("{\"a\": 1}");
            assertThat(row.getString("a")).isEqualTo("[1,null]");
            assertThat(row.next()).isTrue();
            for (int i = 1; i <= EVERY_VALUE.length; i++) {
                assertThat(row.getObject(i)).as(EVERY_TYPE.get(i - 1).name()).isNull();
            }
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    void a_bigint_is_a_signed_long_and_a_large_integer_text() throws SQLException {
        scriptEveryType();
        try (Connection connection = server.jdbc("");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT everything")) {
            row.next();
            assertThat(row.getObject("bi")).isInstanceOf(Long.class);
            assertThat(row.getMetaData().isSigned(5)).isTrue();
            assertThat(row.getMetaData().getColumnType(6)).isEqualTo(Types.CHAR);
            assertThat(row.getMetaData().getColumnType(9)).isEqualTo(Types.DECIMAL);
            assertThat(row.getMetaData().getScale(9)).isEqualTo(2);
            assertThat(row.getMetaData().getColumnLabel(1)).isEqualTo("bo");
        }
    }

    @ParameterizedTest
    @EnumSource(WireSettings.Offer.class)
    void parameters_arrive_as_literals(WireSettings.Offer offer) throws Exception {
        restart(WireSettings.DEFAULT.withOffer(offer));
        try (Connection connection = server.jdbc("?useServerPrepStmts=true");
                PreparedStatement statement =
                        connection.prepareStatement("insert '?' `?` /* ? */ ?,?,?,?,?,?,?,?,7-?,? -- ?\n")) {
            statement.setInt(1, 7);
            statement.setLong(2, -8);
            statement.setString(3, "it's \\ ☃");
            statement.setNull(4, Types.VARCHAR);
            statement.setBigDecimal(5, new BigDecimal("1.50"));
            statement.setDouble(6, 2.5);
            statement.setTimestamp(7, Timestamp.valueOf("2026-11-21 10:20:30.5"));
            statement.setDate(8, Date.valueOf("2026-11-21"));
            statement.setInt(9, -1);
            statement.setBytes(10, new byte[] {(byte) 0xff, 0});
            assertThat(statement.executeUpdate()).isEqualTo(3);
        }
        assertThat(server.script.asked)
                .contains("insert '?' `?` /* ? */  7, -8, 'it''s \\\\ ☃', NULL, 1.50, 2.5e0,"
                        + " '2026-11-21 10:20:30.500000', '2026-11-21',7- -1, x'ff00' -- ?");
    }

    @Test
    void long_parameters_are_sent_in_pieces() throws SQLException {
        String large = "x".repeat(100_000);
        try (Connection connection = server.jdbc("?useServerPrepStmts=true&blobSendChunkSize=1000");
                PreparedStatement statement = connection.prepareStatement("insert ?")) {
            statement.setBinaryStream(
                    1, new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)), large.length());
            statement.executeUpdate();
        }
        assertThat(server.script.asked).contains("insert  '" + large + "'");
    }

    @Test
    void several_statements_give_several_results_until_one_fails() throws Exception {
        // With StarRocks' own capabilities this driver takes no second result.
        restart(WireSettings.DEFAULT.withOffer(WireSettings.Offer.MYSQL));
        server.script.answer("SELECT a", List.of(text("a")), new @Nullable String[] {"1"});
        try (Connection connection = server.jdbc("?allowMultiQueries=true");
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT a; insert x; SELECT a")).isTrue();
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(3);
            assertThat(statement.getMoreResults()).isTrue();
            assertThatThrownBy(() -> statement.execute("SELECT a; fail; insert never"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Column 'nope' cannot be resolved");
            assertThat(server.script.asked).doesNotContain("insert never");
            assertThat(single(connection, "SELECT a")).isEqualTo("1");
        }
    }

    @Test
    void an_error_has_its_number_and_state_and_the_connection_goes_on() throws SQLException {
        try (Connection connection = server.jdbc("");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("fail")).satisfies(thrown -> {
                SQLException error = (SQLException) thrown;
                assertThat(error.getErrorCode()).isEqualTo(1064);
                // The driver's own reading of 1064 with HY000.
                assertThat(error.getSQLState()).isEqualTo("42000");
            });
            assertThatThrownBy(() -> statement.execute("boom")).hasMessageContaining("a bug");
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void rows_stream_and_the_next_statement_may_run_while_a_cursor_is_open() throws SQLException {
        int count = 10_000;
        Iterable<@Nullable String[]> rows = () -> IntStream.range(0, count)
                .mapToObj(i -> new @Nullable String[] {Integer.toString(i)})
                .iterator();
        server.script.answer("SELECT n", List.of(column("n", DataType.of(Kind.INT))), rows);
        try (Connection connection = server.jdbc("?useServerPrepStmts=true&useCursorFetch=true");
                PreparedStatement statement = connection.prepareStatement("SELECT n")) {
            statement.setFetchSize(100);
            try (ResultSet result = statement.executeQuery()) {
                List<Integer> seen = new ArrayList<>();
                while (result.next()) {
                    seen.add(result.getInt(1));
                    if (seen.size() == 150) {
                        assertThat(single(connection, "SELECT user()")).isEqualTo("root");
                    }
                }
                assertThat(seen).hasSize(count).isSorted().last().isEqualTo(count - 1);
            }
        }
    }

    @Test
    void a_row_of_more_than_16_mb_takes_several_packets_both_ways() throws SQLException {
        String large = "ab".repeat(9 << 20);
        server.script.answer("SELECT large", List.of(text("l"), text("m")), new @Nullable String[] {large, "end"});
        try (Connection connection = server.jdbc("");
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT large")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo(large);
                assertThat(row.getString(2)).isEqualTo("end");
            }
            statement.execute("insert '" + large + "'");
        }
        assertThat(server.script.asked).contains("insert '" + large + "'");
    }

    @Test
    void a_packet_of_exactly_16_mb_less_one_is_followed_by_an_empty_one() throws SQLException {
        String exact = "x".repeat(0xffffff - 4 - 4);
        server.script.answer(
                "SELECT exact", List.of(text("l")), new @Nullable String[] {exact + "1234"}, new @Nullable String[] {
                    "next"
                });
        try (Connection connection = server.jdbc("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT exact")) {
            rows.next();
            assertThat(rows.getString(1)).hasSize(0xffffff - 4);
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("next");
        }
    }

    @Test
    void the_session_says_when_a_transaction_is_open() throws SQLException, IOException {
        try (RawClient client = server.raw().logIn()) {
            client.command(3, "BEGIN");
            assertThat(client.receive()[3] & 1).isEqualTo(1);
            client.command(3, "ROLLBACK");
            assertThat(client.receive()[3] & 1).isEqualTo(0);
        }
    }

    @Test
    void changing_the_user_and_resetting_open_a_new_session() throws Exception {
        try (Connection connection = server.jdbc("sales")) {
            assertThat(single(connection, "SELECT database()")).isEqualTo("sales");
            com.mysql.cj.jdbc.JdbcConnection native1 = connection.unwrap(com.mysql.cj.jdbc.JdbcConnection.class);
            native1.changeUser("bob", "secret");
            assertThat(single(connection, "SELECT user()")).isEqualTo("bob");
            native1.resetServerState();
            assertThat(single(connection, "SELECT user()")).isEqualTo("bob");
            assertThat(server.script.opened).filteredOn(id -> id > 0).hasSizeGreaterThan(1);
        }
    }

    @Test
    void kill_query_ends_the_statement_and_kill_connection_the_client() throws Exception {
        try (Connection connection = server.jdbc("")) {
            Thread killer = new Thread(() -> {
                try {
                    server.script.waiting.await();
                    server.connections.kill(1, dev.orrery.embedded.session.Connections.Kill.QUERY);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            killer.start();
            assertThatThrownBy(() -> single(connection, "SELECT wait")).hasMessageContaining("interrupted");
            killer.join();
            assertThat(server.connections.list())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.user()).isEqualTo("root"));
            server.connections.kill(1, dev.orrery.embedded.session.Connections.Kill.CONNECTION);
            assertThat(connection.isValid(5)).isFalse();
        }
        TestServer.await(
                "the connection is gone", () -> server.connections.list().isEmpty());
    }

    @Test
    void closing_the_server_ends_running_statements_and_leaves_no_thread() throws Exception {
        Connection connection = server.jdbc("");
        Thread waiting = new Thread(() -> {
            try {
                single(connection, "SELECT wait");
            } catch (SQLException e) {
                // Either the interruption or the closed connection.
            }
        });
        waiting.start();
        server.script.waiting.await();
        server.close();
        waiting.join(20_000);
        assertThat(waiting.isAlive()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.isAlive()
                        && thread.getName().startsWith("mysql-")
                        && !thread.getName().startsWith("mysql-cj"));
        connection.close();
    }
}
