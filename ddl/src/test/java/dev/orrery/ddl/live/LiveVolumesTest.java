// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.deploy.DeployListener;
import dev.orrery.ddl.deploy.DeployTarget;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.deploy.EngineServer;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.plan.CatalogText;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.plan.PlanJson;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.StarRocks;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LiveVolumesTest {
    private static final String TABLE =
            "CREATE TABLE ods.t (id BIGINT NOT NULL, g INT) PRIMARY KEY (id) DISTRIBUTED BY HASH(id) BUCKETS 2;\n";
    private static final String VIEW = "CREATE VIEW dwd.v AS SELECT t.id, t.g FROM ods.t AS t;\n";
    private static final String MATERIALIZED_VIEW =
            "CREATE MATERIALIZED VIEW dws.m DISTRIBUTED BY RANDOM REFRESH DEFERRED MANUAL"
                    + " AS SELECT v.g, count(*) AS n FROM dwd.v AS v GROUP BY v.g;";

    @Test
    void a_plan_tells_how_many_rows_a_fill_reads_and_asks_once() {
        try (EngineServer server = new EngineServer();
                StarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            Deployment deployment =
                    new Deployment(starRocks, new DeployTarget("bank", "prod", "me"), Clock.systemUTC());
            deployment.apply(
                    deployment.plan(Desired.of(CatalogText.parse(TABLE + VIEW)), List.of(), Destructive.WITHHELD),
                    DeployListener.SILENT);
            starRocks.execute("INSERT INTO ods.t VALUES (1, 1), (2, 1), (3, 2)");

            Plan plan = deployment
                    .plan(
                            Desired.of(CatalogText.parse(TABLE + VIEW + MATERIALIZED_VIEW)),
                            List.of(),
                            Destructive.WITHHELD)
                    .plan();

            assertThat(PlanText.of(plan))
                    .contains("reads 3 rows")
                    .endsWith("of ods.t\n" + PlanText.summary(plan) + "\n"
                            + PlanText.moves(plan).orElseThrow() + "\n");
            assertThat(PlanJson.of(plan)).contains("\"doing\" : \"reads\"", "\"rows\" : 3");
            assertThat(LiveVolumes.read(starRocks, Set.of("ods", "dwd"))).hasSize(1);
        }
    }
}
