// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import static dev.orrery.embedded.wire.ScriptedSession.column;
import static dev.orrery.embedded.wire.ScriptedSession.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The {@code mariadb} command and PyMySQL against the wire; both must be installed. */
@Timeout(60)
final class CommandLineClientsTest {
    private final TestServer server;

    CommandLineClientsTest() throws IOException {
        server = new TestServer();
        server.script.answer(
                "SELECT a",
                List.of(text("a"), column("n", DataType.of(Kind.BIGINT))),
                new @Nullable String[] {"größer", "7"},
                new @Nullable String[] {null, "-1"});
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String mariadb(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "mariadb",
                "--no-defaults",
                "--protocol=tcp",
                "--host=127.0.0.1",
                "--port=" + server.port(),
                "--user=root",
                "--default-character-set=utf8"));
        command.addAll(Arrays.asList(arguments));
        return run("the command 'mariadb' is not installed: apt-get install mariadb-client", command);
    }

    private String python(String script) {
        String source = "import pymysql\nfrom pymysql.constants import CLIENT\n"
                + "def connect(**more):\n"
                + "    return pymysql.connect(host='127.0.0.1', port=" + server.port() + ", user='root', **more)\n"
                + script;
        return run(
                "python3 with pymysql is not installed: apt-get install python3-pymysql",
                List.of("/usr/bin/python3", "-c", source));
    }

    private static String run(String absent, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(output).as(absent).doesNotContain("No module named");
            return output + (process.exitValue() == 0 ? "" : "exit " + process.exitValue());
        } catch (IOException e) {
            throw new UncheckedIOException(absent, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void mariadb_prints_rows_and_null() {
        assertThat(mariadb("--batch", "-e", "SELECT a")).isEqualTo("a\tn\ngrößer\t7\nNULL\t-1\n");
    }

    @Test
    void mariadb_runs_statements_one_by_one_and_stops_at_the_first_error() {
        assertThat(mariadb("--batch", "-e", "insert x; fail; insert never"))
                .contains(
                        "ERROR 1064 (HY000) at line 1: Getting analyzing error. Detail message: Column 'nope' cannot be"
                                + " resolved.")
                .endsWith("exit 1");
        assertThat(server.script.asked).contains("insert x").doesNotContain("insert never");
    }

    @Test
    void mariadb_shows_its_status() {
        assertThat(mariadb("--database=shop", "-e", "status"))
                .contains("Server version:\t\t8.0.33")
                .contains("Current database:\tshop")
                .contains("Uptime:");
    }

    @Test
    void the_columns_of_a_table_are_listed_for_completion() throws IOException {
        server.script.answer("SELECT * FROM `orders` LIMIT 0", List.of(text("id"), text("amount")));
        try (RawClient client = server.raw().logIn()) {
            client.command(4, "orders\0%");
            assertThat(RawClient.text(client.receive())).contains("orders").contains("id");
            assertThat(RawClient.text(client.receive())).contains("amount");
            assertThat(client.receive()[0] & 0xff).isEqualTo(0xfe);
        }
    }

    @Test
    void pymysql_reads_rows_errors_and_several_results() {
        String output = python("""
                c = connect(client_flag=CLIENT.MULTI_STATEMENTS, charset='utf8mb4').cursor()
                c.execute('SELECT a')
                print(c.fetchall(), [d[1] for d in c.description])
                c.execute('SELECT a; insert x; SELECT a')
                while True:
                    print(c.rowcount)
                    if not c.nextset(): break
                try:
                    c.execute('fail')
                except pymysql.err.ProgrammingError as e:
                    print(e.args)
                """);
        assertThat(output).isEqualTo("""
                        (('größer', 7), (None, -1)) [253, 8]
                        2
                        3
                        2
                        (1064, "Getting analyzing error. Detail message: Column 'nope' cannot be resolved.")
                        """);
    }

    @Test
    void pymysql_streams_and_reconnects() {
        String output = python("""
                import pymysql.cursors
                connection = connect(cursorclass=pymysql.cursors.SSCursor, autocommit=True, database='shop')
                c = connection.cursor()
                c.execute('SELECT a')
                print(c.fetchone()[1])
                c.close()
                connection.ping(reconnect=False)
                connection.select_db('other')
                c = connection.cursor()
                c.execute('SELECT database()')
                print(c.fetchone()[0])
                c.close()
                connection.close()
                """);
        assertThat(output).isEqualTo("7\nother\n");
    }
}
