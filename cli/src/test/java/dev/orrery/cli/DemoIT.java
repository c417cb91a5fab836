// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as README shows it, with real clients beside it. */
@Tag("slow")
class DemoIT {
    @TempDir
    private Path home = Path.of("");

    @Test
    void the_demo_compares_every_balance_and_ends_well() throws IOException, InterruptedException {
        OrreryProcess.Ended ended = OrreryProcess.run(home, "demo", "--once");
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        assertThat(ended.out())
                .contains("Compile", "Deploy", "Load", "Refresh", "Freshness")
                .contains("1,108 rows of balances, every figure the true one");
        assertThat(home.resolve(".orrery/data")).doesNotExist();
    }

    @Test
    void one_corrupted_event_is_found_by_the_comparison() throws IOException, InterruptedException {
        assertThat(OrreryProcess.run(home, "init", ".orrery/demo/bank").exitCode())
                .isZero();
        Path events = home.resolve(".orrery/demo/bank/data/events/2026-10-14.jsonl");
        List<String> lines = Files.readAllLines(events);
        int last = lastAccountUpdate(lines);
        lines.set(last, lines.get(last).replaceFirst("(\"after\":.*\"balance\":\")(\\d)", "$19$2"));
        Files.write(events, lines);
        OrreryProcess.Ended ended = OrreryProcess.run(home, "demo", "--once", "--keep");
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.err()).contains("ORR-C008").contains("account_balance, account_id");
    }

    private static int lastAccountUpdate(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            boolean update = lines.get(i).contains("\"table\":\"account\"")
                    && lines.get(i).contains("\"op\":\"u\"");
            if (update && !lines.subList(0, i).contains(lines.get(i))) {
                return i;
            }
        }
        throw new AssertionError("no update of an account in the file");
    }

    @Test
    void clients_see_a_new_event_after_the_next_wave() throws IOException, InterruptedException, SQLException {
        try (OrreryProcess demo = OrreryProcess.start(home, Map.of(), "demo")) {
            demo.until("the invitation", () -> printed(demo).contains("new bookings every"));
            String port = printed(demo).replaceAll("(?s).*mariadb -h 127\\.0\\.0\\.1 -P (\\d+).*", "$1");
            long before = transactions(port);
            demo.until("a later dashboard", () -> transactions(port) > before);
            assertThat(client(
                            "mariadb",
                            "-h",
                            "127.0.0.1",
                            "-P",
                            port,
                            "-u",
                            "root",
                            "-N",
                            "-e",
                            "SELECT count(*) FROM ads.branch_dashboard"))
                    .isEqualTo("12\n");
            assertThat(client("/usr/bin/python3", "-c", """
                            import pymysql
                            c = pymysql.connect(host='127.0.0.1', port=%s, user='root', database='ads')
                            k = c.cursor()
                            k.execute('SELECT count(*) FROM branch_dashboard')
                            print(k.fetchone()[0])
                            """.formatted(port))).isEqualTo("12\n");
            demo.terminate();
            assertThat(demo.await(Duration.ofMinutes(2)).exitCode()).isIn(0, 143);
        }
    }

    private static String printed(OrreryProcess process) {
        try {
            return process.out();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long transactions(String port) {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port + "/ads", "root", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sum(txns_today) FROM branch_dashboard")) {
            rows.next();
            // The newest day of a branch is today once a booking of today has come through.
            return rows.getLong(1) + newestDay(statement) * 1_000_000;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static long newestDay(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM dws.branch_day")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String client(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
