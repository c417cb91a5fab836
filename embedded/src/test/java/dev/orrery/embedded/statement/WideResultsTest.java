// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of products, whether 64 bits suffice for each of them or not. */
class WideResultsTest {
    private static final int ROWS = 5000;

    private Client client;

    @BeforeEach
    void open() throws Exception {
        client = Client.open();
        client.run("CREATE TABLE short (k INT, n BIGINT, a DECIMAL(15, 2), b DECIMAL(12, 4))");
        client.run("CREATE TABLE longer (k INT, n BIGINT, a DECIMAL(15, 2), b DECIMAL(12, 4))");
        Random random = new Random(7);
        StringBuilder rows = new StringBuilder("INSERT INTO short VALUES ");
        for (int i = 0; i < ROWS; i++) {
            rows.append(i == 0 ? "" : ", ").append(row(random));
        }
        client.run(rows.toString());
        client.run("INSERT INTO longer SELECT * FROM short");
        // One row of five thousand does not fit, and it is not the first.
        client.run("INSERT INTO longer VALUES (3, 9223372036854775807, 99999999999.99, 9999.9999)");
    }

    private static String row(Random random) {
        String a = random.nextInt(20) == 0 ? "NULL" : BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, 2) + "";
        return "(" + random.nextInt(5) + ", " + (random.nextInt(2_000) - 1_000) + ", " + a + ", "
                + BigDecimal.valueOf(random.nextInt(20_000) - 10_000, 4) + ")";
    }

    @AfterEach
    void close() {
        client.close();
    }

    /** A set operation is never narrow. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT k, sum(a * b), sum(a * (1 - b)), count(*) FROM %s GROUP BY k ORDER BY k",
                "SELECT k, sum(a * b * (1 + b)), avg(a * b), max(a * b) * 2, min(a - b * b) FROM %s GROUP BY k ORDER BY k",
                "SELECT k, sum(n * n), sum(n + n), max(n * 3) + 1 FROM %s GROUP BY k ORDER BY k",
                "SELECT k, sum(CASE WHEN b > 0 THEN a * b WHEN b < 0 THEN a ELSE 0 END) FROM %s GROUP BY k ORDER BY k",
                "SELECT k, v, count(*), sum(v) FROM (SELECT k, a * b AS v FROM %s) s GROUP BY k, v ORDER BY v, k LIMIT 20",
                "SELECT v * 2 AS w, sum(v * 1000.001) FROM (SELECT a * b AS v FROM %s) s GROUP BY v ORDER BY 1 LIMIT 20",
                "WITH s AS (SELECT k, sum(a * b) AS v FROM %s GROUP BY k) SELECT k, v * 2 FROM s WHERE v > 0 ORDER BY k",
                "SELECT k, a * b FROM %s WHERE a * b > (SELECT avg(a * b) FROM short) ORDER BY 2, 1 LIMIT 20",
                "SELECT group_concat(x ORDER BY x), sum(x) FROM (SELECT round(a * b, 1) AS x FROM %s LIMIT 30) s",
                "SELECT k, array_agg(a * b)[1] IS NULL, ndv(a * b), stddev(a * b) > 1 FROM %s GROUP BY k ORDER BY k"
            })
    void an_answer_is_the_same_in_64_bits_and_in_all_that_it_takes(String query) throws Exception {
        for (String table : new String[] {"short", "longer"}) {
            String one = query.formatted(table);
            String full = "SELECT * FROM (" + one + ") q UNION ALL SELECT * FROM (" + one + ") p WHERE false";
            assertThat(client.rows(one)).isNotEmpty().containsExactlyInAnyOrderElementsOf(client.rows(full));
        }
    }

    @Test
    void sums_beyond_64_bits_are_exact() throws Exception {
        assertThat(client.rows("SELECT max(a * b), max(n * 2), sum(n * 2) FROM longer WHERE n > 1000000"))
                .containsExactly(product() + "\t-2\t-2");
    }

    private static String product() {
        return new BigDecimal("99999999999.99")
                .multiply(new BigDecimal("9999.9999"))
                .toPlainString();
    }
}
