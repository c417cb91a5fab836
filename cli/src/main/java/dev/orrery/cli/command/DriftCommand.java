// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.ddl.drift.Drift;
import dev.orrery.ddl.drift.DriftText;
import dev.orrery.models.compile.Compilation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "drift", description = "What somebody changed on a server since the last apply. Changes nothing.")
final class DriftCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Option(names = "--json", description = "Prints it as JSON.")
    private boolean json;

    @Option(names = "--detailed-exitcode", description = "Ends with 2 when there is drift, with 0 when there is none.")
    private boolean detailedExitCode;

    DriftCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProjectFolder folder = project.find();
        Compilation compilation = project.compile(folder, terminal);
        try (Site site = environment.enter(folder, compilation, terminal)) {
            Drift drift = site.deployment().drift(site.desired());
            terminal.out().print(json ? DriftText.json(drift) : DriftText.of(drift));
            return !drift.isEmpty() && detailedExitCode ? ExitCode.DIFFERENCES : ExitCode.OK;
        }
    }
}
