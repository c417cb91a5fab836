// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.cli.command.Commands;
import dev.orrery.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** The {@code orrery} command. */
@Command(
        name = "orrery",
        description =
                "A clockwork model for StarRocks: SQL files become views, materialized views and generated columns"
                        + " that stay as fresh as promised.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeOnInvalidInput = ExitCode.WRONG_USE,
        footer = {"", "Start with: orrery demo", "Help for one command: orrery help COMMAND"})
public final class Orrery implements Runnable {
    private final Terminal terminal;

    private Orrery(Terminal terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(System.getenv()), arguments));
    }

    /** Runs one command line and gives its exit code. */
    public static int run(Terminal terminal, String... arguments) {
        FailureReport failures = new FailureReport(terminal);
        try {
            return commandLine(terminal, failures, Stream.of(arguments).findFirst())
                    .execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
            // picocli hands over exceptions only.
            return failures.bug(e);
        }
    }

    static CommandLine commandLine(Terminal terminal) {
        return commandLine(terminal, new FailureReport(terminal), Optional.empty());
    }

    private static CommandLine commandLine(Terminal terminal, FailureReport failures, Optional<String> first) {
        CommandLine line = new CommandLine(new Orrery(terminal));
        Commands.addTo(line, terminal, first);
        line.getSubcommands().values().forEach(Orrery::likeTheTop);
        line.setOut(new PrintWriter(terminal.out(), true, UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, UTF_8));
        line.setExecutionExceptionHandler(failures);
        line.setUsageHelpWidth(100);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    /** Every command, however deep: {@code --help}, and wrong use that is never taken for a difference found. */
    private static void likeTheTop(CommandLine command) {
        command.getCommandSpec().exitCodeOnInvalidInput(ExitCode.WRONG_USE);
        if (!command.getCommandSpec().optionsMap().containsKey("--help")) {
            command.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Show this help and end.")
                            .build());
        }
        command.getSubcommands().values().forEach(Orrery::likeTheTop);
    }

    @Override
    public void run() {
        commandLine(terminal).usage(terminal.out());
    }
}
