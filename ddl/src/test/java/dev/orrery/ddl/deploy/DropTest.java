// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.plan.CatalogText;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.ServerAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Taking an environment away: what was shown, and nothing else. */
final class DropTest {
    private static final String VIEW = "CREATE VIEW dwd_dev.v AS SELECT 1 AS id;\n";
    private static final String TABLE =
            "CREATE TABLE ods_dev.t (id BIGINT NOT NULL) PRIMARY KEY (id) DISTRIBUTED BY HASH(id) BUCKETS 1;\n";

    private final EngineServer server = new EngineServer();
    private final JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address());
    private final Deployment deployment = deployment("one");

    @AfterEach
    void stop() {
        starRocks.close();
        server.close();
    }

    private Deployment deployment(String owner) {
        return new Deployment(starRocks, new DeployTarget("bank", "dev", owner), Clock.systemUTC());
    }

    private static void apply(Deployment deployment, String models) {
        deployment.apply(
                deployment.plan(CatalogText.parse(models), List.of(), Destructive.WITHHELD), DeployListener.SILENT);
    }

    @Test
    void a_table_deployed_since_the_plan_was_shown_keeps_its_rows() {
        apply(deployment, VIEW);
        Planned shown = deployment.planOfDrop();
        apply(deployment("another"), VIEW + TABLE);
        starRocks.execute("INSERT INTO ods_dev.t (id) VALUES (1)");

        assertThatThrownBy(() -> deployment.drop(shown, DeployListener.SILENT))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("was made for another state");

        assertThat(deployment.columns(ModelName.parse("ods_dev.t"))).containsExactly("id");
        assertThat(deployment.registry().entries()).hasSize(2);
        assertThat(deployment.history()).hasSize(2);
    }

    @Test
    void nothing_shown_is_nothing_dropped_though_something_was_deployed_since() {
        apply(deployment, VIEW);
        apply(deployment, "");
        Planned shown = deployment.planOfDrop();
        assertThat(shown.plan().isEmpty()).isTrue();
        apply(deployment("another"), TABLE);

        assertThatThrownBy(() -> deployment.drop(shown, DeployListener.SILENT)).isInstanceOf(DiagnosticException.class);

        assertThat(deployment.registry().entries()).containsOnlyKeys(ModelName.parse("ods_dev.t"));
    }

    @Test
    void nobody_deploys_between_the_dropping_of_the_objects_and_the_forgetting_of_them() {
        apply(deployment, VIEW);
        server.asked.clear();
        deployment.drop(deployment.planOfDrop(), DeployListener.SILENT);
        List<String> locks = new ArrayList<>(server.asked);
        locks.removeIf(sql -> !sql.startsWith("CREATE TABLE") || !sql.contains("deploy_lock_"));
        assertThat(locks).hasSize(1);
    }

    @Test
    void who_is_not_shown_everything_leaves_a_database_that_looks_empty() {
        apply(deployment, VIEW);
        starRocks.execute("CREATE VIEW dwd_dev.notes AS SELECT 1 AS id");
        starRocks.execute("CREATE USER 'few' IDENTIFIED BY ''");
        for (String grant : List.of(
                "CREATE TABLE, DROP ON DATABASE _orrery_bank",
                "ALL ON ALL TABLES IN DATABASE _orrery_bank",
                "CREATE DATABASE ON CATALOG default_catalog",
                "DROP ON DATABASE dwd_dev",
                "SELECT, ALTER, DROP ON VIEW dwd_dev.v")) {
            starRocks.execute("GRANT " + grant + " TO USER 'few'");
        }
        ServerAddress root = server.address();
        ServerAddress address = new ServerAddress(root.frontEnds(), "few", root.password(), root.tls());
        try (JdbcStarRocks few = JdbcStarRocks.connect(address)) {
            Deployment theirs = new Deployment(few, new DeployTarget("bank", "dev", "few"), Clock.systemUTC());
            Dropped dropped = theirs.drop(theirs.planOfDrop(), DeployListener.SILENT);
            assertThat(dropped.databases()).isEmpty();
            assertThat(dropped.left()).containsExactly("dwd_dev");
        }
        assertThat(starRocks.objects(Set.of("dwd_dev")).tables()).hasSize(1);
    }

    @Test
    void what_was_dropped_by_hand_is_forgotten_too() {
        apply(deployment, VIEW);
        starRocks.execute("DROP VIEW dwd_dev.v");

        assertThat(deployment
                        .drop(deployment.planOfDrop(), DeployListener.SILENT)
                        .databases())
                .containsExactly("dwd_dev");
        assertThat(deployment.history()).isEmpty();
    }
}
