// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Change;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What holds given rows in the place of a model. */
final class StandIn {
    private static final Location NOWHERE = Location.NOWHERE;

    private StandIn() {}

    /**
     * The table as the project has it, so that keys, defaults and generated columns do what they do, but whole (its
     * partitions would refuse rows of other days) and with NULL where a row leaves a column out.
     */
    static List<Statement> table(Definition.Table definition, List<ModelTest.Row> rows) {
        List<Statement> statements = new ArrayList<>();
        CreateTable table = definition.statement();
        Set<String> keys = table.key().stream()
                .flatMap(key -> key.columns().stream())
                .map(column -> column.text().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        statements.add(new CreateTable(
                NOWHERE,
                false,
                false,
                false,
                Local.of(definition.name()).tree(),
                table.columns().stream()
                        .map(column -> keys.contains(column.name().text().toLowerCase(Locale.ROOT))
                                ? column
                                : nullable(column))
                        .toList(),
                List.of(),
                Optional.empty(),
                table.key(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of()));
        rows.stream().filter(row -> !row.values().isEmpty()).forEach(row -> statements.add(insert(definition, row)));
        return statements;
    }

    private static ColumnDefinition nullable(ColumnDefinition column) {
        boolean free = !column.autoIncrement() && column.generated().isEmpty();
        return new ColumnDefinition(
                NOWHERE,
                column.name(),
                column.type(),
                column.key(),
                column.aggregation(),
                free ? Optional.of(true) : column.nullable(),
                column.defaultValue(),
                column.autoIncrement(),
                column.generated(),
                Optional.empty());
    }

    /** One statement a row: rows leave out different columns, and later ones replace earlier ones of the same key. */
    private static Statement insert(Definition.Table table, ModelTest.Row row) {
        List<Identifier> columns = new ArrayList<>();
        List<Optional<Expression>> values = new ArrayList<>();
        for (Column column : table.columns()) {
            TestValue value = row.values().get(column.name());
            if (value != null) {
                columns.add(Identifier.of(column.name()));
                values.add(Optional.of(ValueExpression.of(value, column.type())));
            }
        }
        return new Change.Insert(
                NOWHERE,
                List.of(),
                false,
                Local.of(table.name()).tree(),
                List.of(),
                List.of(),
                Optional.empty(),
                columns,
                false,
                List.of(),
                new Change.Rows(NOWHERE, List.of(values)));
    }

    /** A view with the columns and types of a definition, which needs no keys. */
    static CreateView view(Definition definition, List<ModelTest.Row> rows) {
        List<Column> columns = definition.columns();
        List<List<Expression>> values = new ArrayList<>();
        for (ModelTest.Row row : rows) {
            values.add(columns.stream()
                    .map(column -> cast(
                            ValueExpression.of(
                                    row.values().getOrDefault(column.name(), new TestValue.Nothing()), column.type()),
                            column))
                    .toList());
        }
        if (rows.isEmpty()) {
            values.add(columns.stream()
                    .map(column -> cast(new Literal.Null(NOWHERE), column))
                    .toList());
        }
        List<Identifier> names = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            names.add(Identifier.of("c" + i));
        }
        List<Select.Item> items = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            items.add(new Select.Item(
                    NOWHERE,
                    new Reference.Column(Name.of("given", "c" + i)),
                    Optional.of(Identifier.of(columns.get(i).name()))));
        }
        Optional<Expression> none = rows.isEmpty() ? Optional.of(new Literal.Bool(NOWHERE, false)) : Optional.empty();
        Relation given = new Relation.Values(NOWHERE, values, Optional.of(Identifier.of("given")), names);
        Select select = new Select(
                NOWHERE,
                List.of(),
                false,
                items,
                Optional.of(given),
                none,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return Local.view(
                definition.name(),
                List.of(),
                new Query(NOWHERE, false, List.of(), select, List.of(), Optional.empty()));
    }

    private static Expression cast(Expression value, Column column) {
        return new Call.Cast(NOWHERE, value, column.type());
    }
}
