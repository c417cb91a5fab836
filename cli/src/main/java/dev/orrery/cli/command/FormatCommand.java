// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.SqlFile;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.sql.SqlFormatter;
import dev.orrery.models.sql.SyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery format}: rewrites SQL files in the one layout; prints the paths of those that change. */
@Command(name = "format", description = "One layout for the project's SQL; comments and headers are kept.")
final class FormatCommand implements Callable<Integer> {
    private static final String STDIN = "-";

    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description =
                    "Files and folders (default: models/ and macros/ of the project); - reads stdin, writes stdout.")
    private List<String> paths = List.of();

    @Option(names = "--check", description = "Change nothing; exit code 1 if a file is not formatted.")
    private boolean check;

    private int changed;
    private int wrong;

    FormatCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (paths.equals(List.of(STDIN))) {
            return filter();
        }
        List<SqlFile> files = files();
        files.forEach(this::format);
        terminal.say(summary(files.size()));
        return wrong > 0 || (check && changed > 0) ? ExitCode.FAILED : ExitCode.OK;
    }

    private List<SqlFile> files() {
        List<SqlFile> files = new ArrayList<>();
        if (paths.isEmpty()) {
            Path root = project.find().root();
            Stream.of("models", "macros")
                    .map(root::resolve)
                    .filter(Files::isDirectory)
                    .forEach(folder -> files.addAll(SqlFile.below(folder, root)));
        } else {
            Path here = Path.of("");
            paths.forEach(path -> files.addAll(SqlFile.below(Path.of(path), here)));
        }
        return files;
    }

    private int filter() throws IOException {
        SourceFile file = new SourceFile("stdin", new String(terminal.in().readAllBytes(), UTF_8));
        Optional<String> formatted = formatted(file);
        if (formatted.isEmpty()) {
            return ExitCode.FAILED;
        }
        if (check) {
            return formatted.get().equals(file.text()) ? ExitCode.OK : ExitCode.FAILED;
        }
        terminal.print(formatted.get().stripTrailing());
        return ExitCode.OK;
    }

    private void format(SqlFile file) {
        try {
            SourceFile source = file.read();
            formatted(source).filter(text -> !text.equals(source.text())).ifPresent(text -> {
                changed++;
                terminal.print(file.shown());
                if (!check) {
                    file.replace(text);
                }
            });
        } catch (DiagnosticException notText) {
            wrong++;
            notText.diagnostics().forEach(terminal::show);
        }
    }

    /** Empty, with the finding shown, where the text is not SQL: such a file stays as it is. */
    private Optional<String> formatted(SourceFile file) {
        try {
            return Optional.of(SqlFormatter.format(file.text()));
        } catch (SyntaxException error) {
            wrong++;
            terminal.show(error.in(file));
            return Optional.empty();
        }
    }

    private String summary(int files) {
        String done = check ? " not formatted, " : " formatted, ";
        String rest = Figures.count(files - changed - wrong) + " as they should be";
        String left = wrong == 0 ? "" : ", " + Figures.count(wrong) + " not understood and left alone";
        return Figures.count(changed) + done + rest + left;
    }
}
