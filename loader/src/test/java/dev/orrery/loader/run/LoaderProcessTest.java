// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.embedded.load.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loader's process with the real connector against the embedded server's protocols, under every fault we know. */
@Tag("slow")
class LoaderProcessTest {
    private static final int ACCOUNTS = 500;
    private static final String SUMS = "SELECT count(*), sum(amount), sum(id) FROM ods.account";

    @TempDir
    Path folder;

    private Path project;
    private LoadTestServer server;

    @BeforeEach
    void a_server_and_a_project_with_a_snapshot() throws SQLException, IOException {
        server = new LoadTestServer();
        project = folder.resolve("project");
        pipeline("1 s");
        write(
                "data/core.account.csv",
                IntStream.rangeClosed(1, ACCOUNTS)
                        .mapToObj(i -> i + "," + i + ".50,a" + i)
                        .collect(Collectors.joining("\n", "id,amount,name\n", "\n")));
    }

    @AfterEach
    void the_server_stops() {
        server.close();
    }

    private void pipeline(String interval) throws IOException {
        write("pipelines/core.yml", """
                pipeline: { name: core, checkpoint_interval: %s }
                sources:
                  - { name: snapshot, type: files, path: data/*.csv, format: csv }
                  - { name: changes, type: files, path: data/events, format: debezium-json, after: snapshot }
                routes:
                  - { from: core.account, into: ods.account }
                  - { from: core.txn, into: ods.txn }
                """.formatted(interval));
    }

    private void write(String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Path hidden = path.resolveSibling("_" + path.getFileName());
        Files.writeString(hidden, text);
        Files.move(hidden, path);
    }

    private static String event(String table, String op, String before, String after, int pos) {
        return """
                {"before":%s,"after":%s,"source":{"connector":"mysql","db":"core","table":"%s","file":"binlog.000001",\
                "pos":%d,"row":0},"op":"%s","ts_ms":1}
                """.formatted(before, after, table, pos, op);
    }

    private static String account(int id, String amount) {
        return "{\"id\":" + id + ",\"amount\":\"" + amount + "\",\"name\":\"x\"}";
    }

    /** Ten units more on each account, and a booking for each. */
    private void moveEveryAccount(String file) throws IOException {
        write(
                "data/events/" + file,
                IntStream.rangeClosed(1, ACCOUNTS)
                        .mapToObj(i -> event("account", "u", "null", account(i, (i + 10) + ".00"), 2 * i)
                                + event("txn", "c", "null", "{\"id\":" + i + ",\"amount\":\"10.00\"}", 2 * i + 1))
                        .collect(Collectors.joining()));
    }

    private JsonNode runOnce() throws IOException, InterruptedException {
        try (LoaderProcess loader = LoaderProcess.start(server, project, "--once")) {
            assertThat(loader.end()).as(() -> loader.events.toString()).isZero();
            return loader.last();
        }
    }

    private void assertMoved() throws SQLException {
        assertThat(server.rows(SUMS)).containsExactly("500|130250.00|125250");
        assertThat(server.rows("SELECT count(DISTINCT id), count(*), sum(amount) FROM ods.txn"))
                .containsExactly("500|500|5000.00");
    }

    @Test
    void rows_changes_and_bad_lines_end_where_they_belong_and_a_second_run_only_reads_what_is_new() throws Exception {
        write(
                "data/events/1.jsonl",
                event("account", "u", account(1, "1.50"), account(1, "100.00"), 30)
                        + event("account", "u", account(1, "1.50"), account(1, "50.00"), 20) // late
                        + event("account", "u", account(1, "1.50"), account(1, "100.00"), 30) // repeated
                        + event("account", "d", account(2, "2.50"), "null", 40)
                        + event("account", "u", account(2, "2.50"), account(2, "9.00"), 35) // late, after its delete
                        + event("account", "u", account(3, "3.50"), account(1003, "3.50"), 50) // another key
                        + "{\"op\":\n"
                        + event("account", "u", "null", account(4, "12345678901234567.00"), 60)
                        + event("branch", "c", "null", "{\"id\":1}", 70));
        write("data/core.txn.csv", "id,amount\n1,1.00\n2,one\n3\n4,4.00\n");

        JsonNode first = runOnce();

        assertThat(server.rows("SELECT id, amount FROM ods.account WHERE id < 5 OR id > 500 ORDER BY id"))
                .containsExactly("1|100.00", "4|4.50", "1003|3.50");
        assertThat(server.rows("SELECT id FROM ods.txn ORDER BY id")).containsExactly("1", "4");
        assertThat(first.path("late").asInt()).isEqualTo(2);
        assertThat(first.path("repeated").asInt()).isEqualTo(1);
        assertThat(first.path("deadLetters").asInt()).isEqualTo(4);
        assertThat(first.path("unrouted").path("core.branch").asInt()).isEqualTo(1);
        assertThat(Files.readAllLines(project.resolve(".orrery/dead-letters/core.ndjson")))
                .hasSize(4)
                .anyMatch(
                        l -> l.contains("\"file\":\"data/core.txn.csv\",\"line\":3,\"reason\":\"column 'amount' wants"))
                .anyMatch(l -> l.contains("\"line\":4,\"reason\":\"the header has 2 fields, this line 1\""))
                .anyMatch(l -> l.contains("\"file\":\"data/events/1.jsonl\",\"line\":7,\"reason\":\"not JSON"))
                .anyMatch(l -> l.contains("\"table\":\"ods.account\"") && l.contains("\"line\":8,"));

        write("data/events/2.jsonl", event("account", "u", "null", account(5, "0.01"), 80));
        JsonNode second = runOnce();

        assertThat(second.path("rowsThisRun").asInt()).isEqualTo(1);
        assertThat(second.path("deadLetters").asInt()).isEqualTo(4);
        assertThat(server.rows("SELECT amount FROM ods.account WHERE id = 5")).containsExactly("0.01");
    }

    @Test
    void killed_before_the_first_checkpoint_it_begins_anew_and_leaves_no_transaction_behind() throws Exception {
        moveEveryAccount("1.jsonl");
        Faults.Fault slow =
                Faults.Fault.once(Faults.Kind.DELAY, Faults.Step.PREPARE).lasting(Duration.ofSeconds(2));
        server.faults().arm(slow);
        try (LoaderProcess loader = LoaderProcess.start(server, project, "--watch")) {
            loader.await(
                    "a transaction being prepared",
                    () -> server.faults().armed().isEmpty());
            loader.kill();
        }
        assertThat(server.rows(SUMS)).containsExactly("0|null|null");

        runOnce();

        assertMoved();
    }

    @Test
    void killed_after_a_later_checkpoint_it_goes_on_from_there() throws Exception {
        pipelineOnceMore("500 ms");
        try (LoaderProcess loader = LoaderProcess.start(server, project, "--watch")) {
            loader.await("checkpoint", c -> c.path("number").asInt() >= 2);
            moveEveryAccount("1.jsonl");
            loader.await("progress", p -> p.path("table").asText().equals("ods.txn"));
            loader.kill();
        }
        try (LoaderProcess loader = LoaderProcess.start(server, project, "--once")) {
            assertThat(loader.end()).isZero();
            assertThat(loader.events).anyMatch(e -> e.path("resumed").asBoolean());
        }

        assertMoved();
    }

    private void pipelineOnceMore(String interval) throws IOException {
        Files.delete(project.resolve("pipelines/core.yml"));
        pipeline(interval);
    }

    @Test
    void commits_that_are_refused_and_answers_that_are_lost_cost_nothing() throws Exception {
        moveEveryAccount("1.jsonl");
        server.faults()
                .arm(Faults.Fault.once(Faults.Kind.REFUSE, Faults.Step.COMMIT).times(3));
        server.faults().arm(Faults.Fault.once(Faults.Kind.LOSE_ANSWER, Faults.Step.COMMIT));
        server.faults().arm(Faults.Fault.once(Faults.Kind.REFUSE, Faults.Step.PREPARE));

        runOnce();

        assertThat(server.faults().armed()).isEmpty();
        assertMoved();
    }

    @Test
    void a_transaction_that_the_server_rolled_back_is_loaded_again_from_an_older_restore_point() throws Exception {
        runOnce();
        moveEveryAccount("1.jsonl");
        server.faults().arm(Faults.Fault.once(Faults.Kind.ABORT, Faults.Step.COMMIT));

        try (LoaderProcess loader = LoaderProcess.start(server, project, "--once")) {
            assertThat(loader.end()).as(() -> loader.events.toString()).isZero();
            assertThat(loader.events).anyMatch(e -> e.path("code").asText().equals("ORR-L053"));
        }

        assertMoved();
    }

    @Test
    void a_signal_stops_it_with_everything_committed_that_it_has_read() throws Exception {
        pipelineOnceMore("1 h");
        try (LoaderProcess loader = LoaderProcess.start(server, project, "--watch")) {
            loader.await("progress", p -> p.path("rows").asInt() == ACCOUNTS);
            assertThat(loader.terminate()).isZero();
            assertThat(loader.last().path("event").asText()).isEqualTo("finished");
        }

        assertThat(server.rows(SUMS)).containsExactly("500|125500.00|125250");
    }

    @Test
    void tables_that_lost_their_rows_are_not_gone_on_with_but_loaded_afresh() throws Exception {
        moveEveryAccount("1.jsonl");
        runOnce();
        assertNothingIsGone();

        server.execute("TRUNCATE TABLE ods.account");
        assertRefusedBecauseEmpty("'ods.account'");
        server.execute("DROP TABLE ods.txn FORCE");
        server.execute("CREATE TABLE ods.txn (id BIGINT, amount DECIMAL(18, 2)) PRIMARY KEY (id)");
        assertRefusedBecauseEmpty("'ods.account'", "'ods.txn'");
        assertThat(server.rows(SUMS)).containsExactly("0|null|null");

        try (LoaderProcess loader = LoaderProcess.start(server, project, "--once", "--fresh")) {
            assertThat(loader.end()).as(() -> loader.events.toString()).isZero();
        }

        assertMoved();
        assertNothingIsGone();
    }

    private void assertNothingIsGone() throws IOException, InterruptedException {
        try (LoaderProcess loader = LoaderProcess.check(server, project)) {
            assertThat(loader.end()).as(() -> loader.events.toString()).isZero();
        }
    }

    private void assertRefusedBecauseEmpty(String... tables) throws IOException, InterruptedException {
        try (LoaderProcess run = LoaderProcess.start(server, project, "--once");
                LoaderProcess check = LoaderProcess.check(server, project)) {
            for (LoaderProcess each : List.of(run, check)) {
                assertThat(each.end()).as(() -> each.events.toString()).isEqualTo(1);
                assertThat(codes(each)).containsExactly("ORR-L054");
                assertThat(each.events.get(0).path("text").asText())
                        .contains("empty: 'ods.account'", "--fresh")
                        .contains(tables);
            }
        }
    }

    @Test
    void a_table_whose_rows_were_deleted_by_changes_is_gone_on_with() throws Exception {
        write("data/core.txn.csv", "id,amount\n1,1.00\n");
        write(
                "data/events/1.jsonl",
                event("txn", "u", "null", "{\"id\":1,\"amount\":\"2.00\"}", 1)
                        + event("txn", "d", "{\"id\":1,\"amount\":\"2.00\"}", "null", 2));
        runOnce();
        assertThat(server.rows("SELECT count(*) FROM ods.txn")).containsExactly("0");

        assertThat(runOnce().path("rowsThisRun").asInt()).isZero();
    }

    @Test
    void what_stands_in_the_way_is_told_with_its_code() throws Exception {
        Files.delete(project.resolve("pipelines/core.yml"));
        write("pipelines/core.yml", """
                sources: [ { name: s, type: files, path: data/*.csv, format: csv } ]
                routes: [ { from: core.account, into: ods.acount } ]
                """);
        try (LoaderProcess loader = LoaderProcess.start(server, project)) {
            assertThat(loader.end()).isEqualTo(1);
            assertThat(codes(loader)).containsExactly("ORR-L005");
        }
        server.close();
        try (LoaderProcess loader = LoaderProcess.start(server, project)) {
            assertThat(loader.end()).isEqualTo(3);
            assertThat(codes(loader)).containsExactly("ORR-L050");
        }
    }

    private static List<String> codes(LoaderProcess loader) {
        return loader.events.stream()
                .map(e -> e.path("code").asText())
                .filter(code -> !code.isEmpty())
                .toList();
    }
}
