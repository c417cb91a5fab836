// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Deployments;
import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.PlanOptions;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.deploy.Planned;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.plan.PlanJson;
import dev.orrery.ddl.plan.PlanMarkdown;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "plan", description = "The differences between the project and a server. Changes nothing.")
final class PlanCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes the plan as a Liquibase changelog, to be reviewed and applied.")
    @Nullable
    Path output;

    @Option(names = "--markdown", description = "Prints the plan as a comment of a pull request.")
    private boolean markdown;

    @Option(names = "--json", description = "Prints the plan as JSON.")
    private boolean json;

    @Option(
            names = "--detailed-exitcode",
            description = "Ends with 2 when there are differences, with 0 when there are none.")
    private boolean detailedExitCode;

    PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProjectFolder folder = project.find();
        Compilation compilation = project.compile(folder, terminal);
        Deployments.read(folder, compilation);
        try (Site site = environment.enter(folder, compilation, terminal)) {
            Deployment deployment = site.deployment();
            Planned planned = options.plan(folder, site, Deployments.read(folder, site.here()), deployment);
            terminal.out().print(text(planned.plan()));
            if (output != null) {
                write(output, planned.changelog().text());
            }
            if (planned.plan().isBlocked()) {
                return ExitCode.FAILED;
            }
            boolean same = planned.plan().isEmpty() && planned.plan().withheld() == 0;
            return same || !detailedExitCode ? ExitCode.OK : ExitCode.DIFFERENCES;
        }
    }

    private String text(Plan plan) {
        if (json) {
            return PlanJson.of(plan);
        }
        return markdown ? PlanMarkdown.of(plan) : PlanText.of(plan, options.detail());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new EnvironmentException(
                    Diagnostic.of(CliCode.FILE_TROUBLE, "cannot write '" + file + "': " + e.getMessage()), e);
        }
    }
}
