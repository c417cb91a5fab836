// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.sql.tree.ColumnDefinition;
import java.util.Optional;
import java.util.function.Function;

/** What happens to one column of a table. */
public sealed interface ColumnEdit {

    <R> R match(Function<Add, R> add, Function<Drop, R> drop, Function<Modify, R> modify);

    /**
     * @param after the column before it in the desired table; empty when StarRocks puts it where it belongs (the end,
     *     or for an ordinary column before the first generated one)
     */
    record Add(ColumnDefinition column, Optional<String> after) implements ColumnEdit {
        @Override
        public <R> R match(Function<Add, R> add, Function<Drop, R> drop, Function<Modify, R> modify) {
            return add.apply(this);
        }
    }

    /**
     * @param after the column before it in the live table, to put it back
     */
    record Drop(ColumnDefinition column, Optional<String> after) implements ColumnEdit {
        @Override
        public <R> R match(Function<Add, R> add, Function<Drop, R> drop, Function<Modify, R> modify) {
            return drop.apply(this);
        }
    }

    record Modify(ColumnDefinition from, ColumnDefinition to) implements ColumnEdit {
        @Override
        public <R> R match(Function<Add, R> add, Function<Drop, R> drop, Function<Modify, R> modify) {
            return modify.apply(this);
        }
    }
}
