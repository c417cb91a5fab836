// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.project.FileTrouble;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.diagnostic.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "init", description = "Writes a new project into a folder.")
final class InitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DIR", description = "A new or empty folder.")
    Path folder = Path.of("");

    @Option(
            names = "--template",
            paramLabel = "NAME",
            defaultValue = "bank",
            description = "The example to start from (default: ${DEFAULT-VALUE}).")
    String template = "bank";

    InitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> known = Pages.names("examples");
        if (!known.contains(template)) {
            throw unknownExample(template, known);
        }
        refuseIfNotEmpty();
        int files = Pages.copy("examples/" + template, folder);
        ProjectFolder.ignoreLocal(folder);
        terminal.say("wrote " + files + " files into " + folder);
        terminal.say("next: cd " + folder
                + " && orrery check && orrery apply --auto-approve && orrery load run core && orrery refresh run");
        return ExitCode.OK;
    }

    static DiagnosticException unknownExample(String name, List<String> known) {
        Diagnostic finding = Diagnostic.of(CliCode.UNKNOWN_EXAMPLE, "there is no example '" + name + "'")
                .withHelp("there is: " + String.join(", ", known));
        return new DiagnosticException(
                Nearest.hint(name, known).map(finding::withHint).orElse(finding));
    }

    private void refuseIfNotEmpty() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> children = Files.list(folder)) {
            if (children.findAny().isEmpty()) {
                return;
            }
        } catch (IOException e) {
            throw new EnvironmentException(
                    Diagnostic.of(
                            CliCode.FILE_TROUBLE, "cannot read '" + folder + "' as a folder: " + FileTrouble.why(e)),
                    e);
        }
        throw new DiagnosticException(
                Diagnostic.of(CliCode.FOLDER_NOT_EMPTY, "'" + folder + "' is not empty; nothing was written")
                        .withHelp("name a new folder, or empty this one first"));
    }
}
