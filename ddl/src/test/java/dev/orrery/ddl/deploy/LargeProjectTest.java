// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.plan.CatalogText;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.starrocks.JdbcStarRocks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A plan for a server that has thousands of objects already. Prints what it took: docs/speed.md has the figures. */
@Tag("slow")
final class LargeProjectTest {
    private static final int MODELS = Integer.getInteger("orrery.models", 5_000);
    private static final int ROUND_TRIPS = 200;

    @Test
    void a_plan_for_thousands_of_models_asks_the_server_a_few_times() throws Exception {
        Catalog desired = CatalogText.parse(models(MODELS));
        try (EngineServer server = new EngineServer();
                CountingProxy proxy = new CountingProxy(server.address())) {
            create(server, desired);
            try (JdbcStarRocks starRocks = JdbcStarRocks.connect(proxy.address())) {
                Deployment deployment =
                        new Deployment(starRocks, new DeployTarget("bank", "prod", "a test"), Clock.systemUTC());
                Planned first = timed("first plan", proxy, () -> plan(deployment, desired));
                assertThat(first.plan().steps()).isEmpty();
                timed("apply with nothing to do", proxy, () -> deployment.apply(first, DeployListener.SILENT));
                for (int i = 0; i < 3; i++) {
                    timed("plan", proxy, () -> plan(deployment, desired));
                }
                proxy.roundTrips();
                assertThat(plan(deployment, desired).plan().steps()).isEmpty();
                assertThat(proxy.roundTrips()).isLessThan(ROUND_TRIPS);
            }
        }
    }

    private static Planned plan(Deployment deployment, Catalog desired) {
        return deployment.plan(desired, List.of(), Destructive.WITHHELD);
    }

    private interface Work<T> {
        T run();
    }

    private static <T> T timed(String what, CountingProxy proxy, Work<T> work) {
        proxy.roundTrips();
        long start = System.nanoTime();
        long worked = processors();
        T result = work.run();
        System.out.printf(
                Locale.ROOT,
                "%d models, %s: %.2f s, %.2f s of processors (server and client), %d round trips%n",
                MODELS,
                what,
                (System.nanoTime() - start) / 1e9,
                (processors() - worked) / 1e9,
                proxy.roundTrips());
        return result;
    }

    private static long processors() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    /** As a deployment would make them, but without filling the MVs: there is nothing to fill them with. */
    private static void create(EngineServer server, Catalog desired) {
        try (JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            Plan plan = plan(
                            new Deployment(starRocks, new DeployTarget("bank", "prod", "a test"), Clock.systemUTC()),
                            desired)
                    .plan();
            plan.steps().stream()
                    .filter(step -> !step.action().equals("fill"))
                    .forEach(step -> starRocks.execute(step.sql()));
        }
    }

    /** A fifth tables of thirty columns, a quarter MVs, views in between. */
    private static String models(int count) {
        StringBuilder sql = new StringBuilder();
        int tables = count / 5;
        for (int i = 0; i < count; i++) {
            int table = i % tables;
            int over = i - tables;
            if (i < tables) {
                sql.append("CREATE TABLE ods.t").append(i).append(" (id BIGINT NOT NULL COMMENT 'key', at DATETIME");
                for (int column = 0; column < 28; column++) {
                    sql.append(", c").append(column).append(column % 3 == 0 ? " DECIMAL(18, 4)" : " VARCHAR(128)");
                }
                sql.append(") PRIMARY KEY (id) COMMENT 'table ")
                        .append(i)
                        .append("' DISTRIBUTED BY HASH(id) BUCKETS 4;\n");
            } else if (over % 16 < 5) {
                sql.append("CREATE MATERIALIZED VIEW dws.m")
                        .append(i)
                        .append(" DISTRIBUTED BY HASH(c1) REFRESH DEFERRED MANUAL AS SELECT t.c1, t.c2,"
                                + " CAST(sum(t.c0) AS DECIMAL(38, 4)) AS amount, count(*) AS n FROM ods.t")
                        .append(table)
                        .append(" AS t WHERE t.id > ")
                        .append(i)
                        .append(" GROUP BY t.c1, t.c2;\n");
            } else {
                sql.append("CREATE VIEW dwd.v").append(i).append(" AS SELECT t.id, t.at");
                for (int column = 0; column < 20; column++) {
                    sql.append(", t.c").append(column);
                }
                sql.append(
                                ", CAST(CASE WHEN t.c0 > 0 THEN 'in' WHEN t.c0 < 0 THEN 'out' ELSE NULL END AS VARCHAR(9)) AS side")
                        .append(", CAST(coalesce(u.c4, t.c4) AS VARCHAR(99)) AS other FROM ods.t")
                        .append(table)
                        .append(" AS t LEFT JOIN ods.t")
                        .append((table + 1) % tables)
                        .append(" AS u ON u.id = t.id AND u.c1 = 'x' WHERE t.c1 IS NOT NULL;\n");
            }
        }
        return sql.toString();
    }
}
