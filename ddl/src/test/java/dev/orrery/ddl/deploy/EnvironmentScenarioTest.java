// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.environment.Survey;
import dev.orrery.ddl.environment.Surveyor;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.ddl.seed.Seed;
import dev.orrery.ddl.seed.SeedReader;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.project.Environment;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;
import dev.orrery.models.select.Before;
import dev.orrery.models.select.Selection;
import dev.orrery.starrocks.JdbcStarRocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Environments on a real server, one file each: a small project is deployed to {@code prod}, the file's own texts take the
 * place of the project's, those for {@code staging} first, and {@code dev} is planned, deployed and dropped. {@code
 * -Dgolden.update=true} writes the plans anew.
 */
@Tag("slow")
final class EnvironmentScenarioTest {
    private static final Path FOLDER = Path.of("src/test/resources/environments");
    private static final String PROD = "prod";

    private static final Map<String, String> PROJECT = Map.of(
            "models/ods/txn.sql",
            "CREATE TABLE ods.txn (id BIGINT NOT NULL, g INT, amount BIGINT)\nPRIMARY KEY (id) DISTRIBUTED BY HASH (id)\n",
            "models/dim/branch.sql",
            "CREATE TABLE dim.branch (g INT NOT NULL, city VARCHAR(20))\nPRIMARY KEY (g) DISTRIBUTED BY HASH (g)\n",
            "models/dim/branch.csv",
            "g,city\n1,Bern\n2,Chur\n",
            "models/dwd/txn.sql",
            "SELECT * FROM ods.txn\n",
            "models/dwd/big.sql",
            "SELECT t.id, t.g, dim.branch.city, amount FROM dwd.txn t JOIN dim.branch ON dim.branch.g = t.g WHERE amount > 10\n",
            "models/dws/g.sql",
            "/*---\ndistributed_by: g\n---*/\nSELECT g, sum(amount) AS amount FROM dwd.txn GROUP BY g\n",
            "models/ads/top.sql",
            "SELECT g, amount FROM dws.g WHERE amount > 100\n");

    private static final String ORRERY = """
            name: bank
            starrocks: "%s"
            layers:
              ods: { kind: table, loaded: true }
              dim: { kind: table }
              dwd: { kind: view, reads: [ods, dim, dwd] }
              dws: { kind: materialized_view, reads: [dwd, dws], target_lag: 1 hour }
              ads: { kind: view, reads: [dws, ads], exposed: true }
            environments:
              prod: { hosts: "fe1:9030" }
            """;

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void plans_as_recorded_deploys_and_leaves_nothing(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".txt");
        Map<String, String> parts = parts(Files.readString(file));
        StringBuilder actual = new StringBuilder();
        parts.forEach((part, text) -> {
            if (!Set.of("plan", "statements").contains(part)) {
                actual.append("-- ").append(part).append(" --\n").append(text);
            }
        });
        try (EngineServer server = new EngineServer();
                JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            actual.append(new Scene(starRocks, parts).play());
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        }
        assertThat(Files.readString(file)).isEqualTo(actual.toString());
    }

    static List<String> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        String current = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("-- ") && line.endsWith(" --")) {
                current = line.substring(3, line.length() - 3);
                parts.put(current, "");
            } else {
                parts.merge(current, line + "\n", String::concat);
            }
        }
        return parts;
    }

    /** One scenario on its server. */
    private static final class Scene implements Surveyor.Surroundings {
        private final JdbcStarRocks starRocks;
        private final SourceFiles before;
        private final SourceFiles between;
        private final SourceFiles after;
        private final boolean deployed;
        private final boolean deployedByAnother;
        private final String prodState;
        private final Compilation whole;

        Scene(JdbcStarRocks starRocks, Map<String, String> parts) {
            this.starRocks = starRocks;
            this.deployed = !parts.containsKey("nothing was deployed");
            this.deployedByAnother = parts.containsKey("another version of the program deployed the base");
            this.prodState = parts.containsKey("the base's state is not to be found") ? "hidden" : PROD;
            Map<String, String> texts = new TreeMap<>(PROJECT);
            String orrery =
                    ORRERY.formatted(parts.getOrDefault("starrocks", "3.5").strip());
            texts.put(
                    Project.FILE,
                    orrery + parts.getOrDefault("environments", "").indent(2));
            this.before = SourceFiles.of(texts);
            change(texts, parts, "staging/");
            this.between = SourceFiles.of(texts);
            change(texts, parts, "");
            this.after = SourceFiles.of(texts);
            this.whole = compile(after);
        }

        private static void change(Map<String, String> texts, Map<String, String> parts, String prefix) {
            parts.forEach((part, text) -> {
                if (part.startsWith(prefix + "models/")) {
                    String path = part.substring(prefix.length());
                    texts.remove(path);
                    if (!text.isBlank()) {
                        texts.put(path, text);
                    }
                }
            });
        }

        private static Compilation compile(SourceFiles files) {
            Diagnostics diagnostics = new Diagnostics();
            Compilation compilation = Compiler.compile(Project.load(files, diagnostics), diagnostics);
            diagnostics.throwIfErrors();
            return compilation;
        }

        private static List<Seed> seeds(SourceFiles files, Compilation compilation) {
            List<Seed> seeds = new ArrayList<>();
            Diagnostics diagnostics = new Diagnostics();
            compilation
                    .models()
                    .forEach((name, model) -> model.seed()
                            .flatMap(files::read)
                            .flatMap(csv -> SeedReader.read(csv, table(compilation, name), diagnostics))
                            .ifPresent(seeds::add));
            diagnostics.throwIfErrors();
            return seeds;
        }

        private static Definition.Table table(Compilation compilation, ModelName name) {
            return (Definition.Table) compilation.catalog().find(name).orElseThrow();
        }

        String play() {
            Compilation prod = compile(before);
            if (deployed) {
                deploy(prodState, Desired.of(prod.catalog()), seeds(before, prod));
            }
            if (deployedByAnother) {
                starRocks.execute(
                        "UPDATE _orrery_bank.prod_object SET desired = 'as another counts' WHERE desired <> ''");
            }
            for (Environment between : prod.project().environments().values()) {
                if (between.base().isPresent() && !between.name().equals("dev")) {
                    deployBetween(between);
                }
            }
            SortedSet<String> databases = starRocks.databases();
            Survey survey;
            try {
                survey = new Surveyor(whole, seeds(after, whole), this).survey(environment("dev"));
            } catch (DiagnosticException e) {
                return "-- plan --\n"
                        + e.diagnostics().stream().map(DiagnosticText::of).collect(Collectors.joining());
            }
            Compilation here = survey.placement().here();
            Desired desired = desired(survey);
            Deployment dev = deployment(environment("dev"));
            Planned planned = dev.plan(desired, seeds(after, here), Destructive.WITHHELD);
            String text = text(survey, planned.plan());

            dev.apply(planned, DeployListener.SILENT);
            assertThat(PlanText.of(dev.plan(desired, seeds(after, here), Destructive.WITHHELD)
                            .plan()))
                    .isEqualTo("No differences.\n");
            assertThat(dev.drift(desired).isEmpty()).isTrue();
            dev.drop(dev.planOfDrop(), DeployListener.SILENT);
            assertThat(starRocks.databases()).isEqualTo(databases);
            assertThat(dev.registry().entries()).isEmpty();
            assertThat(dev.history()).isEmpty();
            if (deployed) {
                assertThat(deployment(prodState)
                                .plan(Desired.of(prod.catalog()), seeds(before, prod), Destructive.WITHHELD)
                                .plan()
                                .isEmpty())
                        .isTrue();
            }
            return text;
        }

        private void deployBetween(Environment environment) {
            Compilation compilation = compile(between);
            List<Seed> seeds = seeds(between, compilation);
            Survey survey = new Surveyor(compilation, seeds, this).survey(environment);
            deploy(
                    environment.name(),
                    desired(survey),
                    seeds(between, survey.placement().here()));
        }

        private void deploy(String environment, Desired desired, List<Seed> seeds) {
            Deployment deployment = deployment(environment);
            deployment.apply(deployment.plan(desired, seeds, Destructive.WITHHELD), DeployListener.SILENT);
        }

        private static Desired desired(Survey survey) {
            SortedMap<ModelName, Map<String, Set<String>>> none = new TreeMap<>();
            return new Desired(survey.placement().here().catalog(), Set.of(), new TreeMap<>(), none, false)
                    .reading(survey.placement().elsewhere());
        }

        private static String text(Survey survey, Plan plan) {
            StringBuilder text = new StringBuilder("-- plan --\n");
            if (survey.placement().environment().base().isPresent()) {
                text.append(survey.summary()).append('\n');
            }
            survey.stale()
                    .forEach(table ->
                            text.append("read as it is there: ").append(table).append('\n'));
            text.append(PlanText.of(plan)).append("-- statements --\n");
            plan.steps().forEach(step -> text.append(step.sql()).append(";\n"));
            return text.toString();
        }

        @Override
        public Environment environment(String name) {
            return Optional.ofNullable(whole.project().environments().get(name)).orElseThrow();
        }

        @Override
        public Deployment deployment(Environment environment) {
            return deployment(environment.name());
        }

        private Deployment deployment(String state) {
            return new Deployment(starRocks, new DeployTarget("bank", state, "a test"), Clock.systemUTC());
        }

        @Override
        public String variable(String name) {
            return name.equals("USER") ? "al.ice" : "";
        }

        @Override
        public Set<ModelName> changedSince(String revision) {
            return new Selection(List.of("state:modified"), List.of()).of(whole, Optional.of(Before.of(after, before)));
        }
    }
}
