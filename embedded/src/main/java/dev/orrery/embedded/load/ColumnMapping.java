// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.engine.StoredColumn;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.load.rows.LoadFailure;
import dev.orrery.embedded.load.rows.LoadShape;
import dev.orrery.embedded.load.rows.Staging;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.translate.Environment;
import dev.orrery.embedded.translate.Translator;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.type.DataType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The SELECT behind the {@code columns} and {@code where} headers: fields are texts, columns have their types. */
final class ColumnMapping {
    private final StoredTable table;
    private final LoadTarget.Mapping mapping;
    private final Translator translator;

    ColumnMapping(StoredTable table, LoadTarget.Mapping mapping, Clock clock) {
        this.table = table;
        this.mapping = mapping;
        this.translator = new Translator(
                name -> Optional.empty(),
                new Environment(
                        clock.instant().atZone(clock.getZone()),
                        Optional.of(table.name().database()),
                        Environment.Who.ROOT,
                        0,
                        (scope, name) -> Optional.empty()));
    }

    String select() throws LoadFailure {
        try {
            return selecting();
        } catch (ServerError e) {
            throw new LoadFailure(String.valueOf(e.getMessage()));
        } catch (Refusal e) {
            throw new LoadFailure(String.valueOf(e.asServerError().getMessage()));
        } catch (SyntaxException e) {
            throw new LoadFailure("Parsing error in the columns or where header: " + e.message());
        }
    }

    private String selecting() throws ServerError {
        List<Column> fields = mapping.fields().stream()
                .map(field -> new Column(field, TypeRules.VARCHAR, true, Optional.empty()))
                .toList();
        List<String> items = new ArrayList<>();
        List<Column> visible = new ArrayList<>();
        for (String name : mapping.columns()) {
            StoredColumn column = table.column(name).orElseThrow();
            items.add(value(column.name(), column.type(), fields) + " AS " + DuckName.quote(name));
            visible.add(column.asColumn());
        }
        for (Column field : fields) {
            if (mapping.columns().stream().noneMatch(field.name()::equalsIgnoreCase)) {
                items.add("r." + DuckName.quote(field.name()) + " AS " + DuckName.quote(field.name()));
                visible.add(field);
            }
        }
        String op = DuckName.quote(LoadShape.OP);
        String sequence = DuckName.quote(Staging.SEQUENCE);
        String chosen = mapping.expressions().containsKey(LoadShape.OP)
                ? value(LoadShape.OP, TypeRules.TINYINT, fields)
                : "r." + op;
        String inner = "SELECT " + String.join(", ", items) + ", " + chosen + " AS " + op + ", r." + sequence + " FROM "
                + DuckName.quote(mapping.rows()) + " AS r";
        String condition = mapping.where().isPresent()
                ? " WHERE "
                        + translator.condition(
                                SqlParser.parseExpression(mapping.where().get()),
                                visible,
                                "m.",
                                table.name().name())
                : "";
        String columns = mapping.columns().stream().map(DuckName::quote).collect(Collectors.joining(", "));
        return "SELECT " + columns + ", " + op + ", " + sequence + " FROM (" + inner + ") AS m" + condition
                + " ORDER BY " + sequence;
    }

    private String value(String name, DataType type, List<Column> fields) throws ServerError {
        String expression = mapping.expressions().get(name);
        if (expression != null) {
            return translator.value(
                    SqlParser.parseExpression(expression),
                    fields,
                    "r.",
                    table.name().name(),
                    type);
        }
        String constant = mapping.constants().get(name);
        String text = constant != null ? DuckName.literal(constant) : "r." + DuckName.quote(field(name));
        return TypeRules.isBinary(type)
                ? "encode(" + text + ")"
                : Casting.to(Typed.of(text, TypeRules.VARCHAR), type).sql();
    }

    private String field(String column) {
        return mapping.fields().stream()
                .filter(column::equalsIgnoreCase)
                .findFirst()
                .orElseThrow();
    }
}
