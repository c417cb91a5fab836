// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.type.DataType;
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
        sortKey();
        autoIncrement();
        indexes();
    }

    private void sortKey() {
        Set<String> sorted = new HashSet<>();
        for (Identifier column : table.orderBy()) {
            if (!sorted.add(Scope.lower(column.text()))) {
                findings.add(Finding.of(
                        column.at(), ModelCode.TABLE_KEY, "column '" + column + "' stands twice in the sort key"));
            }
        }
        table.key().ifPresent(key -> {
            Set<String> columnsOfKey = new HashSet<>();
            key.columns().forEach(column -> columnsOfKey.add(Scope.lower(column.text())));
            boolean strict = key.kind() == CreateTable.KeyKind.AGGREGATE || key.kind() == CreateTable.KeyKind.UNIQUE;
            if (strict && !sorted.isEmpty() && !sorted.equals(columnsOfKey)) {
                findings.add(Finding.of(
                        table.orderBy().get(0).at(),
                        ModelCode.TABLE_KEY,
                        "the sort key of a table with " + key.kind() + " KEY holds exactly the columns of its key"));
            }
        });
    }

    private void autoIncrement() {
        List<ColumnDefinition> counted =
                table.columns().stream().filter(ColumnDefinition::autoIncrement).toList();
        for (int i = 0; i < counted.size(); i++) {
            ColumnDefinition column = counted.get(i);
            String why = "";
            if (i > 0) {
                why = "a table has one AUTO_INCREMENT column";
            } else if (!column.type().is(DataType.Kind.BIGINT)) {
                why = "an AUTO_INCREMENT column is a BIGINT";
            } else if (column.nullable().orElse(false)) {
                why = "an AUTO_INCREMENT column is NOT NULL";
            }
            if (!why.isEmpty()) {
                findings.add(
                        Finding.of(column.at(), ModelCode.AUTO_INCREMENT, "column '" + column.name() + "': " + why));
            }
        }
    }

    private void indexes() {
        for (IndexDefinition index : table.indexes()) {
            boolean text = index.using()
                    .filter(kind -> kind.equals("GIN") || kind.equals("NGRAMBF"))
                    .isPresent();
            for (Identifier name : index.columns()) {
                boolean other = columns.stream()
                        .filter(column -> column.name().equalsIgnoreCase(name.text()))
                        .anyMatch(column -> !Supertype.isText(column.type()) || Supertype.isBinary(column.type()));
                if (text && other) {
                    findings.add(Finding.of(
                            name.at(),
                            ModelCode.INDEX_COLUMN,
                            "an index USING " + index.using().orElse("") + " is built on CHAR and VARCHAR, '" + name
                                    + "' is neither"));
                }
            }
        }
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
