// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.bench;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.embedded.EmbeddedStarRocks.Options;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Five queries after TPC-H's 1, 3, 4, 5 and 6 over a million generated lines of 250,000 orders: by mysql-connector-j from
 * the server, and written for DuckDB from DuckDB, in turns.
 */
final class QueryBench {
    private static final int LINES = 1_000_000;
    private static final int WARM = 30;
    private static final int ROUNDS = 31;

    private QueryBench() {}

    static void run() throws Exception {
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.inMemory());
                Connection client = ServerBench.client(server);
                Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement served = client.createStatement();
                Statement raw = duck.createStatement()) {
            fill(served, raw);
            for (Map.Entry<String, String> query : queries().entrySet()) {
                measure(query.getKey(), query.getValue(), served, raw);
            }
        }
    }

    private static void measure(String name, String query, Statement served, Statement raw) throws SQLException {
        if (!first(served, query).equals(first(raw, query))) {
            throw new SQLException(
                    name + ": the server answers " + first(served, query) + ", DuckDB " + first(raw, query));
        }
        double[] one = new double[ROUNDS];
        double[] two = new double[ROUNDS];
        double oneProcessor = 0;
        double twoProcessor = 0;
        for (int i = -WARM; i < ROUNDS; i++) {
            double before = processor();
            double server = ServerBench.read(served, query);
            double between = processor();
            double itself = ServerBench.read(raw, query);
            if (i >= 0) {
                one[i] = server;
                two[i] = itself;
                oneProcessor += between - before;
                twoProcessor += processor() - between;
            }
        }
        ServerBench.print(name + ", ms", ServerBench.median(one), ServerBench.median(two));
        ServerBench.print(name + ", processor ms", oneProcessor / ROUNDS, twoProcessor / ROUNDS);
    }

    /** Milliseconds of this process, the server's and the client's: what a busy machine cannot falsify. */
    private static double processor() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(0L);
    }

    /** A fast query that answers something else would be no comparison. */
    private static String first(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "nothing";
        }
    }

    private static void fill(Statement served, Statement raw) throws SQLException {
        served.execute("CREATE DATABASE d");
        served.execute("USE d");
        served.execute("CREATE TABLE orders (o_id BIGINT, o_customer BIGINT, o_date DATE, o_priority VARCHAR(15))");
        served.execute("CREATE TABLE customers (c_id BIGINT, c_segment VARCHAR(10), c_nation INT)");
        served.execute("CREATE TABLE lines (l_order BIGINT, l_quantity DECIMAL(12, 2), l_price DECIMAL(12, 2),"
                + " l_discount DECIMAL(12, 2), l_flag VARCHAR(1), l_shipped DATE, l_received DATE)");
        String series = "FROM TABLE(generate_series(0, ";
        served.execute("INSERT INTO orders SELECT generate_series, generate_series % 25000,"
                + " date_add('2020-01-01', generate_series % 2000), concat('priority ', generate_series % 5) " + series
                + (LINES / 4 - 1) + "))");
        served.execute("INSERT INTO customers SELECT generate_series, concat('segment ', generate_series % 5),"
                + " generate_series % 25 " + series + "24999))");
        served.execute("INSERT INTO lines SELECT generate_series % 250000, generate_series % 50 + 1,"
                + " generate_series % 9000 + 100, (generate_series % 11) / 100, concat('', generate_series % 3),"
                + " date_add('2020-01-01', generate_series % 2000 + generate_series % 100),"
                + " date_add('2020-01-01', generate_series % 2000 + generate_series % 130) " + series + (LINES - 1)
                + "))");
        String range = "FROM range(";
        raw.execute(
                "CREATE TABLE orders AS SELECT i AS o_id, i % 25000 AS o_customer, DATE '2020-01-01' + (i % 2000)::INT"
                        + " AS o_date, 'priority ' || (i % 5) AS o_priority " + range + LINES / 4 + ") r(i)");
        raw.execute("CREATE TABLE customers AS SELECT i AS c_id, 'segment ' || (i % 5) AS c_segment, (i % 25)::INT AS"
                + " c_nation " + range + "25000) r(i)");
        raw.execute("CREATE TABLE lines AS SELECT i % 250000 AS l_order, (i % 50 + 1)::DECIMAL(12, 2) AS l_quantity,"
                + " (i % 9000 + 100)::DECIMAL(12, 2) AS l_price, ((i % 11) / 100)::DECIMAL(12, 2) AS l_discount,"
                + " (i % 3)::VARCHAR AS l_flag, DATE '2020-01-01' + (i % 2000 + i % 100)::INT AS l_shipped,"
                + " DATE '2020-01-01' + (i % 2000 + i % 130)::INT AS l_received " + range + LINES + ") r(i)");
    }

    private static Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put(
                "query 1 (pricing summary)",
                ("SELECT l_flag, sum(l_quantity), sum(l_price), sum(l_price * (1 - l_discount)), count(*)"
                        + " FROM lines WHERE l_shipped <= '2025-01-01' GROUP BY l_flag ORDER BY l_flag"));
        queries.put(
                "query 3 (shipping priority)",
                ("SELECT l_order, sum(l_price * (1 - l_discount)) AS revenue, o_date FROM customers"
                        + " JOIN orders ON c_id = o_customer JOIN lines ON l_order = o_id WHERE c_segment = 'segment 1'"
                        + " AND o_date < '2023-01-01' AND l_shipped > '2023-01-01' GROUP BY l_order, o_date"
                        + " ORDER BY revenue DESC, l_order LIMIT 10"));
        queries.put(
                "query 4 (order priority)",
                ("SELECT o_priority, count(*) FROM orders WHERE o_date >= '2021-01-01' AND o_date < '2022-01-01'"
                        + " AND EXISTS (SELECT 1 FROM lines WHERE l_order = o_id AND l_shipped < l_received)"
                        + " GROUP BY o_priority ORDER BY o_priority"));
        queries.put(
                "query 5 (local suppliers)",
                ("SELECT c_nation, sum(l_price * (1 - l_discount)) AS revenue FROM customers"
                        + " JOIN orders ON c_id = o_customer JOIN lines ON l_order = o_id"
                        + " WHERE o_date >= '2021-01-01' AND o_date < '2024-01-01' GROUP BY c_nation ORDER BY c_nation"));
        queries.put(
                "query 6 (forecast)",
                ("SELECT count(*), sum(l_price * l_discount) FROM lines WHERE l_shipped >= '2021-01-01'"
                        + " AND l_shipped < '2022-01-01' AND l_discount BETWEEN 0.05 AND 0.07 AND l_quantity < 24"));
        return queries;
    }
}
