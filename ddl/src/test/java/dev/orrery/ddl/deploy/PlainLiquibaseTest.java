// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.plan.CatalogText;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.starrocks.JdbcStarRocks;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.exception.LiquibaseException;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our changelog in the hands of Liquibase's own commands, which find our classes through META-INF/services. */
final class PlainLiquibaseTest {
    private static final String BEFORE = """
            CREATE TABLE ods.t (id BIGINT NOT NULL, g INT, amount BIGINT) PRIMARY KEY (id) DISTRIBUTED BY HASH(id);
            CREATE MATERIALIZED VIEW dws.m REFRESH DEFERRED MANUAL AS SELECT t.g, max(t.amount) AS amount FROM ods.t AS t GROUP BY t.g;
            """;
    private static final String AFTER = BEFORE.replace("g INT", "g BIGINT")
                    .replace("amount BIGINT", "amount BIGINT, channel VARCHAR(20)")
                    .replace("max(", "min(")
            + """
            CREATE VIEW dwd.v AS SELECT t.id, t.channel FROM ods.t AS t;
            """;

    @TempDir
    Path folder;

    private final EngineServer server = new EngineServer();
    private final JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address());
    private final Deployment deployment =
            new Deployment(starRocks, new DeployTarget("bank", "prod", "a test"), Clock.systemUTC());

    @BeforeEach
    void a_changelog() throws Exception {
        starRocks.execute("CREATE DATABASE lb");
        deployment.apply(plan(BEFORE), DeployListener.SILENT);
        starRocks.execute("INSERT INTO ods.t (id, g, amount) VALUES (1, 7, 20), (2, 7, 30)");
        Files.writeString(folder.resolve("plan.sql"), plan(AFTER).changelog().text());
        server.asked.clear();
    }

    @AfterEach
    void stop() {
        starRocks.close();
        server.close();
    }

    private Planned plan(String sql) {
        Catalog desired = CatalogText.parse(sql);
        return deployment.plan(desired, List.of(), Destructive.WITHHELD);
    }

    @SuppressWarnings("try") // Liquibase declares close() with any exception
    private void liquibase(String command, Map<String, Object> arguments) throws Exception {
        try (DirectoryResourceAccessor files = new DirectoryResourceAccessor(folder)) {
            Scope.child(Map.of(Scope.Attr.resourceAccessor.name(), files, "liquibase.analytics.enabled", false), () -> {
                CommandScope scope = new CommandScope(command.split(" "))
                        .addArgumentValue("changelogFile", "plan.sql")
                        .addArgumentValue(
                                "url", "jdbc:mysql://" + server.address().hosts() + "/lb")
                        .addArgumentValue("username", "root")
                        .addArgumentValue("password", "");
                arguments.forEach(scope::addArgumentValue);
                scope.setOutput(new ByteArrayOutputStream());
                scope.execute();
            });
        }
    }

    @Test
    void an_update_waits_for_schema_changes_and_ends_as_an_apply_would() throws Exception {
        server.delay("ods.t", Duration.ofMillis(700));

        liquibase("update", Map.of());

        assertThat(PlanText.of(plan(AFTER).plan())).isEqualTo("No differences.\n");
        List<String> amounts =
                starRocks.ask(sql -> sql.fetch("SELECT amount FROM dws.m").getValues(0, String.class));
        assertThat(amounts).containsExactly("20");
        assertThat(server.asked)
                .filteredOn(sql -> sql.startsWith("SHOW ALTER TABLE COLUMN"))
                .hasSizeGreaterThan(4);
        assertThat(server.asked)
                .anyMatch(sql -> sql.startsWith("CREATE TABLE `lb`.`DATABASECHANGELOGLOCK`")
                        || sql.startsWith("CREATE TABLE lb.DATABASECHANGELOGLOCK"));
        int rows = written();

        liquibase("update", Map.of());
        assertThat(written()).isEqualTo(rows);
    }

    private int written() {
        return starRocks.ask(
                sql -> sql.fetch("SELECT id FROM lb.DATABASECHANGELOG").size());
    }

    @Test
    void a_step_that_was_done_and_not_written_down_is_not_done_again() throws Exception {
        for (var step : plan(AFTER).plan().steps()) {
            boolean toTheSwap = server.asked.stream().noneMatch(sql -> sql.contains("SWAP WITH"));
            if (toTheSwap) {
                starRocks.execute(step.sql());
            }
        }
        server.asked.clear();

        liquibase("update", Map.of());

        assertThat(server.asked).noneMatch(sql -> sql.contains("SWAP WITH") || sql.contains("ADD COLUMN"));
        assertThat(PlanText.of(plan(AFTER).plan())).isEqualTo("No differences.\n");
    }

    @Test
    void a_rollback_to_a_tag_takes_everything_after_it_back() throws Exception {
        String narrow = AFTER.replace("g BIGINT", "g INT"); // What became wider stays so.
        Files.writeString(folder.resolve("plan.sql"), plan(narrow).changelog().text());
        Files.writeString(
                folder.resolve("first.sql"),
                "--liquibase formatted sql\n\n--changeset me:1 dbms:starrocks\nCREATE DATABASE IF NOT EXISTS dwd\n--rollback empty\n");
        liquibase("update", Map.of("changelogFile", "first.sql"));
        liquibase("tag", Map.of("tag", "before"));
        liquibase("update", Map.of());

        liquibase("rollback", Map.of("tag", "before"));

        assertThat(PlanText.of(plan(BEFORE).plan())).isEqualTo("No differences.\n");
    }

    @Test
    void a_lock_that_is_held_is_waited_for_and_then_named() throws Exception {
        starRocks.execute("CREATE TABLE lb.DATABASECHANGELOGLOCK (id INT NOT NULL) PRIMARY KEY (id)"
                + " COMMENT 'anna, pid 4711' DISTRIBUTED BY HASH(id) BUCKETS 1");
        assertThatThrownBy(() -> Scope.child(
                        Map.of("liquibase.changelogLockWaitTimeInMinutes", 0L), () -> liquibase("update", Map.of())))
                .hasStackTraceContaining("made by 'anna, pid 4711'")
                .hasStackTraceContaining("release-locks");
        assertThat(server.asked).noneMatch(sql -> sql.startsWith("ALTER TABLE"));
    }

    @Test
    void a_cancelled_schema_change_fails_the_update() {
        server.cancelNext("ods.t");
        assertThatThrownBy(() -> liquibase("update", Map.of()))
                .isInstanceOf(LiquibaseException.class)
                .hasStackTraceContaining("was cancelled");
    }

    @Test
    void a_server_that_does_not_answer_during_a_wait_fails_the_update() throws Exception {
        server.delay("ods.t", Duration.ofMinutes(10));
        server.refuse(Pattern.compile("SHOW ALTER TABLE COLUMN.*"), 1);
        String changelog = Files.readString(folder.resolve("plan.sql"));
        int before = changelog.substring(0, changelog.indexOf("\nALTER TABLE")).split("--changeset ").length - 2;

        assertThatThrownBy(() -> liquibase("update", Map.of()))
                .isInstanceOf(LiquibaseException.class)
                .hasStackTraceContaining("Memory of process exceed limit");
        assertThat(server.carriedOut).anyMatch(sql -> sql.startsWith("ALTER TABLE"));
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void the_changelog_says_what_waits() throws Exception {
        assertThat(Files.readString(folder.resolve("plan.sql"), StandardCharsets.UTF_8))
                .contains(" runWith:starrocks ")
                .contains("--preconditions onFail:MARK_RAN onError:HALT");
    }
}
