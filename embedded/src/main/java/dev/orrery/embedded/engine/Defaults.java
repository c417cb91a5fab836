// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.translate.Environment;
import dev.orrery.embedded.translate.Translator;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands in a column that a write does not name. */
final class Defaults {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private Defaults() {}

    /** DuckDB's expression for a column's default, NULL without one. */
    static String of(StoredColumn column, LocalDateTime now) {
        String type = DuckType.of(column.type());
        String value = column.definition()
                .defaultValue()
                .map(d -> expression(column, d.value(), now))
                .orElse("NULL");
        return "CAST(" + value + " AS " + type + ")";
    }

    /** DuckDB's expression for a generated column, over the plain columns' names. */
    static String generated(StoredTable table, StoredColumn column) throws ServerError {
        Environment nobody = new Environment(
                Instant.EPOCH.atZone(ZoneOffset.UTC),
                Optional.of(table.name().database()),
                Environment.Who.NOBODY,
                0,
                (scope, name) -> Optional.empty());
        List<Column> plain = table.columns().stream()
                .filter(c -> !c.isGenerated())
                .map(StoredColumn::asColumn)
                .toList();
        Expression expression = column.definition().generated().orElseThrow();
        return new Translator(name -> Optional.empty(), nobody)
                .value(expression, plain, "", table.name().name(), column.type());
    }

    private static String expression(StoredColumn column, Expression value, LocalDateTime now) {
        if (value instanceof Literal.Text text) {
            return DuckName.literal(text.value());
        }
        if (value instanceof Literal.Numeric number) {
            return number.text();
        }
        if (value instanceof Literal.Null) {
            return "NULL";
        }
        if (!(value instanceof Call.Function call)) {
            throw refused(column);
        }
        String function = call.name().last().text().toLowerCase(Locale.ROOT);
        return switch (function) {
            case "current_timestamp", "now" ->
                "TIMESTAMP '" + (call.arguments().isEmpty() ? SECONDS : MICROSECONDS).format(now) + "'";
            case "uuid" -> "CAST(uuid() AS VARCHAR)";
            default -> throw refused(column);
        };
    }

    private static Refusal refused(StoredColumn column) {
        return new Refusal(EmbeddedCode.FORM_REFUSED, "the default of column '" + column.name() + "'");
    }
}
