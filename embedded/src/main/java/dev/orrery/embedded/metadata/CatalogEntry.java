// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.sql.tree.CreateView;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Function;

/** A table, view or MV with what its metadata shows. */
public sealed interface CatalogEntry {

    long id();

    ModelName name();

    /** As its readers see them. */
    List<Column> columns();

    LocalDateTime created();

    <R> R match(Function<Table, R> table, Function<View, R> view, Function<MaterializedView, R> materializedView);

    /**
     * A table.
     *
     * @param statement the CREATE TABLE that would make it as it is now
     * @param keyKind also where the statement names no key
     */
    record Table(
            long id,
            ModelName name,
            CreateTable statement,
            KeyKind keyKind,
            List<TableColumn> tableColumns,
            LocalDateTime created)
            implements CatalogEntry {
        public Table {
            tableColumns = List.copyOf(tableColumns);
        }

        @Override
        public List<Column> columns() {
            return tableColumns.stream()
                    .map(column -> new Column(
                            column.definition().name().text(),
                            column.definition().type(),
                            column.nullable(),
                            column.definition().comment()))
                    .toList();
        }

        @Override
        public <R> R match(
                Function<Table, R> table, Function<View, R> view, Function<MaterializedView, R> materializedView) {
            return table.apply(this);
        }
    }

    /**
     * A column of a table.
     *
     * @param nullable after the rules of its key
     * @param key one of the key's columns
     */
    record TableColumn(ColumnDefinition definition, boolean nullable, boolean key) {}

    /**
     * A view.
     *
     * @param queryText as it was sent, comments included
     */
    record View(
            long id,
            ModelName name,
            CreateView statement,
            String queryText,
            List<Column> columns,
            LocalDateTime created)
            implements CatalogEntry {
        public View {
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R match(
                Function<Table, R> table, Function<View, R> view, Function<MaterializedView, R> materializedView) {
            return view.apply(this);
        }
    }

    /**
     * A materialized view.
     *
     * @param statement as it would be written now
     * @param queryText as it was sent, comments included
     * @param inactiveReason empty while active
     */
    record MaterializedView(
            long id,
            ModelName name,
            CreateMaterializedView statement,
            String queryText,
            List<Column> columns,
            LocalDateTime created,
            boolean active,
            String inactiveReason)
            implements CatalogEntry {
        public MaterializedView {
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R match(
                Function<Table, R> table, Function<View, R> view, Function<MaterializedView, R> materializedView) {
            return materializedView.apply(this);
        }

        /** Of its refreshes. */
        public String taskName() {
            return "mv-" + id;
        }
    }
}
