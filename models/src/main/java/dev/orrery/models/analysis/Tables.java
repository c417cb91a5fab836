// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.analysis.scope.ReadColumns;
import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.type.DataType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a query can read: the columns of tables, views and MVs by their names. */
public interface Tables {
    /** Column of a table that is there but cannot be read: answers to every name. */
    Column ANY = new Column(Scope.ANY, DataType.of(DataType.Kind.UNKNOWN), true, Optional.empty());

    /** Columns in order; empty when there is no such table. */
    Optional<List<Column>> columns(ModelName name);

    /** The same for the analysis of queries; an implementation that is asked often keeps what it has made. */
    default Optional<ReadColumns> read(ModelName name) {
        return columns(name).map(columns -> ReadColumns.of(name, columns));
    }

    /** Every name, for suggestions. */
    Collection<ModelName> names();

    /** Functions of the project's own that a query could have meant, for suggestions. */
    default Collection<String> macros() {
        return List.of();
    }

    /** The columns of a definition as its readers meet them: what comes through a view counts as nullable. */
    static List<Column> readFrom(Definition definition) {
        return definition.match(
                Definition.Table::columns,
                view -> view.columns().stream()
                        .map(column -> new Column(column.name(), column.type(), true, column.comment()))
                        .toList(),
                Definition.MaterializedView::columns);
    }

    static Tables of(Catalog catalog) {
        return new Tables() {
            @Override
            public Optional<List<Column>> columns(ModelName name) {
                return catalog.find(name).map(Tables::readFrom);
            }

            @Override
            public Collection<ModelName> names() {
                return catalog.names();
            }
        };
    }
}
