// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.embedded.load.Faults.Fault;
import dev.orrery.embedded.load.Faults.Kind;
import dev.orrery.embedded.load.Faults.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTransactionTest {
    private static final String[] JSON = {"format", "json", "strip_outer_array", "true"};

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();
    private StoredTables tables;
    private LoadServer server;
    private LoadClient client;

    @BeforeEach
    void start() throws Exception {
        tables = StoredTables.in(directory.resolve("data"))
                .with("CREATE TABLE ods.t (id BIGINT NOT NULL, name VARCHAR(10)) PRIMARY KEY (id)")
                .with("CREATE TABLE ods.u (id BIGINT NOT NULL, name VARCHAR(10)) PRIMARY KEY (id)");
        server = LoadServer.start(
                tables.target(),
                (user, password, table) -> user.equals("root"),
                LoadOptions.local(directory.resolve("load"), clock).withAdminPort(0));
        client = new LoadClient(server);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        tables.close();
    }

    private JsonNode call(String operation, String label) throws IOException, InterruptedException {
        return client.transaction(operation, label, "ods.t", "");
    }

    private JsonNode load(String label, String body) throws IOException, InterruptedException {
        return client.transaction("load", label, "ods.t", body, JSON);
    }

    private void prepared(String label, String body) throws IOException, InterruptedException {
        assertThat(call("begin", label).get("Status").asText()).isEqualTo("OK");
        assertThat(load(label, body).get("Status").asText()).isEqualTo("OK");
        assertThat(call("prepare", label).get("Status").asText()).isEqualTo("OK");
    }

    private static String status(JsonNode answer) {
        return answer.get("Status").asText();
    }

    private static String message(JsonNode answer) {
        return answer.get("Message").asText();
    }

    private static List<String> keys(JsonNode answer) {
        List<String> keys = new ArrayList<>();
        answer.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private List<String> rows() throws Exception {
        return tables.rows("SELECT * FROM ods.t ORDER BY id");
    }

    @Test
    void rows_are_visible_from_commit_on() throws Exception {
        JsonNode begun = call("begin", "a");
        assertThat(keys(begun)).containsExactly("Status", "Message", "Db", "Table", "Label", "TxnId", "BeginTxnTimeMs");
        assertThat(client.state("ods", "a")).isEqualTo("PREPARE");

        JsonNode loaded = load("a", "[{\"id\":1,\"name\":\"x\"}]");
        load("a", "[{\"id\":2,\"name\":\"y\"}]");
        assertThat(keys(loaded))
                .containsExactly(
                        "Status",
                        "Message",
                        "Db",
                        "Table",
                        "Label",
                        "TxnId",
                        "LoadBytes",
                        "StreamLoadPlanTimeMs",
                        "ReceivedDataTimeMs");

        JsonNode prepared = call("prepare", "a");
        assertThat(prepared.get("NumberLoadedRows").asInt()).isEqualTo(2);
        assertThat(client.state("ods", "a")).isEqualTo("PREPARED");
        assertThat(rows()).isEmpty();

        JsonNode committed = call("commit", "a");
        assertThat(keys(committed)).containsExactly("Status", "Message", "TxnId", "Label");
        assertThat(status(committed)).isEqualTo("OK");
        assertThat(client.state("ods", "a")).isEqualTo("VISIBLE");
        assertThat(rows()).containsExactly("1|x", "2|y");
    }

    @Test
    void commit_without_prepare_is_both() throws Exception {
        call("begin", "a");
        load("a", "[{\"id\":1}]");

        JsonNode committed = call("commit", "a");
        assertThat(committed.get("NumberLoadedRows").asInt()).isEqualTo(1);
        assertThat(rows()).containsExactly("1|null");
    }

    @Test
    void repeated_commits_and_rollbacks_are_told_so() throws Exception {
        prepared("a", "[{\"id\":1}]");
        call("commit", "a");
        assertThat(message(call("commit", "a"))).isEqualTo("Transaction 1 has already committed, label is a");
        assertThat(message(call("rollback", "a"))).contains("Can not abort VISIBLE transaction 1");
        assertThat(status(call("rollback", "a"))).isEqualTo("FAILED");

        prepared("b", "[{\"id\":2}]");
        assertThat(status(call("rollback", "b"))).isEqualTo("OK");
        assertThat(message(call("rollback", "b"))).isEqualTo("Transaction 2 has already aborted, label is b");
        assertThat(message(call("commit", "b")))
                .isEqualTo("class com.starrocks.common.StarRocksException: Can not commit ABORTED transaction 2,"
                        + " label is b");
        assertThat(message(call("commit", "c"))).contains("No transaction found with db[ods] and label[c]");
        assertThat(client.state("ods", "c")).isEqualTo("UNKNOWN");
        assertThat(rows()).hasSize(1);
    }

    @Test
    void a_label_in_use_is_refused_and_an_aborted_one_is_free() throws Exception {
        call("begin", "a");
        JsonNode second = call("begin", "a");
        assertThat(status(second)).isEqualTo("LABEL_ALREADY_EXISTS");
        assertThat(second.get("ExistingJobStatus").asText()).isEqualTo("RUNNING");

        call("rollback", "a");
        prepared("a", "[{\"id\":1}]");
        call("commit", "a");
        assertThat(call("begin", "a").get("ExistingJobStatus").asText()).isEqualTo("FINISHED");
    }

    @Test
    void loads_of_one_transaction_have_the_same_headers() throws Exception {
        call("begin", "a");
        load("a", "[{\"id\":1}]");
        JsonNode other = client.transaction("load", "a", "ods.t", "2,x\n", "column_separator", ",");

        assertThat(status(other)).isEqualTo("INTERNAL_ERROR");
        assertThat(message(other)).isEqualTo("load request not equal last.");
        assertThat(client.state("ods", "a")).isEqualTo("ABORTED");
    }

    @Test
    void bad_rows_show_at_prepare_and_abort() throws Exception {
        call("begin", "a");
        assertThat(status(load("a", "[{\"id\":1},{\"name\":\"no key\"}]"))).isEqualTo("OK");
        JsonNode prepared = call("prepare", "a");

        assertThat(status(prepared)).isEqualTo("INTERNAL_ERROR");
        assertThat(message(prepared)).isEqualTo("too many filtered rows");
        assertThat(client.get(prepared.get("ErrorURL").asText()))
                .isEqualTo("Error: NULL value in non-nullable column 'id'. Row: {\"name\": \"no key\"}\n");
        assertThat(client.state("ods", "a")).isEqualTo("ABORTED");
    }

    @Test
    void csv_bodies_are_one_stream() throws Exception {
        call("begin", "a");
        client.transaction("load", "a", "ods.t", "1,x\n2,", "column_separator", ",");
        client.transaction("load", "a", "ods.t", "y\n", "column_separator", ",");
        call("commit", "a");

        assertThat(rows()).containsExactly("1|x", "2|y");
    }

    @Test
    void what_does_not_fit_the_state_is_refused_as_the_back_end_does() throws Exception {
        assertThat(status(load("none", "[]"))).isEqualTo("TXN_NOT_EXISTS");
        assertThat(status(call("prepare", "none"))).isEqualTo("TXN_NOT_EXISTS");
        call("begin", "a");
        assertThat(message(call("prepare", "a"))).isEqualTo("transaction 1 hasn't send any data yet");
        prepared("b", "[{\"id\":1}]");
        assertThat(status(call("prepare", "b"))).isEqualTo("TXN_NOT_EXISTS");
        call("begin", "c");
        JsonNode other = client.transaction("load", "c", "ods.u", "[{\"id\":1}]", JSON);
        assertThat(status(other)).isEqualTo("INVALID_ARGUMENT");
        assertThat(message(other)).isEqualTo("Request table u not equal transaction table t");
    }

    @Test
    void begin_says_what_is_missing() throws Exception {
        assertThat(client.json("POST", "/api/transaction/begin").toString())
                .isEqualTo("{\"Status\":\"FAILED\",\"Message\":\"class com.starrocks.common.StarRocksException:"
                        + " No database selected.\"}");
        assertThat(message(client.json("POST", "/api/transaction/begin", "db", "ods")))
                .endsWith("Empty label.");
        assertThat(message(client.json("POST", "/api/transaction/begin", "db", "nix", "label", "a")))
                .endsWith("Database[nix] does not exist.");
        assertThat(message(call("begin", "a b"))).isEqualTo("Label format error. regex: ^[-\\w]{1,128}$, label: a b");
        assertThat(message(client.transaction("begin", "a", "ods.nix", ""))).isEqualTo("unknown table \"ods.nix\"");
        assertThat(client.json("POST", "/api/transaction/nix").toString())
                .isEqualTo("{\"status\":\"FAILED\",\"msg\":\"Not implemented\"}");
    }

    @Test
    void transactions_time_out() throws Exception {
        client.transaction("begin", "a", "ods.t", "", "timeout", "30");
        prepared("b", "[{\"id\":1}]");
        clock.advance(Duration.ofSeconds(31));
        assertThat(client.state("ods", "a")).isEqualTo("ABORTED");
        assertThat(client.state("ods", "b")).isEqualTo("PREPARED");
        clock.advance(Duration.ofDays(2));
        assertThat(client.state("ods", "b")).isEqualTo("ABORTED");
        clock.advance(Duration.ofDays(4));
        assertThat(client.state("ods", "a")).isEqualTo("UNKNOWN");
    }

    @Test
    void several_tables_become_visible_together() throws Exception {
        String[] multi = {"transaction_type", "multi"};
        String[] load = {"transaction_type", "multi", "column_separator", ","};
        assertThat(status(client.transaction("begin", "m", "ods.", "", multi))).isEqualTo("OK");
        assertThat(status(client.transaction("load", "m", "ods.t", "1,x\n", load)))
                .isEqualTo("OK");
        assertThat(status(client.transaction("load", "m", "ods.u", "2,y\n", load)))
                .isEqualTo("OK");
        assertThat(status(client.transaction("prepare", "m", "ods.", "", multi)))
                .isEqualTo("OK");
        assertThat(status(client.transaction("commit", "m", "ods.", "", multi))).isEqualTo("OK");

        assertThat(rows()).containsExactly("1|x");
        assertThat(tables.rows("SELECT * FROM ods.u")).containsExactly("2|y");
    }

    @Test
    void a_refused_commit_leaves_the_transaction_prepared() throws Exception {
        prepared("a", "[{\"id\":1}]");
        server.faults().arm(Fault.once(Kind.REFUSE, Step.COMMIT));

        assertThat(status(call("commit", "a"))).isEqualTo("FAILED");
        assertThat(client.state("ods", "a")).isEqualTo("PREPARED");
        assertThat(rows()).isEmpty();
        assertThat(status(call("commit", "a"))).isEqualTo("OK");
        assertThat(rows()).hasSize(1);
    }

    @Test
    void faults_abort_lose_answers_drop_delay_and_publish_late() throws Exception {
        prepared("a", "[{\"id\":1}]");
        server.faults().arm(Fault.once(Kind.ABORT, Step.COMMIT));
        assertThat(status(call("commit", "a"))).isEqualTo("FAILED");
        assertThat(client.state("ods", "a")).isEqualTo("ABORTED");

        prepared("b", "[{\"id\":2}]");
        server.faults().arm(Fault.once(Kind.LOSE_ANSWER, Step.COMMIT));
        Assertions.assertThatThrownBy(() -> call("commit", "b")).isInstanceOf(IOException.class);
        assertThat(client.state("ods", "b")).isEqualTo("VISIBLE");

        prepared("c", "[{\"id\":3}]");
        server.faults().arm(Fault.once(Kind.DROP, Step.COMMIT));
        Assertions.assertThatThrownBy(() -> call("commit", "c")).isInstanceOf(IOException.class);
        assertThat(client.state("ods", "c")).isEqualTo("PREPARED");

        server.faults().arm(Fault.once(Kind.DELAY, Step.COMMIT).lasting(Duration.ofMillis(20)));
        assertThat(status(call("commit", "c"))).isEqualTo("OK");

        prepared("d", "[{\"id\":4}]");
        server.faults().arm(Fault.once(Kind.PUBLISH_TIMEOUT, Step.COMMIT).lasting(Duration.ofSeconds(9)));
        assertThat(message(call("commit", "d"))).startsWith("Publish timeout");
        assertThat(client.state("ods", "d")).isEqualTo("COMMITTED");
        clock.advance(Duration.ofSeconds(9));
        assertThat(client.state("ods", "d")).isEqualTo("VISIBLE");
        assertThat(rows()).containsExactly("2|null", "3|null", "4|null");
    }

    @Test
    void faults_can_be_armed_for_one_table_over_the_admin_port() throws Exception {
        int port = server.adminPort().orElseThrow();
        String url = "http://127.0.0.1:" + port + "/faults";
        Reply armed = client.send("POST", url + "?kind=refuse&step=stream_load&table=ods.u&times=2", new byte[0]);
        assertThat(armed.body())
                .isEqualTo("{\"faults\":[{\"kind\":\"refuse\",\"step\":\"stream_load\",\"table\":\"ods.u\","
                        + "\"times\":2,\"millis\":0}]}");

        assertThat(status(client.streamLoad("ods.t", "1\tx\n"))).isEqualTo("Success");
        assertThat(status(client.streamLoad("ods.u", "1\tx\n"))).isEqualTo("Fail");
        assertThat(server.faults().armed())
                .containsExactly(new Fault(Kind.REFUSE, Step.STREAM_LOAD, Optional.of("ods.u"), 1, Duration.ZERO));
        assertThat(client.send("POST", url + "?kind=nix&step=load", new byte[0]).status())
                .isEqualTo(400);
    }

    @Test
    void nobody_else_may_load() throws Exception {
        Reply reply = client.send(
                "POST",
                "http://127.0.0.1:" + server.frontEndPort() + "/api/transaction/begin",
                new byte[0],
                "Authorization",
                LoadClient.basic("eve", "x"));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers()).containsEntry("www-authenticate", "Basic realm=\"\"");
        assertThat(reply.body()).startsWith("{\"status\":\"FAILED\",\"code\":\"1\",\"msg\":\"Access denied");
    }
}
