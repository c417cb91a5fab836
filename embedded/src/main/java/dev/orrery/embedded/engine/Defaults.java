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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands in a column that a write does not name. */
final class Defaults {
    private Defaults() {}

    /** DuckDB's expression for a column's default, NULL without one. */
    static String of(StoredColumn column) {
        String type = DuckType.of(column.type());
        String value = column.definition()
                .defaultValue()
                .map(d -> expression(column, d.value()))
                .orElse("NULL");
        return "CAST(" + value + " AS " + type + ")";
    }

    /** DuckDB's expression for a generated column, over the plain columns' names. */
    static String generated(StoredTable table, StoredColumn column) throws ServerError {
        Environment nobody = new Environment(
                Instant.EPOCH.atZone(ZoneOffset.UTC),
                Optional.of(table.name().database()),
                "",
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

    private static String expression(StoredColumn column, Expression value) {
        if (value instanceof Literal.Text text) {
            return DuckName.literal(text.value());
        }
        if (value instanceof Literal.Numeric number) {
            return number.text();
        }
        if (value instanceof Literal.Null) {
            return "NULL";
        }
        String function =
                value instanceof Call.Function call ? call.name().last().text().toLowerCase(Locale.ROOT) : "";
        return switch (function) {
            case "current_timestamp", "now" -> "get_current_timestamp()::TIMESTAMP";
            case "uuid" -> "CAST(uuid() AS VARCHAR)";
            default -> throw new Refusal(EmbeddedCode.FORM_REFUSED, "the default of column '" + column.name() + "'");
        };
    }
}
