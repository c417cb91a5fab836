// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.ddl.DdlCode;
import dev.orrery.ddl.deploy.DeployListener;
import dev.orrery.ddl.deploy.DeployTarget;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.deploy.EngineServer;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.project.Environment;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;
import dev.orrery.starrocks.JdbcStarRocks;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Environments on environments, of which this user may not read everything. */
final class SurveyorTest {
    private static final String ORRERY = """
            name: bank
            starrocks: "3.5"
            layers:
              dwd: { kind: view, reads: [dwd] }
            environments:
              prod: { hosts: "fe1:9030" }
              staging: { base: prod, databases: "*_s" }
              dev: { base: staging, databases: "*_dev", revision: main }
            """;

    private final EngineServer server = new EngineServer();
    private final JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address());

    @AfterEach
    void stop() {
        starRocks.close();
        server.close();
    }

    private static Compilation compile(String query) {
        Diagnostics diagnostics = new Diagnostics();
        Compilation compilation = Compiler.compile(
                Project.load(SourceFiles.of(Map.of("orrery.yml", ORRERY, "models/dwd/a.sql", query)), diagnostics),
                diagnostics);
        diagnostics.throwIfErrors();
        return compilation;
    }

    private Survey survey(Compilation whole, String name) {
        Around around = new Around(whole);
        return new Surveyor(whole, List.of(), around).survey(around.environment(name));
    }

    private void deploy(Compilation whole, String name) {
        Deployment deployment = new Around(whole).deployment(name);
        deployment.apply(
                deployment.plan(survey(whole, name).placement().here().catalog(), List.of(), Destructive.WITHHELD),
                DeployListener.SILENT);
    }

    private void deployed() {
        deploy(compile("SELECT 1 AS id\n"), "prod");
        deploy(compile("SELECT 2 AS id\n"), "staging");
    }

    @Test
    void what_a_base_built_for_itself_is_read_there() {
        deployed();
        assertThat(survey(compile("SELECT 2 AS id\n"), "dev").placement().name(ModelName.parse("dwd.a")))
                .hasToString("dwd_s.a");
    }

    @Test
    void a_base_between_that_may_not_be_read_is_not_taken_for_an_empty_one() {
        deployed();
        server.deny("staging_object");
        assertNotKnown(() -> survey(compile("SELECT 2 AS id\n"), "dev"), "staging");
    }

    @Test
    void neither_may_the_bases_base_be_unreadable() {
        deployed();
        server.deny("prod_object");
        assertNotKnown(() -> survey(compile("SELECT 2 AS id\n"), "dev"), "prod");
    }

    private static void assertNotKnown(ThrowingCallable survey, String base) {
        assertThatThrownBy(survey)
                .isInstanceOfSatisfying(
                        DiagnosticException.class,
                        e -> assertThat(e.diagnostics()).singleElement().satisfies(finding -> {
                            assertThat(finding.code()).isEqualTo(DdlCode.BASE_NOT_KNOWN);
                            assertThat(finding.message()).contains("environment '" + base + "'");
                        }));
    }

    private final class Around implements Surveyor.Surroundings {
        private final Compilation whole;

        Around(Compilation whole) {
            this.whole = whole;
        }

        @Override
        public Environment environment(String name) {
            return Optional.ofNullable(whole.project().environments().get(name)).orElseThrow();
        }

        @Override
        public Deployment deployment(Environment environment) {
            return deployment(environment.name());
        }

        Deployment deployment(String state) {
            return new Deployment(starRocks, new DeployTarget("bank", state, "a test"), Clock.systemUTC());
        }

        @Override
        public String variable(String name) {
            return "";
        }

        @Override
        public Set<ModelName> changedSince(String revision) {
            return Set.of();
        }
    }
}
