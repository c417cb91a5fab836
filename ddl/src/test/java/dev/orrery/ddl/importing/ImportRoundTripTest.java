// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.deploy.DeployListener;
import dev.orrery.ddl.deploy.DeployTarget;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.deploy.EngineServer;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.live.LiveCatalog;
import dev.orrery.ddl.plan.GeneratedCatalogs;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.project.SourceFiles;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.sql.SqlFormatter;
import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.StarRocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is imported from a server checks clean, is formatted, and plans empty against that server. */
@Tag("slow")
final class ImportRoundTripTest {
    private static final Path BANK = Path.of("../examples/bank");

    /** The repetition is the seed. */
    @RepeatedTest(12)
    void a_random_catalog_comes_back_as_files_that_plan_nothing(RepetitionInfo seed) {
        Catalog catalog =
                new GeneratedCatalogs(100L + seed.getCurrentRepetition()).pair().get(1);
        try (EngineServer server = new EngineServer();
                StarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            Deployment first = deployment(starRocks, "first");
            first.apply(first.plan(catalog, List.of(), Destructive.ALLOWED), DeployListener.SILENT);

            Imported imported = Import.of(found(starRocks, Set.of("ods", "dwd", "dws", "ads")), nothing());

            assertThat(imported.left()).isEmpty();
            assertThat(imported.differs()).isEmpty();
            assertThat(imported.models().keySet()).isEqualTo(Set.copyOf(catalog.names()));
            assertNothingToDo(starRocks, imported);
        }
    }

    @Test
    void the_bank_comes_back_and_plans_nothing() throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        Compilation bank = Compiler.compile(Project.load(SourceFiles.of(texts(BANK)), diagnostics), diagnostics);
        diagnostics.throwIfErrors();
        try (EngineServer server = new EngineServer();
                StarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            Deployment first = deployment(starRocks, "first");
            first.apply(first.plan(bank.catalog(), List.of(), Destructive.ALLOWED), DeployListener.SILENT);

            Imported imported = Import.of(found(starRocks, Set.of("ods", "dim", "dwd", "dws", "ads")), nothing());

            assertThat(imported.left()).isEmpty();
            assertThat(imported.models().keySet()).isEqualTo(bank.models().keySet());
            assertThat(imported.files().get(Project.FILE))
                    .contains(
                            "  ods: { kind: table, loaded: true }",
                            "  dwd: { kind: view, reads: [dim, ods] }",
                            "  dws: { kind: materialized_view, reads: [dwd, dws] }");
            assertNothingToDo(starRocks, imported);
        }
    }

    @Test
    void two_imports_of_one_server_are_the_same_bytes() {
        try (EngineServer server = new EngineServer();
                StarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            Deployment first = deployment(starRocks, "first");
            Catalog catalog = new GeneratedCatalogs(7).pair().get(0);
            first.apply(first.plan(catalog, List.of(), Destructive.ALLOWED), DeployListener.SILENT);
            Found found = found(starRocks, Set.of("ods", "dwd", "dws", "ads"));

            assertThat(Import.of(found, nothing())).isEqualTo(Import.of(found, nothing()));
        }
    }

    static void assertNothingToDo(StarRocks starRocks, Imported imported) {
        Diagnostics diagnostics = new Diagnostics();
        Compilation compilation =
                Compiler.compile(Project.load(SourceFiles.of(imported.files()), diagnostics), diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        imported.models().values().forEach(path -> {
            String text = imported.files().getOrDefault(path, "");
            assertThat(text).isEqualTo(SqlFormatter.format(text));
        });
        // A project of its own, to which nothing on the server belongs.
        Plan plan = deployment(starRocks, "second")
                .plan(Desired.of(compilation.catalog()), List.of(), Destructive.ALLOWED)
                .plan();
        assertThat(PlanText.of(plan)).isEqualTo("No differences.\n");
    }

    static Deployment deployment(StarRocks starRocks, String project) {
        return new Deployment(starRocks, new DeployTarget(project, "prod", "a test"), Clock.systemUTC());
    }

    static Found found(StarRocks starRocks, Set<String> databases) {
        return new Found(
                LiveCatalog.read(starRocks, databases),
                Set.<ModelName>of(),
                name -> true,
                StarRocksVersion.NEWEST,
                RunMode.SHARED_NOTHING);
    }

    static Into nothing() {
        return new Into(
                SourceFiles.of(Map.of()),
                Optional.empty(),
                "imported",
                Optional.empty(),
                Into.Existing.KEPT,
                compilation -> Desired.of(compilation.catalog()));
    }

    private static Map<String, String> texts(Path root) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(sql|yml|csv)"))
                    .filter(file -> !file.toString().contains("/."))
                    .forEach(file -> texts.put(root.relativize(file).toString(), read(file)));
        }
        return texts;
    }

    private static String read(Path file) {
        try {
            return new SourceFile(file.toString(), Files.readString(file)).text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
