// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** Every command of {@code orrery}, in the order in which help lists them. */
public final class Commands {
    /** These speak of all the others. */
    private static final Set<String> ABOUT_OTHERS = Set.of("help", "completion");

    private Commands() {}

    /**
     * Adds the command that is named, or all of them where none is: reading the options of thirty commands takes longer
     * than many a command itself.
     *
     * @param first word of the command line
     */
    public static void addTo(CommandLine line, Terminal terminal, Optional<String> first) {
        Map<String, Supplier<Object>> commands = commands(terminal);
        Supplier<Object> named = first.map(commands::get).orElse(null);
        if (named != null && !ABOUT_OTHERS.contains(first.orElseThrow())) {
            line.addSubcommand(first.orElseThrow(), named.get());
            return;
        }
        commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
    }

    private static Map<String, Supplier<Object>> commands(Terminal terminal) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("demo", () -> new DemoCommand(terminal));
        commands.put("init", () -> new InitCommand(terminal));
        commands.put("import", () -> new ImportCommand(terminal));
        commands.put("check", () -> new CheckCommand(terminal));
        commands.put("format", () -> new FormatCommand(terminal));
        commands.put("compile", () -> new CompileCommand(terminal));
        commands.put("lineage", () -> new LineageCommand(terminal));
        commands.put("graph", () -> new GraphCommand(terminal));
        commands.put("show", () -> new ShowCommand(terminal));
        commands.put("test", () -> new TestCommand(terminal));
        commands.put("plan", () -> new PlanCommand(terminal));
        commands.put("apply", () -> new ApplyCommand(terminal));
        commands.put("rollback", () -> new RollbackCommand(terminal));
        commands.put("status", () -> new StatusCommand(terminal));
        commands.put("history", () -> new HistoryCommand(terminal));
        commands.put("drift", () -> new DriftCommand(terminal));
        commands.put(
                "env",
                () -> group(new EnvironmentCommand())
                        .addSubcommand("list", new EnvironmentCommand.Declared(terminal))
                        .addSubcommand("show", new EnvironmentCommand.Show(terminal))
                        .addSubcommand("drop", new EnvironmentCommand.Drop(terminal)));
        commands.put("doctor", () -> new DoctorCommand(terminal));
        commands.put(
                "load",
                () -> group(new LoadCommand())
                        .addSubcommand("run", new LoadCommand.Run(terminal))
                        .addSubcommand("check", new LoadCommand.Check(terminal)));
        commands.put(
                "refresh",
                () -> group(new RefreshCommand())
                        .addSubcommand("run", new RefreshCommand.Run(terminal))
                        .addSubcommand("status", new RefreshCommand.Status(terminal))
                        .addSubcommand("why", new RefreshCommand.Why(terminal))
                        .addSubcommand("history", new RefreshCommand.Waves(terminal)));
        commands.put("serve", () -> new ServeCommand(terminal));
        commands.put("embedded", () -> new EmbeddedCommand(terminal));
        commands.put(
                "sql",
                () -> group(new SqlCommand())
                        .addSubcommand("parse", new SqlCommand.Parse(terminal))
                        .addSubcommand("describe", new SqlCommand.Describe(terminal)));
        commands.put("explain", () -> new ExplainCommand(terminal));
        commands.put("version", () -> new VersionCommand(terminal));
        // Its help tells what to type, by its own name.
        commands.put(
                "completion",
                () -> new CommandLine(new AutoComplete.GenerateCompletion()).setCommandName("completion"));
        commands.put("help", () -> new HelpCommand());
        return commands;
    }

    private static CommandLine group(Object commands) {
        return new CommandLine(commands).addSubcommand("help", new HelpCommand());
    }
}
