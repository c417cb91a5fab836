// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.ddl.changelog.Changelog;
import dev.orrery.ddl.deploy.PastDeployment.State;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.drift.DriftText;
import dev.orrery.ddl.live.LiveCatalog;
import dev.orrery.ddl.plan.CatalogText;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.ddl.seed.Seed;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.starrocks.JdbcStarRocks;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole deployments over mysql-connector-j and Liquibase, on the embedded engine. */
final class DeploymentTest {
    private static final String TABLE = """
            CREATE TABLE ods.txn (id BIGINT NOT NULL, g INT, amount BIGINT, data JSON)
            PRIMARY KEY (id) DISTRIBUTED BY HASH(id);
            """;
    private static final String MODELS = """
            CREATE VIEW dwd.txn AS SELECT t.id, t.g, t.amount FROM ods.txn AS t;
            CREATE MATERIALIZED VIEW dws.g DISTRIBUTED BY HASH(g) REFRESH DEFERRED MANUAL
              AS SELECT t.g, max(t.amount) AS amount FROM dwd.txn AS t GROUP BY t.g;
            CREATE MATERIALIZED VIEW dws.top REFRESH DEFERRED MANUAL
              AS SELECT m.g, m.amount FROM dws.g AS m WHERE m.amount > 10;
            CREATE VIEW ads.top AS SELECT p.g, p.amount FROM dws.top AS p;
            """;

    private EngineServer server;
    private JdbcStarRocks starRocks;

    @BeforeEach
    void start() throws Exception {
        server = new EngineServer();
        starRocks = JdbcStarRocks.connect(server.address());
    }

    @AfterEach
    void stop() throws Exception {
        starRocks.close();
        server.close();
    }

    private Deployment deployment() {
        return new Deployment(starRocks, new DeployTarget("bank", "prod", "a test"), Clock.systemUTC());
    }

    private Applied apply(String sql) {
        return apply(sql, Destructive.WITHHELD);
    }

    private Applied apply(String sql, Destructive destructive) {
        Deployment deployment = deployment();
        return deployment.apply(deployment.plan(CatalogText.parse(sql), List.of(), destructive), DeployListener.SILENT);
    }

    private String plan(String sql) {
        return PlanText.of(deployment()
                .plan(CatalogText.parse(sql), List.of(), Destructive.WITHHELD)
                .plan());
    }

    private List<String> rows(String query) {
        return starRocks
                .ask(sql -> sql.fetch(query))
                .map(row -> Arrays.stream(row.intoArray()).map(String::valueOf).collect(Collectors.joining(" ")));
    }

    @Test
    void after_an_apply_nothing_differs() {
        Applied applied = apply(TABLE + MODELS);

        PastDeployment done = applied.deployment().orElseThrow();
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(Duration.between(done.started(), done.finished().orElseThrow()))
                .isCloseTo(applied.took(), Duration.ofMillis(500));
        assertThat(applied.findings()).isEmpty();
        assertThat(plan(TABLE + MODELS)).isEqualTo("No differences.\n");
        assertThat(apply(TABLE + MODELS).deployment()).isEmpty();
        assertThat(deployment().history()).hasSize(1);
    }

    @Test
    void a_seed_is_part_of_the_plan_and_loaded_once() {
        Seed seed = new Seed(
                ModelName.parse("ods.txn"), List.of("id", "g"), List.of(List.of("1", "7")), "0123456789abcdef");
        Deployment deployment = deployment();
        Planned planned = deployment.plan(CatalogText.parse(TABLE), List.of(seed), Destructive.WITHHELD);
        assertThat(PlanText.of(planned.plan()))
                .contains("~ seed ods.txn\n    1 row takes")
                .endsWith("0 to drop. 1 seed to load.\n");

        deployment.apply(Changelog.read(planned.changelog().text()), planned, DeployListener.SILENT);

        assertThat(rows("SELECT id, g FROM ods.txn")).containsExactly("1 7");
        assertThat(deployment
                        .plan(CatalogText.parse(TABLE), List.of(seed), Destructive.WITHHELD)
                        .plan()
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rollback", "by hand", "by hand, and the deployment after it broke off"})
    void a_seed_whose_table_is_gone_is_loaded_again(String how) {
        Seed seed = new Seed(
                ModelName.parse("ods.txn"), List.of("id", "g"), List.of(List.of("1", "7")), "0123456789abcdef");
        Deployment deployment = deployment();
        Catalog catalog = CatalogText.parse(TABLE);
        deployment.apply(deployment.plan(catalog, List.of(seed), Destructive.WITHHELD), DeployListener.SILENT);
        if (how.equals("rollback")) {
            deployment.rollback(new RollbackTo.Count(1), DeployListener.SILENT);
        } else {
            starRocks.execute("DROP TABLE ods.txn");
        }
        if (how.endsWith("broke off")) {
            Catalog failing = CatalogText.parse(TABLE + "CREATE VIEW ods.v AS SELECT t.id FROM ods.txn AS t;");
            Planned planned = deployment.plan(failing, List.of(seed), Destructive.WITHHELD);
            assertThatThrownBy(() -> deployment.apply(planned, new BreaksOffAtTheEnd()))
                    .hasMessageContaining("broke off");
        }

        Planned again = deployment.plan(catalog, List.of(seed), Destructive.WITHHELD);

        assertThat(PlanText.of(again.plan())).contains("~ seed ods.txn");
        deployment.apply(again, DeployListener.SILENT);
        assertThat(rows("SELECT id, g FROM ods.txn")).containsExactly("1 7");
        assertThat(deployment
                        .plan(catalog, List.of(seed), Destructive.WITHHELD)
                        .plan()
                        .seeds())
                .isEmpty();
    }

    @Test
    void a_deployment_that_is_asked_to_stop_gives_the_lock_back_and_the_next_goes_on() {
        Deployment deployment = deployment();
        Planned planned = deployment.plan(CatalogText.parse(TABLE + MODELS), List.of(), Destructive.WITHHELD);
        int total = planned.changelog().steps().size();

        assertThatThrownBy(() -> deployment.apply(planned, new StopsAfterTwo()))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("stopped: 2 of " + total + " steps done");

        assertThat(deployment.status().deploying()).isEmpty();
        assertThat(deployment.history().get(0).state()).isEqualTo(State.FAILED);
        apply(TABLE + MODELS);
        assertThat(plan(TABLE + MODELS)).isEqualTo("No differences.\n");
    }

    private static final class StopsAfterTwo implements DeployListener {
        private int done;

        @Override
        public void started(Changelog.ChangeSetId step, int total) {}

        @Override
        public void finished(Changelog.ChangeSetId step, int total, Duration took) {
            done++;
        }

        @Override
        public void waits(Changelog.ChangeSetId step, int total, String progress) {}

        @Override
        public void undone(Changelog.ChangeSetId step, Duration took) {}

        @Override
        public void loaded(Seed seed) {}

        @Override
        public boolean stops() {
            return done == 2;
        }
    }

    private static final class BreaksOffAtTheEnd implements DeployListener {
        @Override
        public void started(Changelog.ChangeSetId step, int total) {}

        @Override
        public void finished(Changelog.ChangeSetId step, int total, Duration took) {
            if (step.step() == total) {
                throw new IllegalStateException("broke off");
            }
        }

        @Override
        public void waits(Changelog.ChangeSetId step, int total, String progress) {}

        @Override
        public void undone(Changelog.ChangeSetId step, Duration took) {}

        @Override
        public void loaded(Seed seed) {}
    }

    @Test
    void a_rollback_says_before_what_it_undoes_and_what_is_lost() {
        apply(TABLE + MODELS);
        apply(TABLE.replace("data JSON", "data JSON, channel VARCHAR(20)") + MODELS);
        assertThat(deployment().planOfRollback(new RollbackTo.Count(2)).losing())
                .isEmpty();
        UndoPlan empty = deployment().planOfRollback(new RollbackTo.Count(2));
        starRocks.execute("INSERT INTO ods.txn (id, g, amount) VALUES (1, 7, 20)");

        UndoPlan plan = deployment().planOfRollback(new RollbackTo.Count(2));

        assertThat(plan.text())
                .startsWith("deployment 0002: 1 step is undone\n  ods.txn: add-column; column channel is"
                        + " dropped with its values\ndeployment 0001: ")
                .contains("  ods.txn: create; table ods.txn is dropped with its rows\n")
                .contains("  dwd.txn: create\n");
        assertThat(plan.losing()).containsExactly(ModelName.parse("ods.txn"));
        assertThatThrownBy(() -> deployment().rollback(empty, DeployListener.SILENT))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("would do something else by now");
        assertThat(rows("SELECT id FROM ods.txn")).containsExactly("1");
        deployment().rollback(plan, DeployListener.SILENT);
        assertThat(deployment().registry().entries()).isEmpty();
        assertThatThrownBy(() -> deployment().planOfRollback(new RollbackTo.Count(1)))
                .hasMessageContaining("there are 0 deployments to roll back, and 1 was asked for");
    }

    @Test
    void a_renamed_table_is_lost_by_the_name_that_it_has_now() {
        apply(TABLE);
        Desired renamed = new Desired(
                CatalogText.parse(TABLE.replace("ods.txn", "ods.deal")),
                Set.of(),
                new TreeMap<>(Map.of(ModelName.parse("ods.deal"), ModelName.parse("ods.txn"))),
                new TreeMap<>(),
                false);
        Deployment deployment = deployment();
        deployment.apply(deployment.plan(renamed, List.of(), Destructive.WITHHELD), DeployListener.SILENT);
        starRocks.execute("INSERT INTO ods.deal (id, g, amount) VALUES (1, 7, 20)");

        assertThat(deployment.planOfRollback(new RollbackTo.Count(1)).losing()).isEmpty();
        assertThat(deployment.planOfRollback(new RollbackTo.Count(2)).losing())
                .containsExactly(ModelName.parse("ods.deal"));
    }

    @Test
    void an_added_column_is_taken_back_by_a_rollback() {
        apply(TABLE + MODELS);
        String wider = TABLE.replace(
                "data JSON", "data JSON, channel VARCHAR(20), kind STRING AS get_json_string(data, '$.k')");
        apply(wider + MODELS);
        starRocks.execute(
                "INSERT INTO ods.txn (id, g, amount, data, channel) VALUES (1, 7, 20, '{\"k\": \"wire\"}', 'web')");
        assertThat(rows("SELECT channel, kind FROM ods.txn")).containsExactly("web wire");
        assertThat(plan(wider + MODELS)).isEqualTo("No differences.\n");

        List<PastDeployment> undone = deployment().rollback(new RollbackTo.Count(1), DeployListener.SILENT);

        assertThat(undone).extracting(PastDeployment::number).containsExactly(2);
        assertThat(plan(TABLE + MODELS)).isEqualTo("No differences.\n");
        assertThat(rows("SELECT * FROM ods.txn")).hasSize(1);
        assertThat(deployment().history())
                .extracting(PastDeployment::state)
                .containsExactly(State.ROLLED_BACK, State.DONE);
        PastDeployment back = deployment().history().get(0);
        PastDeployment.Undone by = back.undone().orElseThrow();
        assertThat(by.owner()).isEqualTo("a test");
        assertThat(by.started()).isAfterOrEqualTo(back.finished().orElseThrow());
        assertThat(by.finished()).isAfterOrEqualTo(by.started());
    }

    @Test
    void a_changed_mv_is_swapped_in_full_and_back() {
        apply(TABLE + MODELS);
        starRocks.execute("INSERT INTO ods.txn (id, g, amount) VALUES (1, 7, 20), (2, 7, 30), (3, 8, 40)");
        String changed = MODELS.replace("max(t.amount)", "min(t.amount)");

        apply(TABLE + changed);
        assertThat(rows("SELECT g, amount FROM ads.top ORDER BY g")).containsExactly("7 20", "8 40");
        assertThat(plan(TABLE + changed)).isEqualTo("No differences.\n");

        deployment().rollback(new RollbackTo.Tag("1"), DeployListener.SILENT);
        assertThat(rows("SELECT g, amount FROM ads.top ORDER BY g")).containsExactly("7 30", "8 40");
        assertThat(plan(TABLE + MODELS)).isEqualTo("No differences.\n");
    }

    @Test
    void a_table_is_copied_and_swapped_and_the_other_way_round() {
        apply(TABLE + MODELS);
        starRocks.execute("INSERT INTO ods.txn (id, g, amount) VALUES (1, 7, 20), (2, 7, 30), (3, 8, 40)");
        starRocks.execute("REFRESH MATERIALIZED VIEW dws.g WITH SYNC MODE");
        String later = TABLE.replace("g INT", "g INT DEFAULT '9'") + MODELS;
        assertThat(plan(later)).contains("build-aside, copy-aside, swap, drop-old · copies every row");

        assertThat(apply(later).findings()).isEmpty();

        starRocks.execute("INSERT INTO ods.txn (id, amount) VALUES (4, 50)");
        assertThat(rows("SELECT id, g, amount FROM ods.txn ORDER BY id"))
                .containsExactly("1 7 20", "2 7 30", "3 8 40", "4 9 50");
        assertThat(rows("SELECT g, amount FROM ads.top ORDER BY g")).containsExactly("7 30", "8 40");
        assertThat(plan(later)).isEqualTo("No differences.\n");

        deployment().rollback(new RollbackTo.Count(1), DeployListener.SILENT);
        assertThat(rows("SELECT count(*) FROM ods.txn")).containsExactly("4");
        assertThat(rows("SELECT g, amount FROM ads.top ORDER BY g")).containsExactly("7 30", "8 40", "9 50");
        assertThat(plan(TABLE + MODELS)).isEqualTo("No differences.\n");
    }

    @Test
    void a_copy_is_not_swapped_in_when_rows_came_meanwhile() {
        apply(TABLE + MODELS);
        starRocks.execute("INSERT INTO ods.txn (id, g, amount) VALUES (1, 7, 20)");
        String later = TABLE.replace("g INT", "g INT DEFAULT '9'") + MODELS;
        Deployment deployment = deployment();
        Planned planned = deployment.plan(CatalogText.parse(later), List.of(), Destructive.WITHHELD);

        assertThatThrownBy(() -> deployment.apply(planned, after("copy-aside", "INSERT INTO ods.txn (id) VALUES (2)")))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("ORR-D012");

        assertThat(rows("SELECT id FROM ods.txn ORDER BY id")).containsExactly("1", "2");
        apply(later);
        assertThat(rows("SELECT id FROM ods.txn ORDER BY id")).containsExactly("1", "2");
        assertThat(plan(later)).isEqualTo("No differences.\n");
    }

    private DeployListener after(String action, String statement) {
        return new DeployListener() {
            @Override
            public void started(Changelog.ChangeSetId step, int total) {}

            @Override
            public void finished(Changelog.ChangeSetId step, int total, Duration took) {
                if (step.action().equals(action)) {
                    starRocks.execute(statement);
                }
            }

            @Override
            public void waits(Changelog.ChangeSetId step, int total, String progress) {}

            @Override
            public void undone(Changelog.ChangeSetId step, Duration took) {}

            @Override
            public void loaded(Seed seed) {}
        };
    }

    @Test
    void only_the_selected_models_are_deployed_and_all_others_stay() {
        apply(TABLE + MODELS);
        String later = TABLE + MODELS
                + "CREATE VIEW ads.more AS SELECT id FROM ods.txn;\nCREATE VIEW ads.other AS SELECT id FROM ods.txn;\n"
                + "CREATE VIEW ads.third AS SELECT id FROM ads.other";
        Desired all = Desired.of(CatalogText.parse(later));
        Deployment deployment = deployment();
        Desired one = deployment.only(all, Set.of(ModelName.parse("ads.more")));
        Planned planned = deployment.plan(one, List.of(), Destructive.WITHHELD);
        assertThat(PlanText.of(planned.plan()))
                .contains("+ view ads.more")
                .endsWith("Plan: 1 to create, 0 to change, 0 to drop.\n");

        assertThat(deployment.apply(planned, DeployListener.SILENT).findings()).isEmpty();

        assertThat(plan(later))
                .contains("+ view ads.other", "+ view ads.third")
                .endsWith("Plan: 2 to create, 0 to change, 0 to drop.\n");
        assertThatThrownBy(() -> deployment.only(all, Set.of(ModelName.parse("ads.third"))))
                .hasMessageContaining("ORR-D013");
        // What the project no longer has is kept as long as something else is deployed.
        Desired less = Desired.of(CatalogText.parse(TABLE));
        assertThat(deployment
                        .plan(deployment.only(less, Set.of(ModelName.parse("ods.txn"))), List.of(), Destructive.ALLOWED)
                        .plan()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void a_renamed_table_keeps_its_rows() {
        apply(TABLE + MODELS);
        starRocks.execute("INSERT INTO ods.txn (id, g, amount) VALUES (1, 7, 20)");
        Catalog later = CatalogText.parse((TABLE + MODELS).replace("ods.txn", "ods.booking"));
        Desired desired = new Desired(
                later,
                Set.of(),
                new TreeMap<>(Map.of(ModelName.parse("ods.booking"), ModelName.parse("ods.txn"))),
                new TreeMap<>(),
                false);
        Deployment deployment = deployment();
        Planned planned = deployment.plan(desired, List.of(), Destructive.WITHHELD);
        assertThat(PlanText.of(planned.plan()))
                .startsWith("~ table ods.booking\n    rename, undo-of-readers, undo-of-rename · instant\n");

        assertThat(deployment.apply(planned, DeployListener.SILENT).findings()).isEmpty();

        assertThat(rows("SELECT id FROM ods.booking")).containsExactly("1");
        assertThat(rows("SELECT g, amount FROM ads.top")).containsExactly("7 20");
        assertThat(deployment
                        .plan(desired, List.of(), Destructive.WITHHELD)
                        .plan()
                        .isEmpty())
                .isTrue();
        deployment.rollback(new RollbackTo.Count(1), DeployListener.SILENT);
        assertThat(rows("SELECT id FROM ods.txn")).containsExactly("1");
        assertThat(plan(TABLE + MODELS)).isEqualTo("No differences.\n");
    }

    /** The table gets a column, loses one and a comment changes, the MV on it has another name and another query. */
    private static final String RENAMED = """
            CREATE TABLE ods.booking (id BIGINT NOT NULL, g INT, amount BIGINT, channel VARCHAR(20))
            PRIMARY KEY (id) COMMENT "booked" DISTRIBUTED BY HASH(id);
            CREATE VIEW dwd.txn AS SELECT t.id, t.g, t.amount, t.channel FROM ods.booking AS t;
            CREATE MATERIALIZED VIEW dws.by_g DISTRIBUTED BY HASH(g) REFRESH DEFERRED MANUAL
              AS SELECT t.g, max(t.amount) AS amount, count(*) AS n FROM dwd.txn AS t GROUP BY t.g;
            CREATE MATERIALIZED VIEW dws.top REFRESH DEFERRED MANUAL
              AS SELECT m.g, m.amount FROM dws.by_g AS m WHERE m.amount > 10;
            CREATE VIEW ads.top AS SELECT p.g, p.amount FROM dws.top AS p;
            """;

    private Planned planOfRenames() {
        SortedMap<ModelName, ModelName> former = new TreeMap<>(Map.of(
                ModelName.parse("ods.booking"), ModelName.parse("ods.txn"),
                ModelName.parse("dws.by_g"), ModelName.parse("dws.g")));
        Desired desired = new Desired(CatalogText.parse(RENAMED), Set.of(), former, new TreeMap<>(), false);
        return deployment().plan(desired, List.of(), Destructive.ALLOWED);
    }

    @Test
    void what_was_done_to_a_renamed_object_is_taken_back_under_its_old_name() {
        apply(TABLE + MODELS);
        starRocks.execute("INSERT INTO ods.txn (id, g, amount) VALUES (1, 7, 20)");
        starRocks.execute("REFRESH MATERIALIZED VIEW dws.g WITH SYNC MODE");
        starRocks.execute("REFRESH MATERIALIZED VIEW dws.top WITH SYNC MODE");
        assertThat(deployment().apply(planOfRenames(), DeployListener.SILENT).findings())
                .isEmpty();
        assertThat(rows("SELECT g, amount, n FROM dws.by_g")).containsExactly("7 20 1");
        assertThat(planOfRenames().plan().isEmpty()).isTrue();

        deployment().rollback(new RollbackTo.Count(1), DeployListener.SILENT);

        assertThat(plan(TABLE + MODELS)).isEqualTo("No differences.\n");
        assertThat(rows("SELECT id, g, amount, data FROM ods.txn")).containsExactly("1 7 20 null");
        assertThat(rows("SELECT g, amount FROM dws.g")).containsExactly("7 20");
        assertThat(rows("SELECT g, amount FROM ads.top")).containsExactly("7 20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE ods.booking ADD COLUMN",
                "CREATE OR REPLACE VIEW dwd.txn",
                "ALTER MATERIALIZED VIEW dws.by_g SWAP",
                "DROP MATERIALIZED VIEW IF EXISTS dws.by_g__orrery_next",
                "ALTER TABLE ods.booking DROP COLUMN"
            })
    void a_deployment_that_broke_off_after_a_rename_is_taken_back(String failing) {
        apply(TABLE + MODELS);
        starRocks.execute("INSERT INTO ods.txn (id, g, amount) VALUES (1, 7, 20)");
        Planned planned = planOfRenames();
        server.refuse(failing);
        assertThatThrownBy(() -> deployment().apply(planned, DeployListener.SILENT))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("Memory of process exceed limit");
        server.refuse("no such statement");

        deployment().rollback(new RollbackTo.Count(1), DeployListener.SILENT);

        assertThat(plan(TABLE + MODELS)).isEqualTo("No differences.\n");
        assertThat(rows("SELECT id FROM ods.txn")).containsExactly("1");
    }

    private static final String OTHER_COLUMNS = """
            CREATE TABLE ods.txn (id BIGINT NOT NULL, grp INT, money BIGINT, channel VARCHAR(9))
            PRIMARY KEY (id) DISTRIBUTED BY HASH(id);
            CREATE VIEW dwd.txn AS SELECT t.id, t.grp AS g, t.money AS amount FROM ods.txn AS t;
            CREATE MATERIALIZED VIEW dws.g DISTRIBUTED BY HASH(g) REFRESH DEFERRED MANUAL
              AS SELECT t.g, max(t.amount) AS amount FROM dwd.txn AS t GROUP BY t.g;
            CREATE MATERIALIZED VIEW dws.top REFRESH DEFERRED MANUAL
              AS SELECT m.g, m.amount FROM dws.g AS m WHERE m.amount > 11;
            CREATE VIEW ads.top AS SELECT p.g, p.amount FROM dws.top AS p;
            """;

    private Planned planOfColumns() {
        SortedMap<ModelName, Map<String, String>> columns =
                new TreeMap<>(Map.of(ModelName.parse("ods.txn"), Map.of("grp", "g", "money", "amount")));
        Desired desired = Desired.of(CatalogText.parse(OTHER_COLUMNS)).renaming(columns);
        return deployment().plan(desired, List.of(), Destructive.ALLOWED);
    }

    @Test
    void a_renamed_column_keeps_its_values_and_gets_its_old_name_back() {
        apply(TABLE + MODELS);
        starRocks.execute("INSERT INTO ods.txn (id, g, amount) VALUES (1, 7, 20)");

        assertThat(deployment().apply(planOfColumns(), DeployListener.SILENT).findings())
                .isEmpty();

        assertThat(rows("SELECT grp, money FROM ods.txn")).containsExactly("7 20");
        assertThat(rows("SELECT g, amount FROM ads.top")).containsExactly("7 20");
        assertThat(planOfColumns().plan().isEmpty()).isTrue();
        deployment().rollback(new RollbackTo.Count(1), DeployListener.SILENT);
        assertThat(plan(TABLE + MODELS)).isEqualTo("No differences.\n");
        assertThat(rows("SELECT g, amount, data FROM ods.txn")).containsExactly("7 20 null");
        assertThat(rows("SELECT g, amount FROM ads.top")).containsExactly("7 20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE ods.txn RENAME COLUMN amount",
                "CREATE OR REPLACE VIEW dwd.txn",
                "ALTER MATERIALIZED VIEW dws.top SWAP",
                "ALTER TABLE ods.txn DROP COLUMN"
            })
    void a_deployment_that_broke_off_after_a_column_was_renamed_is_taken_back(String failing) {
        apply(TABLE + MODELS);
        Planned planned = planOfColumns();
        server.refuse(failing);
        assertThatThrownBy(() -> deployment().apply(planned, DeployListener.SILENT))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("Memory of process exceed limit");
        server.refuse("no such statement");

        deployment().rollback(new RollbackTo.Count(1), DeployListener.SILENT);

        assertThat(plan(TABLE + MODELS)).isEqualTo("No differences.\n");
    }

    @Test
    void rolling_everything_back_leaves_nothing() {
        apply(TABLE + MODELS);
        deployment().rollback(new RollbackTo.Count(1), DeployListener.SILENT);

        Catalog left =
                LiveCatalog.read(starRocks, Set.of("ods", "dwd", "dws", "ads")).catalog();
        assertThat(left.definitions()).isEmpty();
        assertThat(deployment().status().registry().entries()).isEmpty();
        assertThatThrownBy(() -> deployment().rollback(new RollbackTo.Count(1), DeployListener.SILENT))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("ORR-D008");
    }

    @Test
    void dropping_a_column_that_nobody_reads_leaves_every_mv_active() {
        String counting =
                MODELS.replace("max(t.amount) AS amount", "max(t.amount) AS amount, count(*) AS n, 2 * t.g AS h");
        apply(TABLE + counting.replace("GROUP BY t.g", "GROUP BY t.g, 2 * t.g"));
        String narrower = TABLE.replace(", data JSON", "") + counting.replace("GROUP BY t.g", "GROUP BY t.g, 2 * t.g");

        Applied applied = apply(narrower, Destructive.ALLOWED);

        assertThat(applied.deployment()).isPresent();
        assertThat(applied.findings()).isEmpty();
        assertThat(plan(narrower)).isEqualTo("No differences.\n");
    }

    @Test
    void an_inactive_mv_is_woken_and_filled_upstream_first() {
        apply(TABLE + MODELS);
        starRocks.execute("ALTER MATERIALIZED VIEW dws.g INACTIVE");

        assertThat(plan(TABLE + MODELS)).isEqualTo("""
                ~ mv dws.g
                    activate, fill · full refresh · reads 0 rows of ods.txn
                    inactive on the server: user use alter materialized view set status to inactive
                ~ mv dws.top
                    activate, fill · full refresh · reads 0 rows of dws.g
                    inactive on the server: base-mv inactive: g
                Plan: 0 to create, 2 to change, 0 to drop.
                """);
        assertThat(apply(TABLE + MODELS).findings()).isEmpty();
        assertThat(plan(TABLE + MODELS)).isEqualTo("No differences.\n");
    }

    @Test
    void a_column_added_by_hand_is_reported_until_it_is_gone() {
        apply(TABLE + MODELS);
        starRocks.execute("ALTER TABLE ods.txn ADD COLUMN by_hand INT");
        String later = TABLE + MODELS.replace("m.amount > 10", "m.amount > 20");

        assertThat(plan(TABLE + MODELS)).isEqualTo("""
                ! column 'by_hand' of 'ods.txn' is not in the project; it and its values are kept
                    `--allow-destructive` drops it
                Plan: nothing to carry out; 1 difference is withheld.
                """);
        apply(later);
        assertThat(plan(later)).contains("column 'by_hand' of 'ods.txn' is not in the project");

        apply(later, Destructive.ALLOWED);
        assertThat(plan(later)).isEqualTo("No differences.\n");
        assertThat(rows("DESC ods.txn")).noneMatch(column -> column.startsWith("by_hand"));
    }

    @Test
    void a_step_that_fails_is_named_and_the_next_apply_goes_on() {
        server.refuse("CREATE MATERIALIZED VIEW IF NOT EXISTS dws.top");
        assertThatThrownBy(() -> apply(TABLE + MODELS))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("ORR-D005")
                .hasMessageContaining("'create' of 'dws.top'")
                .hasMessageContaining("Memory of process exceed limit");
        server.refuse("nothing");

        assertThat(plan(TABLE + MODELS)).contains("+ mv dws.top").doesNotContain("+ mv dws.g");
        apply(TABLE + MODELS);
        assertThat(plan(TABLE + MODELS)).isEqualTo("No differences.\n");
        assertThat(deployment().history()).extracting(PastDeployment::state).containsExactly(State.DONE, State.FAILED);
    }

    @Test
    void what_is_not_ours_is_never_touched() {
        starRocks.execute("CREATE DATABASE ods");
        starRocks.execute(
                "CREATE TABLE ods.txn (id BIGINT NOT NULL, other INT) PRIMARY KEY (id) DISTRIBUTED BY HASH(id)");
        starRocks.execute("CREATE TABLE ods.theirs (id BIGINT NOT NULL) PRIMARY KEY (id) DISTRIBUTED BY HASH(id)");

        assertThatThrownBy(() -> apply(TABLE))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("ORR-D002");

        apply(TABLE.replace("ods.txn", "ods.ours"), Destructive.ALLOWED);
        apply(TABLE.replace("ods.txn", "ods.more"), Destructive.ALLOWED);
        assertThat(LiveCatalog.read(starRocks, Set.of("ods")).catalog().names())
                .extracting(ModelName::name)
                .containsExactlyInAnyOrder("txn", "theirs", "more");
    }

    @Test
    void what_somebody_else_made_is_taken_over_when_asked_to() {
        starRocks.execute("CREATE DATABASE ods");
        starRocks.execute("CREATE TABLE ods.txn (id BIGINT NOT NULL, g INT, amount BIGINT) PRIMARY KEY (id)"
                + " DISTRIBUTED BY HASH(id)");
        Deployment deployment = deployment();
        Desired desired = Desired.of(CatalogText.parse(TABLE)).adopt();

        deployment.apply(deployment.plan(desired, List.of(), Destructive.WITHHELD), DeployListener.SILENT);

        assertThat(rows("DESC ods.txn")).anyMatch(column -> column.startsWith("data"));
        assertThat(plan(TABLE)).isEqualTo("No differences.\n");
    }

    @Test
    void readers_of_a_rebuilt_mv_keep_their_access_and_headers_grant() {
        apply(TABLE + MODELS);
        starRocks.execute("CREATE ROLE reader");
        starRocks.execute("CREATE ROLE auditor");
        starRocks.execute("GRANT SELECT ON MATERIALIZED VIEW dws.g TO ROLE reader");
        SortedMap<ModelName, Map<String, Set<String>>> grants = new TreeMap<>();
        grants.put(ModelName.parse("dws.g"), Map.of("reader", Set.of("SELECT"), "auditor", Set.of("SELECT")));
        Desired desired = new Desired(
                CatalogText.parse(TABLE + MODELS.replace("max(", "min(")), Set.of(), new TreeMap<>(), grants, false);
        Deployment deployment = deployment();
        Planned planned = deployment.plan(desired, List.of(), Destructive.WITHHELD);
        assertThat(PlanText.of(planned.plan()))
                .contains("build-aside, fill-aside, grant-aside, swap, drop-old, grant · full refresh")
                .contains("+ SELECT for role auditor");

        deployment.apply(planned, DeployListener.SILENT);

        assertThat(starRocks.grants(Set.of("dws")).orElseThrow())
                .extracting(grant -> grant.object() + " " + grant.grantee() + " " + grant.privileges())
                .contains("dws.g reader [SELECT]", "dws.g auditor [SELECT]");
        assertThat(deployment
                        .plan(desired, List.of(), Destructive.WITHHELD)
                        .plan()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void drift_is_what_happened_since_the_last_apply() {
        apply(TABLE + MODELS);
        Desired desired = Desired.of(CatalogText.parse(TABLE + MODELS));
        assertThat(DriftText.of(deployment().drift(desired))).startsWith("No drift");

        starRocks.execute("ALTER TABLE ods.txn ADD COLUMN by_hand INT");
        starRocks.execute("DROP VIEW ads.top");
        starRocks.execute("ALTER MATERIALIZED VIEW dws.top INACTIVE");

        assertThat(DriftText.of(deployment().drift(desired)).replaceAll("\\d{4}-.*, job \\d+", "TIME a job"))
                .isEqualTo("""
                ~ view ads.top: dropped on the server since the last apply
                    to go back: create · instant
                ~ mv dws.top: inactive on the server: user use alter materialized view set status to inactive
                    to go back: activate · instant
                    to go back: fill · full refresh
                ~ table ods.txn: changed on the server since the last apply
                    TIME a job, finished
                    to go back: drop-column · loses data
                      - column by_hand
                      its values are lost; undo adds it anew, without them
                who it was, this server does not record: with the AuditLoader plugin it writes every statement and its user \
                to starrocks_audit_db__.starrocks_audit_tbl__, and drift names them
                3 objects are not as the last apply left them.
                """);
        assertThat(DriftText.json(deployment().drift(desired)))
                .contains("\"how\" : \"dropped\"", "DROP COLUMN by_hand");
    }

    @Test
    void a_plan_made_for_another_state_is_stale() {
        Deployment deployment = deployment();
        Planned planned = deployment.plan(CatalogText.parse(TABLE), List.of(), Destructive.WITHHELD);
        apply(TABLE + MODELS);

        assertThatThrownBy(() -> deployment.apply(planned, DeployListener.SILENT))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("ORR-D006");
    }

    /** Killed after a statement and before its record: what a statement did is there, and nobody wrote it down. */
    @ParameterizedTest(name = "at record {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    @Tag("slow")
    void killed_anywhere_the_next_apply_goes_on(int record) {
        apply(TABLE + MODELS);
        starRocks.execute("INSERT INTO ods.txn (id, g, amount) VALUES (1, 7, 20), (2, 7, 30), (3, 8, 40)");
        String later = TABLE.replace("data JSON", "data JSON, channel VARCHAR(20)")
                + MODELS.replace("max(t.amount)", "min(t.amount)")
                        .replace("FROM ods.txn AS t;", "FROM ods.txn AS t WHERE t.id > 0;");
        server.refuse(
                Pattern.compile("INSERT INTO `?_orrery_bank`?.`?prod_databasechangelog`? .*", Pattern.DOTALL), record);
        assertThatThrownBy(() -> apply(later))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("ORR-D005");
        server.refuse("nothing");

        apply(later);

        assertThat(plan(later)).isEqualTo("No differences.\n");
        assertThat(rows("SELECT g, amount FROM ads.top ORDER BY g")).containsExactly("7 20", "8 40");
        assertThat(LiveCatalog.read(starRocks, Set.of("dws")).catalog().names()).hasSize(2);
        assertThat(new Reactivation(starRocks)
                        .inactive(LiveCatalog.read(starRocks, Set.of("dws")).catalog()))
                .isEmpty();
    }
}
