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
        line.addSubcommand("demo", new DemoCommand(terminal))
                .addSubcommand("init", new InitCommand(terminal))
                .addSubcommand("check", new CheckCommand(terminal))
                .addSubcommand("compile", new CompileCommand(terminal))
                .addSubcommand("lineage", new LineageCommand(terminal))
                .addSubcommand("graph", new GraphCommand(terminal))
                .addSubcommand("show", new ShowCommand(terminal))
                .addSubcommand("plan", new PlanCommand(terminal))
                .addSubcommand("apply", new ApplyCommand(terminal))
                .addSubcommand("rollback", new RollbackCommand(terminal))
                .addSubcommand("status", new StatusCommand(terminal))
                .addSubcommand("history", new HistoryCommand(terminal))
                .addSubcommand(
                        "load",
                        group(new LoadCommand())
                                .addSubcommand("run", new LoadCommand.Run(terminal))
                                .addSubcommand("check", new LoadCommand.Check(terminal)))
                .addSubcommand(
                        "refresh",
                        group(new RefreshCommand())
                                .addSubcommand("run", new RefreshCommand.Run(terminal))
                                .addSubcommand("status", new RefreshCommand.Status(terminal))
                                .addSubcommand("why", new RefreshCommand.Why(terminal))
                                .addSubcommand("history", new RefreshCommand.Waves(terminal)))
                .addSubcommand("serve", new ServeCommand(terminal))
                .addSubcommand("embedded", new EmbeddedCommand(terminal))
                .addSubcommand(
                        "sql",
                        group(new SqlCommand())
                                .addSubcommand("parse", new SqlCommand.Parse(terminal))
                                .addSubcommand("describe", new SqlCommand.Describe(terminal)))
                .addSubcommand("explain", new ExplainCommand(terminal))
                .addSubcommand("version", new VersionCommand(terminal))
                .addSubcommand("completion", new AutoComplete.GenerateCompletion())
                .addSubcommand("help", new HelpCommand());
    }

    private static CommandLine group(Object commands) {
        return new CommandLine(commands).addSubcommand("help", new HelpCommand());
    }
}
