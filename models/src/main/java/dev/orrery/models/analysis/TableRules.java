// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of StarRocks' tables that can be told from the statement alone. */
final class TableRules {
    private final CreateTable table;
    private final List<Column> columns;
    private final List<Finding> findings;

    TableRules(CreateTable table, List<Column> columns, List<Finding> findings) {
        this.table = table;
        this.columns = columns;
        this.findings = findings;
    }

    void check() {
        Set<String> names = new HashSet<>();
        for (ColumnDefinition column : table.columns()) {
            if (!names.add(Scope.lower(column.name().text()))) {
                findings.add(Finding.of(
                        column.name().at(),
                        ModelCode.NAME_OF_COLUMN_TWICE,
                        "column '" + column.name() + "' is defined twice"));
            }
        }
        table.key().ifPresent(key -> key.columns().forEach(this::known));
        table.distribution().map(Distribution::columns).orElse(List.of()).forEach(this::known);
        table.orderBy().forEach(this::known);
        table.indexes().stream().map(IndexDefinition::columns).forEach(list -> list.forEach(this::known));
    }

    private void known(Identifier name) {
        boolean known = columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(name.text()));
        if (!known) {
            findings.add(Finding.of(name.at(), ModelCode.UNKNOWN_COLUMN, "column '" + name + "' is not in this table")
                    .withHint(Nearest.hint(
                            name.text(), columns.stream().map(Column::name).toList())));
        }
    }
}
