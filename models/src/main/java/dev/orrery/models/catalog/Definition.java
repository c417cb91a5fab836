// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.catalog;

import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * An analyzed table, view or MV: its statement with every reference resolved, the columns that its readers see, and
 * what it reads.
 */
public sealed interface Definition {

    ModelName name();

    List<Column> columns();

    /** Tables, views and MVs named in its query; empty for a table. */
    Set<ModelName> reads();

    <R> R match(Function<Table, R> table, Function<View, R> view, Function<MaterializedView, R> materializedView);

    record Table(ModelName name, CreateTable statement, List<Column> columns) implements Definition {
        public Table {
            columns = List.copyOf(columns);
        }

        @Override
        public Set<ModelName> reads() {
            return Set.of();
        }

        @Override
        public <R> R match(
                Function<Table, R> table, Function<View, R> view, Function<MaterializedView, R> materializedView) {
            return table.apply(this);
        }
    }

    record View(ModelName name, CreateView statement, List<Column> columns, Set<ModelName> reads)
            implements Definition {
        public View {
            columns = List.copyOf(columns);
            reads = Set.copyOf(reads);
        }

        @Override
        public <R> R match(
                Function<Table, R> table, Function<View, R> view, Function<MaterializedView, R> materializedView) {
            return view.apply(this);
        }
    }

    record MaterializedView(
            ModelName name, CreateMaterializedView statement, List<Column> columns, Set<ModelName> reads)
            implements Definition {
        public MaterializedView {
            columns = List.copyOf(columns);
            reads = Set.copyOf(reads);
        }

        @Override
        public <R> R match(
                Function<Table, R> table, Function<View, R> view, Function<MaterializedView, R> materializedView) {
            return materializedView.apply(this);
        }
    }
}
