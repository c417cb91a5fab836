// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.changelog.Changelog;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.plan.CatalogText;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.ddl.seed.Seed;
import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.Leases;
import dev.orrery.starrocks.StateDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those who read notice of a deployment: nothing. */
final class ReadersTest {
    private static final String MODELS = """
            CREATE TABLE ods.t (id BIGINT NOT NULL, g INT, amount BIGINT) PRIMARY KEY (id)
              COMMENT 'a table' DISTRIBUTED BY HASH(id) BUCKETS 2;
            CREATE VIEW dwd.v COMMENT 'a view' AS SELECT t.id, t.g, t.amount FROM ods.t AS t WHERE t.id > 0 AND t.g IS NOT NULL;
            CREATE VIEW dwd.alone COMMENT 'another view' AS SELECT t.id FROM ods.t AS t;
            CREATE MATERIALIZED VIEW dws.m COMMENT 'an mv' REFRESH DEFERRED MANUAL
              PROPERTIES ("mv_rewrite_staleness_second" = "600", "query_rewrite_consistency" = "loose")
              AS SELECT v.g, max(v.amount) AS amount FROM dwd.v AS v GROUP BY v.g;
            CREATE MATERIALIZED VIEW ads.n REFRESH DEFERRED MANUAL AS SELECT m.g, m.amount FROM dws.m AS m WHERE m.g > 0;
            """;

    private final EngineServer server = new EngineServer();
    private final JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address());
    private final Deployment deployment =
            new Deployment(starRocks, new DeployTarget("bank", "prod", "a test"), Clock.systemUTC());

    @BeforeEach
    void models_with_rows() {
        apply(MODELS);
        starRocks.execute("INSERT INTO ods.t (id, g, amount) VALUES (1, 7, 20), (2, 7, 30), (3, 8, 40)");
        starRocks.execute("REFRESH MATERIALIZED VIEW dws.m WITH SYNC MODE");
        starRocks.execute("REFRESH MATERIALIZED VIEW ads.n WITH SYNC MODE");
        starRocks.execute("CREATE USER 'bi'@'%' IDENTIFIED BY 'secret'");
        starRocks.execute("GRANT SELECT ON MATERIALIZED VIEW dws.m TO USER 'bi'@'%'");
    }

    @AfterEach
    void stop() {
        starRocks.close();
        server.close();
    }

    private void apply(String models) {
        deployment.apply(
                deployment.plan(CatalogText.parse(models), List.of(), Destructive.WITHHELD), DeployListener.SILENT);
    }

    private String plan(String models) {
        return PlanText.of(deployment
                .plan(CatalogText.parse(models), List.of(), Destructive.WITHHELD)
                .plan());
    }

    @Test
    void who_reads_an_mv_in_a_loop_while_its_query_changes_has_no_failed_and_no_empty_read() throws Exception {
        Reader reader = new Reader();
        Thread reading = new Thread(reader, "reader");
        reading.start();
        for (String aggregate : List.of("min(", "max(", "sum(")) {
            apply(MODELS.replace("max(v.amount)", "CAST(" + aggregate + "v.amount) AS BIGINT)"));
        }
        String result = reader.lastAfter(5);
        reader.stopped = true;
        reading.join();

        assertThat(reader.failures).isEmpty();
        assertThat(reader.reads.get()).isGreaterThan(20);
        assertThat(result).isEqualTo("2 90");
        assertThat(server.carriedOut)
                .filteredOn(sql -> sql.startsWith("ALTER MATERIALIZED VIEW dws.m SWAP WITH"))
                .hasSize(3);
    }

    /** A client of its own; all it may do is read the MV. */
    private final class Reader implements Runnable {
        private final List<String> failures = new CopyOnWriteArrayList<>();
        private final AtomicInteger reads = new AtomicInteger();
        private volatile String last = "";
        private volatile boolean stopped;

        /** What it read last when it has read so often more. */
        String lastAfter(int more) {
            int enough = reads.get() + more;
            while (reads.get() < enough && failures.isEmpty()) {
                Thread.onSpinWait();
            }
            return last;
        }

        @Override
        public void run() {
            String url = "jdbc:mysql://" + server.address().hosts() + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true";
            try (Connection connection = DriverManager.getConnection(url, "bi", "secret");
                    Statement statement = connection.createStatement()) {
                while (!stopped && failures.isEmpty()) {
                    read(statement);
                }
            } catch (SQLException e) {
                failures.add(e.toString());
            }
        }

        private void read(Statement statement) throws SQLException {
            try (ResultSet rows = statement.executeQuery("SELECT count(*), sum(amount) FROM dws.m")) {
                rows.next();
                if (rows.getInt(1) == 0) {
                    failures.add("an empty read, the " + reads);
                }
                last = rows.getString(1) + " " + rows.getString(2);
            }
            reads.incrementAndGet();
        }
    }

    @Test
    void a_description_a_property_a_target_lag_or_other_words_for_the_same_rebuild_nothing() {
        List<String> before = materializedViews();
        for (String changed : List.of(
                MODELS.replace("'a table'", "'the table'"),
                MODELS.replace("id BIGINT NOT NULL", "id BIGINT NOT NULL COMMENT 'the key'"),
                MODELS.replace("'another view'", "'the other view'"),
                MODELS.replace("\"600\"", "\"1200\""),
                MODELS.replace(
                        "SELECT t.id, t.g, t.amount FROM ods.t AS t WHERE t.id > 0 AND t.g IS NOT NULL",
                        "select `T`.`id` , T.g, (amount) as amount\nfrom ods.t T where ((T.id > 0)) and T.g is not null"),
                MODELS.replace(
                        "SELECT v.g, max(v.amount) AS amount FROM dwd.v AS v GROUP BY v.g",
                        "SELECT g, MAX(amount) amount FROM dwd.v GROUP BY 1"))) {
            server.carriedOut.clear();
            apply(changed);
            assertThat(plan(changed)).isEqualTo("No differences.\n");
            assertThat(materializedViews()).as(changed).isEqualTo(before);
            assertThat(server.carriedOut)
                    .as(changed)
                    .noneMatch(sql -> sql.matches("(?s)(REFRESH|DROP (VIEW|MAT|TABLE [`]?(ods|dwd|dws|ads))).*")
                            || sql.matches("(?s)ALTER .* SWAP .*")
                            || sql.matches("(?s)CREATE (OR REPLACE VIEW `?dwd`?.`?v`?|MATERIALIZED).*"));
        }
    }

    @Test
    void a_comment_that_cannot_be_altered_in_place_is_told_to_come_with_the_next_change() {
        String commented = MODELS.replace("'an mv'", "'the mv'").replace("'a view'", "'the view'");

        assertThat(plan(commented))
                .contains("the comment of 'dwd.v' is carried with its next change")
                .contains("the comment of 'dws.m' is carried with its next change")
                .endsWith("No differences.\n");
        server.carriedOut.clear();
        apply(commented);
        assertThat(server.carriedOut)
                .noneMatch(sql -> sql.startsWith("CREATE OR REPLACE") || sql.startsWith("ALTER MAT"));

        String next = commented.replace("max(", "min(");
        apply(next);
        assertThat(materializedViews().get(1)).contains("COMMENT \"the mv\"");
        assertThat(plan(next)).doesNotContain("dws.m");
    }

    @Test
    void a_rollback_keeps_the_refresher_away_from_what_it_takes_back() {
        apply(MODELS.replace("max(", "min("));
        Leases leases = new Leases(new StateDatabase(starRocks, "bank", "prod"), Clock.systemUTC());
        Set<String> leased = new TreeSet<>();

        deployment.rollback(
                new RollbackTo.Count(1),
                new WhileUndone(() -> leases.active().keySet().forEach(name -> leased.add(name.toString()))));

        assertThat(leased).contains("dws.m", "ads.n");
        assertThat(leases.active()).isEmpty();
        assertThat(plan(MODELS)).isEqualTo("No differences.\n");
    }

    /** Does something after each step that was taken back. */
    private record WhileUndone(Runnable work) implements DeployListener {
        @Override
        public void started(Changelog.ChangeSetId step, int total) {}

        @Override
        public void finished(Changelog.ChangeSetId step, int total, Duration took) {}

        @Override
        public void waits(Changelog.ChangeSetId step, int total, String progress) {}

        @Override
        public void undone(Changelog.ChangeSetId step, Duration took) {
            work.run();
        }

        @Override
        public void loaded(Seed seed) {}
    }

    /** Which object each is, whether it is active, its last refresh, and its text. */
    private List<String> materializedViews() {
        return starRocks.ask(sql -> sql.fetch("SELECT TABLE_NAME, MATERIALIZED_VIEW_ID, IS_ACTIVE,"
                        + " LAST_REFRESH_START_TIME, MATERIALIZED_VIEW_DEFINITION"
                        + " FROM information_schema.materialized_views ORDER BY TABLE_SCHEMA, TABLE_NAME")
                .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(2) + " " + row.get(3) + " "
                        + String.valueOf(row.get(4)).replaceAll("\"mv_rewrite_staleness_second\" = \"\\d+\"", "")));
    }
}
