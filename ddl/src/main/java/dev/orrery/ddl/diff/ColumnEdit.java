// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.sql.tree.ColumnDefinition;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What happens to one column of a table. */
public sealed interface ColumnEdit {

    <R> R match(Function<Add, R> add, Function<Drop, R> drop, Function<Modify, R> modify, Function<Fields, R> fields);

    /**
     * @param after the column before it in the desired table; empty when StarRocks puts it where it belongs (the end,
     *     or for an ordinary column before the first generated one)
     */
    record Add(ColumnDefinition column, Optional<String> after) implements ColumnEdit {
        @Override
        public <R> R match(
                Function<Add, R> add, Function<Drop, R> drop, Function<Modify, R> modify, Function<Fields, R> fields) {
            return add.apply(this);
        }
    }

    /**
     * @param after the column before it in the live table, to put it back
     */
    record Drop(ColumnDefinition column, Optional<String> after) implements ColumnEdit {
        @Override
        public <R> R match(
                Function<Add, R> add, Function<Drop, R> drop, Function<Modify, R> modify, Function<Fields, R> fields) {
            return drop.apply(this);
        }
    }

    record Modify(ColumnDefinition from, ColumnDefinition to) implements ColumnEdit {
        @Override
        public <R> R match(
                Function<Add, R> add, Function<Drop, R> drop, Function<Modify, R> modify, Function<Fields, R> fields) {
            return modify.apply(this);
        }
    }

    /** Fields that the STRUCTs of a column get and lose. */
    record Fields(ColumnDefinition from, ColumnDefinition to, List<FieldEdit> edits) implements ColumnEdit {
        public Fields {
            edits = List.copyOf(edits);
        }

        @Override
        public <R> R match(
                Function<Add, R> add, Function<Drop, R> drop, Function<Modify, R> modify, Function<Fields, R> fields) {
            return fields.apply(this);
        }
    }
}
