// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.deploy.PastDeployment.State;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.live.LiveCatalog;
import dev.orrery.ddl.plan.CatalogText;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.ddl.plan.Step;
import dev.orrery.embedded.EmbeddedStarRocks.Options;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.Password;
import dev.orrery.starrocks.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appliers that are killed (-9), and appliers that come all at once. */
@Tag("slow")
final class KilledTest {
    private static final String CHAIN = """
            CREATE TABLE ods.t# (id BIGINT NOT NULL, g INT, amount BIGINT) PRIMARY KEY (id) DISTRIBUTED BY HASH(id);
            CREATE VIEW dwd.v# AS SELECT t.id, t.g, t.amount FROM ods.t# AS t;
            CREATE MATERIALIZED VIEW dws.m# DISTRIBUTED BY HASH(g) REFRESH DEFERRED MANUAL
              AS SELECT v.g, max(v.amount) AS amount FROM dwd.v# AS v GROUP BY v.g;
            CREATE MATERIALIZED VIEW dws.n# REFRESH DEFERRED MANUAL AS SELECT m.g, m.amount FROM dws.m# AS m;
            """;
    private static final String BEFORE = CHAIN.replace("#", "1") + CHAIN.replace("#", "2") + """
            CREATE VIEW ads.gone AS SELECT t.id FROM ods.t1 AS t;
            """;
    private static final String AFTER = CHAIN.replace("#", "1")
                    .replace("amount BIGINT)", "amount BIGINT, channel VARCHAR(20), up INT AS g + 1, INDEX i (g))")
                    .replace("max(", "min(")
                    .replace("AS t;", "AS t WHERE t.id > 0;")
            + CHAIN.replace("#", "2")
                    .replace("g INT", "g INT DEFAULT '7'")
                    .replace("max(", "min(")
                    .replace("AS m;", "AS m WHERE m.g > 0;")
            + CHAIN.replace("#", "4")
            + """
            CREATE TABLE ods.t3 (id BIGINT NOT NULL) PRIMARY KEY (id) DISTRIBUTED BY HASH(id);
            CREATE MATERIALIZED VIEW dws.m3 REFRESH DEFERRED MANUAL AS SELECT t.id FROM ods.t3 AS t;
            """;

    private static final Pattern ONCE = Pattern.compile(
            "^(CREATE (TABLE|VIEW|MATERIALIZED)|DROP |ALTER TABLE .* (ADD|DROP|MODIFY) )", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void killed_after_any_step_the_next_apply_ends_as_the_project_says() throws Exception {
        Path before = folder.resolve("before");
        List<Step> steps = prepare(before);
        assertThat(steps).hasSizeGreaterThanOrEqualTo(30);

        for (int step = 1; step <= steps.size(); step++) {
            Path data = folder.resolve("killed-" + step);
            copy(before, data);
            try (EngineServer server = new EngineServer(Options.in(data))) {
                killAfter(server, step, steps);
                server.forgetTheDead();
                goOn(server, step);
                assertNothingTwice(server);
            }
        }
    }

    private static List<Step> prepare(Path data) {
        try (EngineServer server = new EngineServer(Options.in(data));
                JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            Deployment deployment = deployment(starRocks, Clock.systemUTC());
            apply(deployment, BEFORE);
            for (String table : List.of("ods.t1", "ods.t2")) {
                starRocks.execute(
                        "INSERT INTO " + table + " (id, g, amount) VALUES (1, 7, 20), (2, 7, 30), (3, 8, 40)");
            }
            return deployment
                    .plan(CatalogText.parse(AFTER), List.of(), Destructive.WITHHELD)
                    .plan()
                    .steps();
        }
    }

    /** What the step did is there, and nobody wrote that down; odd ones die after that was written. */
    private void killAfter(EngineServer server, int step, List<Step> steps) throws Exception {
        CountDownLatch reached;
        if (step % 2 == 0) {
            String sql = steps.get(step - 1).sql();
            int same = (int) steps.subList(0, step).stream()
                    .filter(other -> other.sql().equals(sql))
                    .count();
            reached = server.silentAfter(Pattern.compile(Pattern.quote(sql)), same);
        } else {
            reached = server.silentAfter(
                    Pattern.compile("INSERT INTO `?_orrery_bank`?.`?prod_databasechangelog`? .*", Pattern.DOTALL),
                    step);
        }
        Process applier = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Applier.class.getName(),
                        server.address().hosts(),
                        Files.writeString(folder.resolve("after.sql"), AFTER).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("applier.log").toFile())
                .start();
        boolean there = reached.await(2, TimeUnit.MINUTES);
        applier.destroyForcibly().waitFor();
        assertThat(there)
                .as("step %s is reached: %s", step, Files.readString(folder.resolve("applier.log")))
                .isTrue();
    }

    /** An apply of its own process. */
    static final class Applier {
        private Applier() {}

        public static void main(String[] arguments) throws IOException {
            String[] place = arguments[0].split(":");
            ServerAddress address = ServerAddress.of(place[0], Integer.parseInt(place[1]), "root", Password.none());
            try (JdbcStarRocks starRocks = JdbcStarRocks.connect(address)) {
                apply(deployment(starRocks, Clock.systemUTC()), Files.readString(Path.of(arguments[1])));
            }
        }
    }

    /** What cannot be done twice was done once, by the dead one or by the next. */
    private static void assertNothingTwice(EngineServer server) {
        List<String> done = server.carriedOut.stream()
                .filter(sql -> ONCE.matcher(sql).find())
                .filter(sql -> !sql.contains("_orrery_bank") && !sql.contains("__orrery_next"))
                .toList();
        assertThat(done).isNotEmpty().doesNotHaveDuplicates();
    }

    /** Later than the dead one's lock lasts. */
    private static void goOn(EngineServer server, int step) {
        try (JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            Deployment deployment = deployment(starRocks, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5)));
            apply(deployment, AFTER);
            String rest = PlanText.of(deployment
                    .plan(CatalogText.parse(AFTER), List.of(), Destructive.WITHHELD)
                    .plan());
            assertThat(rest).as("after step %s", step).isEqualTo("No differences.\n");
            LiveCatalog live = LiveCatalog.read(starRocks, Set.of("ods", "dwd", "dws", "ads"));
            assertThat(live.catalog().names())
                    .containsExactlyInAnyOrderElementsOf(
                            CatalogText.parse(AFTER).names());
            assertThat(live.inactive()).isEmpty();
            for (String table : List.of("dws.n1", "dws.n2")) {
                assertThat(starRocks
                                .ask(sql -> sql.fetch("SELECT g, amount FROM " + table + " ORDER BY g"))
                                .map(row -> row.get(0) + " " + row.get(1)))
                        .as("%s after step %s", table, step)
                        .containsExactly("7 20", "8 40");
            }
        }
    }

    @Test
    void of_twenty_appliers_at_once_one_deploys() throws Exception {
        int appliers = 20;
        Catalog desired = CatalogText.parse(CHAIN.replace("#", "1"));
        ExecutorService threads = Executors.newFixedThreadPool(appliers);
        try (EngineServer server = new EngineServer()) {
            CyclicBarrier start = new CyclicBarrier(appliers);
            List<Callable<String>> work = new ArrayList<>();
            for (int i = 0; i < appliers; i++) {
                work.add(() -> race(server, desired, start));
            }
            List<String> ends = new ArrayList<>();
            for (Future<String> end : threads.invokeAll(work)) {
                ends.add(end.get());
            }
            assertThat(ends).filteredOn("deployed"::equals).hasSize(1);
            assertThat(ends).allMatch(end -> end.matches("deployed|nothing to do|(ORR-S004|ORR-D006): .*"));
            try (JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address())) {
                assertThat(deployment(starRocks, Clock.systemUTC()).history())
                        .extracting(PastDeployment::state)
                        .containsExactly(State.DONE);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static String race(EngineServer server, Catalog desired, CyclicBarrier start) throws Exception {
        try (JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            Deployment deployment = deployment(starRocks, Clock.systemUTC());
            Planned planned = deployment.plan(desired, List.of(), Destructive.WITHHELD);
            start.await();
            Applied applied = deployment.apply(planned, DeployListener.SILENT);
            return applied.deployment().isPresent() ? "deployed" : "nothing to do";
        } catch (DiagnosticException | EnvironmentException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private static void apply(Deployment deployment, String sql) {
        deployment.apply(
                deployment.plan(CatalogText.parse(sql), List.of(), Destructive.WITHHELD), DeployListener.SILENT);
    }

    private static Deployment deployment(JdbcStarRocks starRocks, Clock clock) {
        return new Deployment(starRocks, new DeployTarget("bank", "prod", "a test"), clock);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
