// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.bench;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.embedded.EmbeddedStarRocks.Options;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * Paired measurements: {@code select} (one row), {@code export} (a million rows of six columns) and {@code upsert} (a
 * million rows into ten million by Stream Load). Each prints the server's time, DuckDB's own and their ratio.
 */
public final class ServerBench {
    private static final PrintStream OUT =
            new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    private static final String ROWS = "i, i * 7 AS a, (i % 1000) / 10.0 AS b, 'name ' || i AS c,"
            + " DATE '2026-01-01' + CAST(i % 365 AS INTEGER) AS d, TIMESTAMP '2026-01-01 00:00:00'"
            + " + to_seconds(i) AS e";

    private ServerBench() {}

    public static void main(String[] arguments) throws Exception {
        String what = arguments.length == 0 ? "all" : arguments[0];
        if (what.equals("select") || what.equals("all")) {
            select();
        }
        if (what.equals("queries") || what.equals("all")) {
            QueryBench.run();
        }
        if (what.equals("export") || what.equals("all")) {
            export(1_000_000);
        }
        if (what.equals("upsert") || what.equals("all")) {
            upsert(10_000_000, 1_000_000);
        }
    }

    static Connection client(EmbeddedStarRocks server) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + server.mysqlPort() + "/?sslMode=DISABLED", "root", "");
    }

    private static void select() throws Exception {
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.inMemory());
                Connection client = client(server);
                Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement one = client.createStatement();
                Statement two = duck.createStatement()) {
            double[] served = new double[4000];
            double[] raw = new double[4000];
            for (int i = 0; i < served.length; i++) {
                served[i] = read(one, "SELECT 1");
                raw[i] = read(two, "SELECT 1");
            }
            print("select 1, ms", median(served), median(raw));
        }
    }

    private static void export(int count) throws Exception {
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.inMemory());
                Connection client = client(server);
                Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement one = client.createStatement();
                Statement two = duck.createStatement()) {
            two.execute("CREATE TABLE t AS SELECT " + ROWS + " FROM range(" + count + ") r(i)");
            one.execute("CREATE DATABASE d");
            one.execute("CREATE TABLE d.t (i BIGINT, a BIGINT, b DECIMAL(10, 1), c VARCHAR(40), d DATE, e DATETIME)");
            one.execute("INSERT INTO d.t SELECT generate_series, generate_series * 7, (generate_series % 1000) / 10,"
                    + " concat('name ', generate_series), date_add('2026-01-01', generate_series % 365),"
                    + " seconds_add('2026-01-01 00:00:00', generate_series) FROM TABLE(generate_series(0, "
                    + (count - 1) + "))");
            one.setFetchSize(Integer.MIN_VALUE);
            double[] served = new double[5];
            double[] raw = new double[5];
            for (int i = 0; i < served.length; i++) {
                served[i] = readTyped(one, "SELECT * FROM d.t");
                raw[i] = readTyped(two, "SELECT * FROM t");
            }
            print("export of " + count + " rows, ms", median(served), median(raw));
        }
    }

    private static void upsert(int there, int batch) throws Exception {
        Path directory = Files.createTempDirectory("orrery-bench");
        Path rows = directory.resolve("rows.csv");
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.in(directory.resolve("data")));
                Connection client = client(server);
                Statement statement = client.createStatement()) {
            statement.execute("CREATE DATABASE d");
            statement.execute("CREATE TABLE d.t (id BIGINT, a BIGINT, b DECIMAL(10, 1), c VARCHAR(40), d DATE, e"
                    + " DATETIME) PRIMARY KEY (id)");
            statement.execute("INSERT INTO d.t SELECT generate_series, generate_series * 7, (generate_series % 1000) /"
                    + " 10, concat('name ', generate_series), date_add('2026-01-01', generate_series % 365),"
                    + " seconds_add('2026-01-01 00:00:00', generate_series) FROM TABLE(generate_series(1, " + there
                    + "))");
            for (int round = 0; round < 3; round++) {
                write(rows, there, batch, round);
                long began = System.nanoTime();
                String answer = load(server.httpPort(), rows);
                double seconds = (System.nanoTime() - began) / 1e9;
                if (!answer.contains("\"Success\"")) {
                    throw new IOException(answer);
                }
                OUT.printf(
                        Locale.ROOT,
                        "upsert of %,d into %,d: %.2f s, %,.0f rows/s%n",
                        batch,
                        there,
                        seconds,
                        batch / seconds);
            }
        } finally {
            try (var files = Files.walk(directory)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Half of the rows are there already, spread over the table. */
    private static void write(Path file, int there, int batch, int round) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < batch; i++) {
                long id = i % 2 == 0 ? 1 + (long) i * (there / batch) : there + (long) round * batch + i;
                out.write(
                        id + "\t" + round + "\t" + (i % 100) + ".5\tnew " + i + "\t2026-02-03\t2026-02-03 04:05:06\n");
            }
        }
    }

    private static String load(int port, Path rows) throws Exception {
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        String basic = "Basic " + Base64.getEncoder().encodeToString("root:".getBytes(StandardCharsets.UTF_8));
        URI address = URI.create("http://127.0.0.1:" + port + "/api/d/t/_stream_load");
        for (int hop = 0; hop < 2; hop++) {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Authorization", basic)
                    .expectContinue(true)
                    .PUT(HttpRequest.BodyPublishers.ofFile(rows))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 307) {
                return answer.body();
            }
            address = URI.create(
                    answer.headers().firstValue("location").orElseThrow().replace("root:@", ""));
        }
        throw new IOException("redirected twice");
    }

    /** Milliseconds until the last value of the last row. */
    static double read(Statement statement, String query) throws SQLException {
        long began = System.nanoTime();
        try (ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    Object unused = rows.getString(i);
                }
            }
        }
        return (System.nanoTime() - began) / 1e6;
    }

    /** As a program reads what it exports; getString of a time costs Connector/J more than all the rest. */
    private static double readTyped(Statement statement, String query) throws SQLException {
        long began = System.nanoTime();
        long sum = 0;
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                sum += rows.getLong(1) + rows.getLong(2) + rows.getBigDecimal(3).scale();
                sum += rows.getString(4).length();
                sum += rows.getObject(5, LocalDate.class).getYear();
                sum += rows.getObject(6, LocalDateTime.class).getYear();
            }
        }
        if (sum == 0) {
            throw new SQLException("nothing was read");
        }
        return (System.nanoTime() - began) / 1e6;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static void print(String what, double served, double raw) {
        OUT.printf(
                Locale.ROOT,
                "%s: server %.2f, DuckDB by JDBC %.2f, ratio %.2f, difference %.2f%n",
                what,
                served,
                raw,
                served / raw,
                served - raw);
    }
}
