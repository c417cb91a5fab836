// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/** {@code ALTER TABLE | VIEW | MATERIALIZED VIEW}. */
public sealed interface Alter extends Statement {

    Name name();

    <R> R accept(Visitor<R> visitor);

    @Override
    default <R> R accept(StatementVisitor<R> visitor) {
        return visitor.alter(this);
    }

    /** One case for each. */
    interface Visitor<R> {
        R table(Table statement);

        R view(View statement);

        R materializedView(MaterializedView statement);
    }

    /** {@code ALTER TABLE name clause, …}. */
    record Table(Location at, Name name, List<AlterClause> clauses) implements Alter {
        public Table {
            clauses = List.copyOf(clauses);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.table(this);
        }
    }

    /**
     * {@code ALTER VIEW name [(columns)] AS query}, or one clause.
     *
     * @param clause SET and the others; empty when the query is replaced
     */
    record View(Location at, Name name, List<ViewColumn> columns, Optional<Query> query, Optional<AlterClause> clause)
            implements Alter {
        public View {
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.view(this);
        }
    }

    /** {@code ALTER MATERIALIZED VIEW name clause}. */
    record MaterializedView(Location at, Name name, AlterClause clause) implements Alter {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.materializedView(this);
        }
    }
}
