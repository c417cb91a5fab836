// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.translate.Objects;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** System tables as temporary tables of the session, made anew whenever a statement names them. */
final class SystemRelations {
    private final Connection connection;
    private final ServerQuestions questions;

    SystemRelations(Connection connection, ServerQuestions questions) {
        this.connection = connection;
        this.questions = questions;
    }

    Optional<Objects.Source> source(ModelName name, ServerQuestions.Asker asker) throws ServerError {
        Optional<ServerQuestions.Rows> rows = questions.systemTable(name, asker);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(put(name, rows.get()));
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    private Objects.Source put(ModelName name, ServerQuestions.Rows rows) throws SQLException {
        String text = "__text";
        String table = DuckName.quote("__" + name.toString().toLowerCase(Locale.ROOT));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE " + text + " " + columns(rows, column -> "VARCHAR"));
            append(text, rows.rows());
            statement.execute("CREATE OR REPLACE TEMP TABLE " + table + " AS SELECT "
                    + rows.columns().stream()
                            .map(c -> "TRY_CAST(" + DuckName.quote(c.name()) + " AS " + DuckType.of(c.type()) + ") AS "
                                    + DuckName.quote(c.name()))
                            .collect(Collectors.joining(", "))
                    + " FROM " + text);
            statement.execute("DROP TABLE " + text);
        }
        return new Objects.Source.Rows(
                "temp.main." + table,
                rows.columns().stream()
                        .map(c -> new Column(c.name(), c.type(), c.nullable(), c.comment()))
                        .toList());
    }

    /** A statement for each row would take a second for the columns of an empty server. */
    private void append(String table, List<@Nullable String[]> rows) throws SQLException {
        try (DuckDBAppender appender =
                connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", table)) {
            for (@Nullable String[] row : rows) {
                appender.beginRow();
                for (String cell : row) {
                    if (cell == null) {
                        appender.appendNull();
                    } else {
                        appender.append(cell);
                    }
                }
                appender.endRow();
            }
        }
    }

    private static String columns(ServerQuestions.Rows rows, Function<Column, String> type) {
        return rows.columns().stream()
                .map(column -> DuckName.quote(column.name()) + " " + type.apply(column))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
