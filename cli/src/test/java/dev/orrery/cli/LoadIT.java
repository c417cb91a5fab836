// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading the bank's change events with Flink, through kills and bad lines, with the packaged command. */
@Tag("slow")
class LoadIT {
    @TempDir
    private Path home = Path.of("");

    private Path bank = Path.of("");

    @BeforeEach
    void a_deployed_bank() throws IOException, InterruptedException {
        bank = home.resolve("bank");
        assertThat(OrreryProcess.run(home, "init", "bank").exitCode()).isZero();
        OrreryProcess.Ended applied = OrreryProcess.run(bank, "apply", "--auto-approve");
        assertThat(applied.exitCode()).as(applied.toString()).isZero();
    }

    /** Balances as the views show them, over the MySQL protocol. */
    private Map<Long, BigDecimal> balances() throws IOException, InterruptedException, SQLException {
        try (OrreryProcess server =
                OrreryProcess.start(bank, Map.of(), "embedded", "--mysql-port", "0", "--http-port", "0")) {
            Path ports = bank.resolve(".orrery/embedded.json");
            server.until("the server's ports", () -> Files.exists(ports));
            Map<Long, BigDecimal> balances = new TreeMap<>();
            try (Connection connection =
                            DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port(ports), "root", "");
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT account_id, balance FROM ads.account_balance")) {
                while (rows.next()) {
                    balances.put(rows.getLong(1), rows.getBigDecimal(2));
                }
            }
            server.terminate();
            assertThat(server.await(Duration.ofMinutes(1)).exitCode()).isIn(0, 143);
            return balances;
        }
    }

    private static String port(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?s).*\"mysql_port\" : (\\d+).*", "$1");
    }

    private Map<Long, BigDecimal> truth() throws IOException {
        Map<Long, BigDecimal> truth = new TreeMap<>();
        for (String line : Files.readAllLines(bank.resolve("data/expected/account_balance.csv")).stream()
                .skip(1)
                .toList()) {
            List<String> cells = List.of(line.split(",", -1));
            truth.put(Long.valueOf(cells.get(0)), new BigDecimal(cells.get(1)));
        }
        return truth;
    }

    private static ProcessHandle loader(OrreryProcess command) {
        return command.handle()
                .descendants()
                .filter(child -> child.info()
                        .commandLine()
                        .map(line -> line.contains("loader.jar"))
                        .orElse(false))
                .findFirst()
                .orElseThrow();
    }

    private boolean hasCheckpoint() {
        try (Stream<Path> files = Files.walk(bank.resolve(".orrery/loader"))) {
            return files.anyMatch(file -> file.getFileName().toString().equals("_metadata"));
        } catch (IOException e) {
            return false;
        }
    }

    private void killed(String when, java.util.function.BooleanSupplier moment)
            throws IOException, InterruptedException {
        try (OrreryProcess command = OrreryProcess.start(bank, Map.of(), "load", "run", "core")) {
            command.until(
                    "the loader",
                    () -> command.handle()
                            .descendants()
                            .anyMatch(child -> child.info()
                                    .commandLine()
                                    .map(line -> line.contains("loader.jar"))
                                    .orElse(false)));
            command.until(when, moment);
            loader(command).destroyForcibly();
            OrreryProcess.Ended ended = command.await(Duration.ofMinutes(1));
            assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(ended.err()).contains("ORR-C007").contains("run the same command again");
        }
    }

    @Test
    void a_loader_killed_before_and_after_a_checkpoint_ends_with_exact_balances()
            throws IOException, InterruptedException, SQLException {
        killed("its folder", () -> Files.exists(bank.resolve(".orrery/loader/core/label-prefix")));
        killed("a checkpoint", this::hasCheckpoint);
        OrreryProcess.Ended finished = OrreryProcess.run(bank, "load", "run", "core");
        assertThat(finished.exitCode()).as(finished.toString()).isZero();
        assertThat(balances()).isEqualTo(truth());
    }

    @Test
    void a_malformed_line_goes_to_the_dead_letters_and_the_rest_is_loaded()
            throws IOException, InterruptedException, SQLException {
        Files.writeString(
                bank.resolve("data/events/2026-10-14.jsonl"),
                "{\"op\":\"c\",\"before\":null,\"after\":{\"account_id\":\"many\"},\"source\":{\"db\":\"core\",\"table\":\"account\",\"file\":\"binlog.000042\",\"pos\":1}}\nnot even json\n",
                StandardOpenOption.APPEND);
        OrreryProcess.Ended finished = OrreryProcess.run(bank, "load", "run", "core");
        assertThat(finished.exitCode()).as(finished.toString()).isZero();
        assertThat(finished.out()).contains("2 dead letters in");
        assertThat(Files.readAllLines(bank.resolve(".orrery/dead-letters/core.ndjson")))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("not even json").contains("2026-10-14.jsonl"));
        assertThat(balances()).isEqualTo(truth());
    }

    @Test
    void each_wave_refreshes_a_view_once_after_what_it_stands_on_and_nothing_new_sends_nothing()
            throws IOException, InterruptedException {
        assertThat(OrreryProcess.run(bank, "load", "run", "core").exitCode()).isZero();
        assertThat(OrreryProcess.run(bank, "refresh", "run").exitCode()).isZero();
        assertThat(OrreryProcess.run(bank, "refresh", "run").exitCode()).isZero();
        String sent = history("SELECT wave, count(*) AS runs, count(DISTINCT mv) AS views, sum(refreshes_sent) AS sent"
                + " FROM run GROUP BY wave ORDER BY wave");
        assertThat(sent.lines().skip(2).map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly("1 4 4 4", "2 4 4 0");
        String early = history("SELECT count(*) AS early FROM wave_edge e"
                + " JOIN run below ON below.wave = e.wave AND below.mv = e.upstream"
                + " JOIN run above ON above.wave = e.wave AND above.mv = e.mv"
                + " WHERE above.submitted_at < below.finished_at");
        assertThat(early.lines().skip(2).map(String::strip)).containsExactly("0");
    }

    private String history(String query) throws IOException, InterruptedException {
        OrreryProcess.Ended answered = OrreryProcess.run(bank, "refresh", "history", "--sql", query);
        assertThat(answered.exitCode()).as(answered.toString()).isZero();
        return answered.out();
    }
}
