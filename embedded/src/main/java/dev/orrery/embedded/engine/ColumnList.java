// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import java.util.List;
import java.util.Optional;

/** The columns of a view or MV written as a CREATE TABLE: how the catalog keeps their types. */
final class ColumnList {
    private static final Name NAME = Name.of("columns");

    private ColumnList() {}

    static String print(List<Column> columns) {
        return StatementText.print(new CreateTable(
                Location.NOWHERE,
                false,
                false,
                false,
                NAME,
                columns.stream().map(ColumnList::definition).toList(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of()));
    }

    static List<Column> parse(String text) {
        return StatementText.table(text).columns().stream()
                .map(c -> new Column(c.name().text(), c.type(), c.nullable().orElse(true), c.comment()))
                .toList();
    }

    static ColumnDefinition definition(Column column) {
        return new ColumnDefinition(
                Location.NOWHERE,
                Identifier.of(column.name()),
                column.type(),
                false,
                Optional.empty(),
                Optional.of(column.nullable()),
                Optional.empty(),
                false,
                Optional.empty(),
                column.comment());
    }
}
