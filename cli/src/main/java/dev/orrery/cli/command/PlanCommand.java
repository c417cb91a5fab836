// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Deployments;
import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.PlanOptions;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.FileTrouble;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.deploy.Planned;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.plan.PlanJson;
import dev.orrery.ddl.plan.PlanMarkdown;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.ddl.proposal.Accepted;
import dev.orrery.ddl.proposal.ProposalText;
import dev.orrery.ddl.proposal.Proposing;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "plan", description = "The differences between the project and a server. Changes nothing.")
final class PlanCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

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

    @Option(
            names = "--propose",
            description =
                    "Also proposes generated columns for JSON paths that models compute again and again, and plans them.")
    private boolean propose;

    @Option(names = "--write", description = "With --propose: changes the model files accordingly.")
    private boolean write;

    PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (write && !propose) {
            throw new DiagnosticException(Diagnostic.of(CliCode.NOTHING_TO_WRITE, "--write writes what is proposed")
                    .withHelp("say --propose --write; `-o FILE` writes the plan"));
        }
        if (propose && output != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--propose plans what no file says yet, and writes no plan: --propose --write first, then plan -o FILE");
        }
        ProjectFolder folder = project.find();
        Compilation compilation = project.compile(folder, terminal);
        if (propose) {
            return propose(folder, compilation);
        }
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

    private int propose(ProjectFolder folder, Compilation compilation) {
        Accepted accepted = Proposing.of(folder.files(), options.selected(folder, compilation)::contains);
        try (Site site = environment.enter(folder, accepted.compilation(), terminal)) {
            Planned planned = options.planAll(site, Deployments.read(folder, site.here()));
            if (json) {
                terminal.out().print(ProposalText.json(accepted, planned.plan()));
            } else {
                terminal.out().print(ProposalText.of(accepted));
                terminal.out().print(text(planned.plan()));
            }
            if (write) {
                accepted.files().forEach((path, text) -> write(folder.root().resolve(path), text));
            } else if (!accepted.files().isEmpty()) {
                terminal.say("--propose --write changes the files; `git diff` then shows how");
            }
            if (planned.plan().isBlocked()) {
                return ExitCode.FAILED;
            }
            return accepted.files().isEmpty() || !detailedExitCode ? ExitCode.OK : ExitCode.DIFFERENCES;
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
                    Diagnostic.of(CliCode.FILE_TROUBLE, "cannot write '" + file + "': " + FileTrouble.why(e)), e);
        }
    }
}
