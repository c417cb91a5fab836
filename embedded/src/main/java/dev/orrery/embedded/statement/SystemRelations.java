// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.translate.Objects;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
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
        String table = DuckName.quote("__" + name.toString().toLowerCase(Locale.ROOT));
        String columns = rows.columns().stream()
                .map(c -> DuckName.quote(c.name()) + " " + DuckType.of(c.type()))
                .collect(Collectors.joining(", ", "(", ")"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE " + table + " " + columns);
        }
        String places = rows.columns().stream()
                .map(c -> "TRY_CAST(? AS " + DuckType.of(c.type()) + ")")
                .collect(Collectors.joining(", "));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " VALUES (" + places + ")")) {
            for (@Nullable String[] row : rows.rows()) {
                for (int i = 0; i < row.length; i++) {
                    insert.setString(i + 1, row[i]);
                }
                insert.execute();
            }
        }
        return new Objects.Source.Rows(
                "temp.main." + table,
                rows.columns().stream()
                        .map(c -> new Column(c.name(), c.type(), c.nullable(), c.comment()))
                        .toList());
    }
}
