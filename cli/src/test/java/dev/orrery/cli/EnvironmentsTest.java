// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.cli.terminal.Terminal;
import dev.orrery.embedded.EmbeddedStarRocks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a modeler does beside prod, through the commands: over TLS, with a password, the first of two front ends dead. */
@Tag("slow")
final class EnvironmentsTest {
    private static final String SECRET = "canary-6f1d-never-printed";

    private static final String ORRERY = """
            name: bank
            starrocks: "4.1"
            layers:
              ods: { kind: table, loaded: true }
              dwd: { kind: view, reads: [ods, dwd] }
              dws: { kind: materialized_view, reads: [dwd, dws], target_lag: 1 hour, exposed: true, grants: { analyst: [SELECT] } }
            environments:
              prod:
                hosts: ["127.0.0.1:%d", "127.0.0.1:%d"]
                user: deployer
                password: ${file:secret.txt}
                tls: true
              dev: { base: prod, databases: "*_dev" }
              wrong: { hosts: "127.0.0.1:%d", user: deployer, password: "${file:wrong.txt}" }
            """;

    @TempDir
    private Path project = Path.of("");

    private EmbeddedStarRocks server;

    @BeforeEach
    void writeAProjectAndAServer() throws IOException, SQLException {
        server = EmbeddedStarRocks.start(EmbeddedStarRocks.Options.inMemory());
        root("CREATE ROLE analyst");
        root("CREATE USER 'deployer' IDENTIFIED BY '" + SECRET + "'");
        root("GRANT db_admin, user_admin, cluster_admin TO USER deployer");
        root("SET DEFAULT ROLE ALL TO deployer");
        write("orrery.yml", ORRERY.formatted(closedPort(), server.mysqlPort(), server.mysqlPort()));
        write("secret.txt", SECRET + "\n");
        write("wrong.txt", SECRET + "-but-wrong\n");
        write("models/ods/txn.sql", """
                CREATE TABLE ods.txn (id BIGINT NOT NULL, g INT, amount BIGINT)
                PRIMARY KEY (id) DISTRIBUTED BY HASH (id)
                """);
        write("models/dwd/txn.sql", "SELECT id, g, amount FROM ods.txn\n");
        write(
                "models/dws/g.sql",
                "/*---\ntests: [{ unique: g }]\n---*/\nSELECT g, sum(amount) AS amount FROM dwd.txn GROUP BY g\n");
        write("models/dws/big.sql", "SELECT g, amount FROM dws.g WHERE amount > 100\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + server.mysqlPort() + "/", "root", "");
    }

    private void root(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder text = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    text.append(i == 1 ? "" : "|").append(rows.getString(i));
                }
                texts.add(text.toString());
            }
            return texts;
        }
    }

    private record Ended(int code, String out, String err) {
        @Override
        public String toString() {
            return code + "\n" + out + "\n" + err;
        }
    }

    private Ended run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Terminal.Style.PLAIN,
                false);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-p", project.toString()));
        int code = Orrery.run(terminal, all.toArray(String[]::new));
        return new Ended(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private Ended good(String... words) {
        Ended ended = run(words);
        assertThat(ended.code()).as(ended.toString()).isZero();
        return ended;
    }

    @Test
    void a_changed_model_is_tried_beside_prod_promoted_and_dropped() throws IOException, SQLException {
        good("apply", "-e", "prod", "--auto-approve");
        root("INSERT INTO ods.txn VALUES (1, 7, 60), (2, 7, 70), (3, 8, 5)");
        good("refresh", "run", "-e", "prod");
        assertThat(good("plan", "-e", "dev").err()).contains("0 of 4 models built here");
        write(
                "models/dws/g.sql",
                "/*---\ntests: [{ unique: g }]\n---*/\nSELECT g, max(amount) AS amount FROM dwd.txn GROUP BY g\n");

        assertThat(good("plan", "-e", "dev").out()).contains("+ mv dws_dev.g", "+ mv dws_dev.big", "Plan: 3 to create");
        good("apply", "-e", "dev", "--auto-approve");

        assertThat(rows("SELECT g, amount FROM dws_dev.g ORDER BY g")).containsExactly("7|70", "8|5");
        assertThat(rows("SELECT g, amount FROM dws.g ORDER BY g")).containsExactly("7|130", "8|5");
        assertThat(rows("SHOW CREATE MATERIALIZED VIEW dws_dev.g").get(0))
                .contains("\"enable_query_rewrite\" = \"false\"");
        assertThat(
                        rows(
                                "SELECT GRANTEE, PRIVILEGE_TYPE FROM sys.grants_to_roles WHERE OBJECT_DATABASE = 'dws_dev' AND OBJECT_NAME = 'g'"))
                .containsExactly("analyst|SELECT");
        assertThat(good("plan", "-e", "dev", "--detailed-exitcode").out()).isEqualTo("No differences.\n");
        assertThat(good("drift", "-e", "dev", "--detailed-exitcode").out()).contains("No drift");
        assertThat(good("status", "-e", "dev").out()).contains("dws_dev.big").doesNotContain("ods");
        assertThat(good("refresh", "why", "dws.g", "-e", "dev").out()).contains("dws_dev.g");
        assertThat(good("refresh", "status", "-e", "dev").out())
                .contains("dws_dev.g")
                .doesNotContain("dws.g ");
        assertThat(good("test", "-e", "dev").out()).contains("passed  dws.g: unique(g)");
        assertThat(good("env", "show", "dev").out())
                .contains("dws_dev.g", "differs", "reads what is built here", "read from the base");
        assertThat(good("show", "dws.g", "-e", "dev").out()).contains("in dev: dws_dev.g, differs");
        assertThat(good("show", "dwd.txn", "-e", "dev").out()).contains("in dev: dwd.txn, read from the base");
        assertThat(good("history", "-e", "dev").out()).contains("0001");

        Ended drop = run("env", "drop", "prod", "--auto-approve", "--allow-destructive");
        assertThat(drop.err()).contains("ORR-C020", "base of dev");

        good("apply", "-e", "prod", "--auto-approve");
        assertThat(good("plan", "-e", "dev").out()).contains("- mv dws_dev.g", "2 to drop");
        good("rollback", "-e", "dev", "--auto-approve");
        good("apply", "-e", "dev", "--auto-approve");
        assertThat(good("env", "drop", "dev", "--auto-approve").err()).contains("databases dws_dev");
        assertThat(rows("SHOW DATABASES")).contains("dws").doesNotContain("dws_dev");
        assertThat(rows("SHOW TABLES FROM _orrery_bank")).isNotEmpty().allMatch(name -> name.startsWith("prod_"));
        assertThat(good("plan", "-e", "prod").out()).isEqualTo("No differences.\n");
    }

    @Test
    void a_rollback_drops_rows_only_with_a_word() throws IOException, SQLException {
        good("apply", "-e", "prod", "--auto-approve");
        root("INSERT INTO ods.txn VALUES (1, 7, 60)");

        String shown = "ods.txn: create; table ods.txn is dropped with its rows";
        assertThat(good("rollback", "-e", "prod", "--dry-run").out()).contains("deployment 0001: ", shown);
        Ended refused = run("rollback", "-e", "prod", "--auto-approve");
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.out()).contains(shown);
        assertThat(refused.err()).contains("ORR-C023", "1 table with rows: ods.txn");
        Ended unasked = run("rollback", "-e", "prod", "--allow-destructive");
        assertThat(unasked.err()).contains("ORR-C006", "'Take back deployment 0001?'", "--auto-approve");
        assertThat(rows("SELECT id FROM ods.txn")).containsExactly("1");
        good("rollback", "-e", "prod", "--auto-approve", "--allow-destructive");
        assertThat(rows("SHOW TABLES FROM ods")).isEmpty();
    }

    @Test
    void a_table_of_its_own_is_dropped_only_with_a_word() throws IOException, SQLException {
        good("apply", "-e", "prod", "--auto-approve");
        write(
                "orrery.yml",
                Files.readString(project.resolve("orrery.yml")).replace("\"*_dev\" }", "\"*_dev\", loads: ods }"));
        good("apply", "-e", "dev", "--auto-approve");
        root("INSERT INTO ods_dev.txn VALUES (1, 7, 60)");

        Ended refused = run("env", "drop", "dev", "--auto-approve");
        assertThat(refused.err()).contains("ORR-C020", "1 table with rows of its own: ods_dev.txn");
        root("CREATE TABLE dwd_dev.notes (id INT) DUPLICATE KEY (id) DISTRIBUTED BY HASH (id)");
        assertThat(good("env", "drop", "dev", "--auto-approve", "--allow-destructive")
                        .err())
                .contains("databases dws_dev, ods_dev");
        assertThat(rows("SHOW DATABASES")).contains("ods", "dwd_dev").doesNotContain("ods_dev");
        assertThat(rows("SHOW TABLES FROM dwd_dev")).containsExactly("notes");
    }

    @Test
    void no_artefact_holds_a_password() throws IOException, SQLException {
        List<Ended> said = new ArrayList<>();
        said.add(run("doctor", "-e", "prod"));
        said.add(run("plan", "-e", "prod", "-o", project.resolve("plan.sql").toString()));
        said.add(run("plan", "-e", "prod", "--json", "--verbose"));
        said.add(run("plan", "-e", "prod", "--markdown"));
        said.add(good("apply", "-e", "prod", project.resolve("plan.sql").toString()));
        write("models/dwd/txn.sql", "SELECT id, g, amount FROM ods.txn WHERE amount > 0\n");
        said.add(good("apply", "-e", "dev", "--auto-approve"));
        for (String command :
                List.of("status", "history", "drift", "refresh status", "refresh run", "refresh history", "test")) {
            said.add(run(Stream.of(command.split(" ", -1), new String[] {"-e", "dev"})
                    .flatMap(Stream::of)
                    .toArray(String[]::new)));
        }
        said.add(run("env", "list"));
        said.add(run("env", "show", "dev"));
        said.add(run("rollback", "-e", "dev", "--auto-approve"));
        Ended wrong = run("plan", "-e", "wrong");
        assertThat(wrong.code()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(wrong.err()).contains("ORR-S002", "'deployer'");
        said.add(wrong);
        said.add(run("doctor", "-e", "wrong"));
        root("DROP TABLE _orrery_bank.prod_object");
        said.add(run("plan", "-e", "dev"));

        assertThat(said).allSatisfy(ended -> assertThat(ended.toString()).doesNotContain(SECRET));
        Map<String, Integer> looked = new java.util.TreeMap<>();
        for (String table : rows("SHOW TABLES FROM _orrery_bank")) {
            List<String> rows = rows("SELECT * FROM _orrery_bank.`" + table + "`");
            looked.put(table, rows.size());
            assertThat(rows).as(table).noneMatch(row -> row.contains(SECRET));
        }
        assertThat(looked).containsKeys("prod_databasechangelog", "prod_deployment_changelog", "dev_deployment");
        List<Path> files = files();
        assertThat(files)
                .anyMatch(file -> file.endsWith("plan.sql"))
                .anyMatch(file -> file.toString().endsWith(".mv.db"));
        for (Path file : files) {
            assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(SECRET);
        }
    }

    /** Everything below the project but the two files that hold a password. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(project)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !List.of("secret.txt", "wrong.txt").contains(String.valueOf(file.getFileName())))
                    .toList();
        }
    }
}
