// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.terminal.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** Every command of {@code orrery}, in the order in which help lists them. */
public final class Commands {
    private Commands() {}

    /** Adds all of them to the top command. */
    public static void addTo(CommandLine line, Terminal terminal) {
        line.addSubcommand("init", new InitCommand(terminal))
                .addSubcommand("explain", new ExplainCommand(terminal))
                .addSubcommand("completion", new AutoComplete.GenerateCompletion())
                .addSubcommand("help", new HelpCommand());
    }
}
