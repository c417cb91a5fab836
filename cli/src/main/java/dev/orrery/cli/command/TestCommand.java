// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Deployments;
import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.option.PositiveCount;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.option.SelectionOptions;
import dev.orrery.cli.project.FileTrouble;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.Servers;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.cli.test.JUnitXml;
import dev.orrery.cli.test.Outcome;
import dev.orrery.cli.test.SeedRows;
import dev.orrery.cli.test.TestReport;
import dev.orrery.cli.test.TestRun;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.tests.DataQuestion;
import dev.orrery.models.tests.DataQuestions;
import dev.orrery.models.tests.ModelTest;
import dev.orrery.models.tests.ModelTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "test",
        description =
                "Runs the given/expect tests of tests/*.yml, each on an empty embedded server, and the data tests of"
                        + " headers on the rows that come out.")
final class TestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            description = "Instead: the data tests of all headers on the rows of this environment of orrery.yml, or of"
                    + " 'embedded', the project's own server. It only reads.")
    @Nullable
    String environment;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            converter = PositiveCount.class,
            description = "Tests that run at once (default: one a processor).")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "Write a report for CI servers as well.")
    @Nullable
    Path junitXml;

    TestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProjectFolder folder = project.find();
        Compilation compilation = project.compile(folder, terminal);
        Diagnostics diagnostics = new Diagnostics();
        List<ModelTest> tests = ModelTests.read(folder.files(), compilation, diagnostics);
        List<DataQuestion> questions = DataQuestions.read(compilation, diagnostics);
        TestRun run = new TestRun(
                compilation,
                SeedRows.of(Deployments.read(folder, compilation, diagnostics), compilation),
                System::nanoTime);
        diagnostics.throwIfErrors();
        Set<ModelName> chosen = selection.of(folder, compilation);
        List<DataQuestion> asked = questions.stream()
                .filter(question -> chosen.contains(question.model()))
                .toList();
        List<Outcome> outcomes = environment != null
                ? onServer(run, environment, folder, compilation, asked)
                : run.run(
                        tests.stream()
                                .filter(test -> chosen.contains(test.model()))
                                .toList(),
                        asked,
                        jobs);
        new TestReport(terminal).print(outcomes);
        if (junitXml != null) {
            write(junitXml, JUnitXml.of(compilation.project().name(), outcomes));
        }
        return outcomes.stream().allMatch(Outcome::isGood) ? ExitCode.OK : ExitCode.FAILED;
    }

    private List<Outcome> onServer(
            TestRun run, String name, ProjectFolder folder, Compilation compilation, List<DataQuestion> questions) {
        try (Site site = Site.open(folder, compilation, new Servers(System.getenv()), Optional.of(name), terminal)) {
            // What is not built here is its base's to test.
            return run.run(
                    site.starRocks(),
                    questions.stream()
                            .filter(question -> site.placement().built().contains(question.model()))
                            .toList(),
                    site.placement()::name);
        }
    }

    private static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text, UTF_8);
        } catch (IOException e) {
            throw new DiagnosticException(
                    Diagnostic.of(CliCode.FILE_TROUBLE, "cannot write '" + file + "': " + FileTrouble.why(e)));
        }
    }
}
