// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.refresh.FreshnessTable;
import dev.orrery.cli.refresh.Refreshers;
import dev.orrery.cli.refresh.WaveLines;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Progress;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.cli.terminal.TextTable;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.refresher.history.WaveResult;
import dev.orrery.refresher.run.RefreshListener;
import dev.orrery.refresher.run.WaveTree;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery refresh …}: to operate the refresher by hand. */
@Command(name = "refresh", description = "Refreshes materialized views by hand, and tells how fresh they are and why.")
final class RefreshCommand {
    /** What every refresh command needs: a project, a server, and the refresher between them. */
    abstract static sealed class OnProject implements Callable<Integer> permits Run, Status, Why, Waves {
        final Terminal terminal;

        @Mixin
        private ProjectOptions project = new ProjectOptions();

        @Mixin
        private EnvironmentOption environment = new EnvironmentOption();

        OnProject(Terminal terminal) {
            this.terminal = terminal;
        }

        abstract int call(Refreshers refreshers);

        RefreshListener listener() {
            return RefreshListener.SILENT;
        }

        @Override
        public Integer call() {
            ProjectFolder folder = project.find();
            Compilation compilation = project.compile(folder, terminal);
            try (TargetServer server = environment.open(folder, compilation.project());
                    Refreshers refreshers = Refreshers.open(folder, compilation, server, listener())) {
                return call(refreshers);
            }
        }

        static ModelName name(String text) {
            if (text.indexOf('.') <= 0 || text.endsWith(".")) {
                throw new DiagnosticException(
                        Diagnostic.of(CliCode.UNKNOWN_MODEL, "'" + text + "' is not database.name"));
            }
            return ModelName.parse(text);
        }
    }

    @Command(
            name = "run",
            description =
                    "Refreshes what would change by it, upstream first, and waits; all MVs, or some with what they stand on.")
    static final class Run extends OnProject {
        private final Progress progress;

        @Parameters(arity = "0..*", paramLabel = "MV", description = "Such as dws.branch_day; none means all.")
        private List<String> names = List.of();

        Run(Terminal terminal) {
            super(terminal);
            this.progress = new Progress(terminal);
        }

        @Override
        RefreshListener listener() {
            return new WaveLines(progress);
        }

        @Override
        int call(Refreshers refreshers) {
            Set<ModelName> wanted = new TreeSet<>();
            names.forEach(text -> wanted.add(name(text)));
            WaveResult wave = wanted.isEmpty()
                    ? refreshers.refresher().runOnce("by hand")
                    : refreshers.refresher().runOnce("by hand", wanted);
            progress.wipe();
            WaveTree.lines(wave).forEach(terminal::print);
            return wave.isGood() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    @Command(name = "status", description = "How fresh every materialized view is, against its target.")
    static final class Status extends OnProject {
        Status(Terminal terminal) {
            super(terminal);
        }

        @Override
        int call(Refreshers refreshers) {
            terminal.out().print(FreshnessTable.of(refreshers.refresher().freshness()));
            return ExitCode.OK;
        }
    }

    @Command(name = "why", description = "Why a materialized view is refreshed now, or is not.")
    static final class Why extends OnProject {
        @Parameters(index = "0", paramLabel = "MV", description = "Such as dws.branch_day.")
        private String mv = "";

        Why(Terminal terminal) {
            super(terminal);
        }

        @Override
        int call(Refreshers refreshers) {
            terminal.out().print(refreshers.refresher().why(name(mv)).toText());
            return ExitCode.OK;
        }
    }

    @Command(name = "history", description = "The newest waves, or what a SELECT over the run history answers.")
    static final class Waves extends OnProject {
        @Option(
                names = "--count",
                paramLabel = "N",
                defaultValue = "5",
                converter = PositiveCount.class,
                description = "How many (default: ${DEFAULT-VALUE}).")
        private int count = 5;

        @Option(
                names = "--sql",
                paramLabel = "QUERY",
                description = "Such as \"SELECT * FROM run\"; docs/refreshing.md lists the tables.")
        @Nullable
        String query;

        Waves(Terminal terminal) {
            super(terminal);
        }

        @Override
        int call(Refreshers refreshers) {
            if (query == null) {
                refreshers
                        .refresher()
                        .waves(count)
                        .forEach(wave -> WaveTree.lines(wave).forEach(terminal::print));
                return ExitCode.OK;
            }
            terminal.out().print(answer(refreshers, query));
            return ExitCode.OK;
        }

        /** Plain JDBC: H2 refuses here whatever is no query, and nothing interprets the user's text before it. */
        private static String answer(Refreshers refreshers, String query) {
            try {
                return refreshers
                        .history()
                        .read(sql -> sql.connectionResult(connection -> {
                            try (Statement statement = connection.createStatement();
                                    ResultSet rows = statement.executeQuery(query)) {
                                return table(rows);
                            }
                        }));
            } catch (DataAccessException e) {
                String reason =
                        e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
                throw new DiagnosticException(Diagnostic.of(
                                CliCode.HISTORY_QUERY,
                                "the run history cannot answer that: "
                                        + String.valueOf(reason)
                                                .lines()
                                                .findFirst()
                                                .orElse(""))
                        .withHelp("docs/refreshing.md lists its tables and columns"));
            }
        }

        private static String table(ResultSet rows) throws SQLException {
            List<String> header = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                header.add(rows.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT));
            }
            TextTable table = new TextTable(header);
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= header.size(); i++) {
                    row.add(rows.getString(i));
                }
                table.row(row);
            }
            return table.text();
        }
    }
}
