// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.session.ServerError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of values on their way into a table. */
class InsertedValuesTest {
    private Client client;

    @BeforeEach
    void open() throws Exception {
        client = Client.open();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void what_does_not_convert_is_null_and_a_decimal_that_overflows_is_an_error() throws Exception {
        client.run("CREATE TABLE t (k INT, small TINYINT, day DATE, amount DECIMAL(4, 2)) DUPLICATE KEY (k)");
        client.run("INSERT INTO t VALUES (1, 255, 'tomorrow', 12.345), ('x', -128, '2024-02-30', 99.99)");
        assertThat(client.rows("SELECT * FROM t ORDER BY small"))
                .containsExactly("1\tNULL\tNULL\t12.35", "NULL\t-128\tNULL\t99.99");
        assertThatThrownBy(() -> client.run("INSERT INTO t SELECT 1, 1, NULL, 100"))
                .isInstanceOf(ServerError.class)
                .hasMessageContaining("'amount'");
    }

    @Test
    void the_fields_of_a_struct_go_by_their_place() throws Exception {
        client.run("CREATE TABLE t (k INT, one STRUCT<x INT, y STRING>, many ARRAY<STRUCT<x BIGINT, at DATETIME>>,"
                + " names MAP<STRING, DECIMAL(6, 2)>) DUPLICATE KEY (k)");
        client.run("INSERT INTO t VALUES (1, row('7', 8), [row(1, '2024-01-01 12:00:00'), row(2, NULL)],"
                + " map{'a': 1.5}), (2, NULL, [], NULL)");
        assertThat(client.rows("SELECT one, many, names FROM t ORDER BY k"))
                .containsExactly(
                        "{\"x\":7,\"y\":\"8\"}\t[{\"x\":1,\"at\":\"2024-01-01 12:00:00\"},{\"x\":2,\"at\":null}]\t{\"a\":1.50}",
                        "NULL\t[]\tNULL");
        assertThatThrownBy(() -> client.run("INSERT INTO t (k, one) VALUES (3, row(1, 'a', 2))"))
                .hasMessageStartingWith("Getting analyzing error. Detail message: Cannot cast");
    }

    @Test
    void decimals_of_76_digits_are_exact() throws Exception {
        client.run("CREATE TABLE t (k INT, whole DECIMAL(76, 0), fine DECIMAL(50, 10)) DUPLICATE KEY (k)");
        String nines = "9".repeat(76);
        client.run("INSERT INTO t VALUES (1, " + nines + ", 1234567890123456789012345678901234567890.12345678905),"
                + " (2, -50, 0.5), (3, '7', NULL)");
        assertThat(client.rows("SELECT whole, fine FROM t ORDER BY whole"))
                .containsExactly(
                        "-50\t0.5000000000",
                        "7\tNULL",
                        nines + "\t1234567890123456789012345678901234567890.1234567891");
        assertThat(client.rows("SELECT min(whole), max(fine), sum(fine), count(DISTINCT whole), avg(fine) FROM t"
                        + " WHERE k > 1"))
                .containsExactly("-50\t0.5000000000\t0.5000000000\t2\t0.500000000000");
        assertThat(client.rows("SELECT whole * 5, whole * 6, whole / 2 > 1, whole % 10, cast(fine AS INT),"
                        + " length(cast(whole AS STRING)), whole = '" + nines + "' FROM t WHERE k = 1"))
                .containsExactly("4" + "9".repeat(75) + "5\tNULL\tNULL\t9\tNULL\t76\t1");
        assertThat(client.rows(
                        "SELECT whole + 0.5, whole - 1, -whole, abs(whole), fine * 2, fine / 4 FROM t WHERE k = 2"))
                .containsExactly("-49.5\t-51\t50\t50\t1.0000000000\t0.125000000000");
        assertThatThrownBy(() -> client.run("INSERT INTO t SELECT 4, 1, 1" + "0".repeat(40)))
                .hasMessageContaining("'fine'");
    }

    @Test
    void rows_that_do_not_fit_are_left_out_up_to_the_ratio() throws Exception {
        client.run("CREATE TABLE f (k INT NOT NULL, v VARCHAR(3), n DECIMAL(4, 1)) PARTITION BY RANGE(k)"
                + " (PARTITION p1 VALUES LESS THAN ('10'))");
        String values = "VALUES (1, 'a', 1), (NULL, 'b', 1), (3, 'long', 1), (20, 'd', 1)";
        client.run("SET enable_insert_strict = false");
        assertThatThrownBy(() -> client.run("INSERT INTO f " + values))
                .hasMessageContaining("Insert has filtered data");
        client.run("SET insert_max_filter_ratio = 0.5");
        assertThatThrownBy(() -> client.run("INSERT INTO f " + values))
                .hasMessageContaining("3 of 4 rows do not fit the table, and max_filter_ratio is 0.5");
        assertThat(client.affected("INSERT INTO f PROPERTIES ('max_filter_ratio' = '0.75') " + values))
                .isEqualTo(1);
        assertThat(client.rows("SELECT k, v FROM f")).containsExactly("1\ta");
        assertThatThrownBy(() -> client.run("INSERT INTO f PROPERTIES ('max_filter_ratio' = '2') " + values))
                .hasMessageContaining("between 0.0 and 1.0");
    }
}
