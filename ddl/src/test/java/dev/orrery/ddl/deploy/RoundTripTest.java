// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.diff.Diff;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.Registry;
import dev.orrery.ddl.live.LiveCatalog;
import dev.orrery.ddl.plan.GeneratedCatalogs;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Severity;
import dev.orrery.starrocks.JdbcStarRocks;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;

/** For random catalogs a and b, on a server: a plan from a to b ends as b, and its rollback as a. The repetition is the seed. */
@Tag("slow")
final class RoundTripTest {
    private static final Set<String> DATABASES = Set.of("ods", "dwd", "dws", "ads");

    @RepeatedTest(12)
    void a_plan_ends_as_it_says_and_its_rollback_where_it_began(RepetitionInfo seed) throws Exception {
        List<Catalog> pair = new GeneratedCatalogs(seed.getCurrentRepetition()).pair();
        try (EngineServer server = new EngineServer();
                JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            Deployment deployment =
                    new Deployment(starRocks, new DeployTarget("bank", "prod", "a test"), Clock.systemUTC());
            apply(deployment, pair.get(0));
            assertThat(difference(starRocks, pair.get(0))).isEqualTo("No differences.\n");

            boolean changed = apply(deployment, pair.get(1));
            assertThat(difference(starRocks, pair.get(1))).isEqualTo("No differences.\n");

            if (changed) {
                deployment.rollback(new RollbackTo.Count(1), DeployListener.SILENT);
            }
            assertThat(difference(starRocks, pair.get(0))).isEqualTo("No differences.\n");
        }
    }

    private static boolean apply(Deployment deployment, Catalog catalog) {
        Applied applied =
                deployment.apply(deployment.plan(catalog, List.of(), Destructive.ALLOWED), DeployListener.SILENT);
        assertThat(applied.findings()).isEmpty();
        return applied.deployment().isPresent();
    }

    /** By the trees alone: nothing is taken for untouched. */
    private static String difference(JdbcStarRocks starRocks, Catalog desired) {
        LiveCatalog live = LiveCatalog.read(starRocks, DATABASES);
        TreeMap<ModelName, Registry.Entry> ours = new TreeMap<>();
        live.catalog()
                .definitions()
                .forEach(found -> ours.put(
                        found.name(), new Registry.Entry(ModelKind.of(found), Settlement.UNKNOWN, Settlement.UNKNOWN)));
        Plan plan = Plan.of(
                desired,
                new Diff.Live(live.databases(), live.catalog(), live.inactive(), new Registry(ours)),
                Destructive.ALLOWED);
        assertThat(live.notUnderstood()).isEmpty();
        return PlanText.of(new Plan(
                plan.steps(),
                plan.seeds(),
                plan.findings().stream()
                        .filter(finding -> finding.severity() != Severity.NOTE)
                        .toList()));
    }
}
