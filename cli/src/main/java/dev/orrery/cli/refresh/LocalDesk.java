// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.refresh;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.terminal.TextTable;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.refresher.history.WaveResult;
import dev.orrery.refresher.run.WaveTree;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.exception.DataAccessException;

/** Answers from the refresher of this process. Safe to ask from several threads. */
final class LocalDesk implements RefreshDesk {
    /** H2's METHOD_ONLY_ALLOWED_FOR_QUERY. */
    private static final int NO_QUERY = 90002;

    private final Refreshers refreshers;

    LocalDesk(Refreshers refreshers) {
        this.refreshers = refreshers;
    }

    @Override
    public Answer ask(Question question, List<String> words) {
        return switch (question) {
            case STATUS -> good(FreshnessTable.of(refreshers.refresher().freshness()));
            case WHY -> good(refreshers.refresher().why(name(words.get(0))).toText());
            case HISTORY ->
                good(refreshers.refresher().waves(Integer.parseInt(words.get(0))).stream()
                        .map(LocalDesk::text)
                        .collect(Collectors.joining()));
            case SQL -> good(answer(words.get(0)));
            case RUN -> run(words);
        };
    }

    private Answer run(List<String> words) {
        Set<ModelName> wanted = new TreeSet<>();
        words.forEach(text -> wanted.add(name(text)));
        WaveResult wave = wanted.isEmpty()
                ? refreshers.refresher().runOnce("by hand")
                : refreshers.refresher().runOnce("by hand", wanted);
        return new Answer(wave.isGood() ? ExitCode.OK : ExitCode.FAILED, text(wave), "");
    }

    private static Answer good(String result) {
        return new Answer(ExitCode.OK, result, "");
    }

    private static String text(WaveResult wave) {
        return WaveTree.lines(wave).stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static ModelName name(String text) {
        if (text.indexOf('.') <= 0 || text.endsWith(".")) {
            throw new DiagnosticException(Diagnostic.of(CliCode.UNKNOWN_MODEL, "'" + text + "' is not database.name"));
        }
        return ModelName.parse(text);
    }

    /** Plain JDBC: nothing interprets the user's text before H2. Whatever it would change is rolled back. */
    private String answer(String query) {
        try {
            return refreshers
                    .history()
                    .read(sql -> sql.connectionResult(connection -> {
                        connection.setAutoCommit(false);
                        try (Statement statement = connection.createStatement();
                                ResultSet rows = statement.executeQuery(query)) {
                            return TextTable.of(rows).text();
                        } finally {
                            connection.rollback();
                            connection.setAutoCommit(true);
                        }
                    }));
        } catch (DataAccessException e) {
            throw new DiagnosticException(
                    Diagnostic.of(CliCode.HISTORY_QUERY, "the run history cannot answer that: " + reason(e))
                            .withHelp("docs/refreshing.md lists its tables and columns"));
        }
    }

    private static String reason(DataAccessException e) {
        if (e.getCause() instanceof SQLException refused && refused.getErrorCode() == NO_QUERY) {
            return "it is no query, and the history is only read";
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        refreshers.close();
    }
}
