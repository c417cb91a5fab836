// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/** What stands in FROM. */
public sealed interface Relation extends Node {

    <R> R accept(RelationVisitor<R> visitor);

    /**
     * A table, view or MV, or the name of a common table.
     *
     * @param clauses partition and tablet selection, sampling, time travel: kept as text, between name and alias
     * @param hints bracket hints such as {@code _META_}
     */
    record Table(Location at, Name name, List<String> clauses, List<String> hints, Optional<Identifier> alias)
            implements Relation {
        public Table {
            clauses = List.copyOf(clauses);
            hints = List.copyOf(hints);
        }

        @Override
        public <R> R accept(RelationVisitor<R> visitor) {
            return visitor.table(this);
        }
    }

    /** {@code (query) alias (a, b)}. */
    record Derived(Location at, boolean lateral, Query query, Optional<Identifier> alias, List<Identifier> columns)
            implements Relation {
        public Derived {
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R accept(RelationVisitor<R> visitor) {
            return visitor.derived(this);
        }
    }

    /** {@code (VALUES (1, 'a'), (2, 'b')) alias (a, b)}. */
    record Values(Location at, List<List<Expression>> rows, Optional<Identifier> alias, List<Identifier> columns)
            implements Relation {
        public Values {
            rows = rows.stream().map(List::copyOf).toList();
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R accept(RelationVisitor<R> visitor) {
            return visitor.values(this);
        }
    }

    /**
     * {@code unnest(a) AS t(x)}, {@code TABLE(generate_series(1, 3))}, {@code FILES("path" = "…")}.
     *
     * @param properties of {@code FILES}; empty otherwise
     */
    record Function(
            Location at,
            FunctionForm form,
            Name name,
            List<Expression> arguments,
            List<Property> properties,
            Optional<Identifier> alias,
            List<Identifier> columns)
            implements Relation {
        public Function {
            arguments = List.copyOf(arguments);
            properties = List.copyOf(properties);
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R accept(RelationVisitor<R> visitor) {
            return visitor.function(this);
        }
    }

    /**
     * {@code left JOIN right ON …}; a comma is a {@code CROSS} join without the word.
     *
     * @param hint such as {@code broadcast}, written in brackets
     */
    record Join(
            Location at,
            JoinKind kind,
            Relation left,
            Relation right,
            Optional<Expression> on,
            List<Identifier> using,
            Optional<String> hint)
            implements Relation {
        public Join {
            using = List.copyOf(using);
        }

        @Override
        public <R> R accept(RelationVisitor<R> visitor) {
            return visitor.join(this);
        }
    }

    /** {@code relation PIVOT (aggregates FOR columns IN (values)) alias}. */
    record Pivot(
            Location at,
            Relation relation,
            List<Select.Item> aggregates,
            List<Identifier> columns,
            List<Select.Item> values,
            Optional<Identifier> alias)
            implements Relation {
        public Pivot {
            aggregates = List.copyOf(aggregates);
            columns = List.copyOf(columns);
            values = List.copyOf(values);
        }

        @Override
        public <R> R accept(RelationVisitor<R> visitor) {
            return visitor.pivot(this);
        }
    }

    /** How a table function stands in FROM: only PLAIN and LATERAL may read columns of the relations before it. */
    enum FunctionForm {
        PLAIN,
        LATERAL,
        TABLE,
        FILES
    }

    /** How two relations are joined. */
    enum JoinKind {
        COMMA,
        CROSS,
        INNER,
        LEFT,
        RIGHT,
        FULL,
        LEFT_SEMI,
        RIGHT_SEMI,
        LEFT_ANTI,
        RIGHT_ANTI,
        NULL_AWARE_LEFT_ANTI,
        ASOF,
        ASOF_LEFT
    }
}
