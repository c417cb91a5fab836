// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import dev.orrery.models.type.DataType;
import java.util.List;
import java.util.Optional;

/** Values of complex types, and lambdas. */
public sealed interface Constructor extends Expression {

    /** {@code [1, 2]} or {@code ARRAY<INT>[1]}. */
    record ArrayOf(Location at, Optional<DataType> type, List<Expression> elements) implements Constructor {
        public ArrayOf {
            elements = List.copyOf(elements);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.arrayOf(this);
        }
    }

    /** {@code map{'a': 1}} or {@code MAP<VARCHAR, INT>{…}}. */
    record MapOf(Location at, Optional<DataType> type, List<Entry> entries) implements Constructor {
        public MapOf {
            entries = List.copyOf(entries);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.mapOf(this);
        }
    }

    /** {@code (1, 2)}: two values or more, as in {@code (a, b) IN ((1, 2))}. */
    record Tuple(Location at, List<Expression> values) implements Constructor {
        public Tuple {
            values = List.copyOf(values);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.tuple(this);
        }
    }

    /** {@code x -> x + 1}, {@code (x, y) -> x + y}. */
    record Lambda(Location at, List<Identifier> parameters, Expression body) implements Constructor {
        public Lambda {
            parameters = List.copyOf(parameters);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.lambda(this);
        }
    }

    /** One pair of a {@link MapOf}. */
    record Entry(Location at, Expression key, Expression value) implements Node {}
}
