// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A statement that changes rows. */
public sealed interface Change extends Statement {

    <R> R accept(Visitor<R> visitor);

    @Override
    default <R> R accept(StatementVisitor<R> visitor) {
        return visitor.change(this);
    }

    /** One case for each. */
    interface Visitor<R> {
        R insert(Insert statement);

        R update(Update statement);

        R delete(Delete statement);

        R truncate(Truncate statement);
    }

    /**
     * {@code INSERT INTO | OVERWRITE table …}.
     *
     * @param target the table; {@code FILES} or {@code BLACKHOLE} for those
     * @param clauses partition selection and branch after the table, as text in normal spelling
     * @param label of {@code WITH LABEL}
     * @param columns in the order of the values; empty when not given
     * @param byName {@code BY NAME}: columns are matched by the query's names
     */
    record Insert(
            Location at,
            List<String> hints,
            boolean overwrite,
            Name target,
            List<Property> files,
            List<String> clauses,
            Optional<Identifier> label,
            List<Identifier> columns,
            boolean byName,
            List<Property> properties,
            Source source)
            implements Change {
        public Insert {
            hints = List.copyOf(hints);
            files = List.copyOf(files);
            clauses = List.copyOf(clauses);
            columns = List.copyOf(columns);
            properties = List.copyOf(properties);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.insert(this);
        }
    }

    /** Where the rows of an {@link Insert} come from: exactly one of the two is there. */
    sealed interface Source extends Node {
        <R> R match(Function<Rows, R> rows, Function<FromQuery, R> query);
    }

    /**
     * {@code VALUES (1, DEFAULT), (2, 'b')}.
     *
     * @param rows an empty value is DEFAULT
     */
    record Rows(Location at, List<List<Optional<Expression>>> rows) implements Source {
        public Rows {
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public <R> R match(Function<Rows, R> onRows, Function<FromQuery, R> onQuery) {
            return onRows.apply(this);
        }
    }

    /** A query. */
    record FromQuery(Location at, Query query) implements Source {
        @Override
        public <R> R match(Function<Rows, R> onRows, Function<FromQuery, R> onQuery) {
            return onQuery.apply(this);
        }
    }

    /** {@code UPDATE table SET a = 1 FROM … WHERE …}. */
    record Update(
            Location at,
            List<Query.CommonTable> with,
            Name table,
            List<Assignment> assignments,
            Optional<Relation> from,
            Optional<Expression> where)
            implements Change {
        public Update {
            with = List.copyOf(with);
            assignments = List.copyOf(assignments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.update(this);
        }
    }

    /**
     * {@code column = value}.
     *
     * @param value empty for DEFAULT
     */
    record Assignment(Location at, Identifier column, Optional<Expression> value) implements Node {}

    /** {@code DELETE FROM table [PARTITION …] [USING …] [WHERE …]}. */
    record Delete(
            Location at,
            List<Query.CommonTable> with,
            Name table,
            Optional<String> partitions,
            Optional<Relation> using,
            Optional<Expression> where)
            implements Change {
        public Delete {
            with = List.copyOf(with);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.delete(this);
        }
    }

    /** {@code TRUNCATE TABLE table [PARTITION …]}. */
    record Truncate(Location at, Name table, Optional<String> partitions) implements Change {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.truncate(this);
        }
    }
}
