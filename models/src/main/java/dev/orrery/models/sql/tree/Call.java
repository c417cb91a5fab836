// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import dev.orrery.models.type.DataType;
import java.util.List;
import java.util.Optional;

/** Something computed by name or by a form of its own. */
public sealed interface Call extends Expression {

    /** A function, scalar, aggregate or window: {@code sum(DISTINCT x) OVER (…)}. */
    record Function(Location at, Name name, List<Expression> arguments, Modifiers modifiers, Optional<Window> over)
            implements Call {
        public Function {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.function(this);
        }
    }

    /** {@code CAST(value AS type)}; {@code CONVERT(value, type)} is the same. */
    record Cast(Location at, Expression value, DataType type) implements Call {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.cast(this);
        }
    }

    /** {@code CASE [operand] WHEN … THEN … [ELSE …] END}. */
    record Case(Location at, Optional<Expression> operand, List<When> whens, Optional<Expression> otherwise)
            implements Call {
        public Case {
            whens = List.copyOf(whens);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.caseWhen(this);
        }
    }

    /**
     * {@code EXTRACT(unit FROM value)}.
     *
     * @param unit in upper case
     */
    record Extract(Location at, String unit, Expression value) implements Call {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.extract(this);
        }
    }

    /** {@code name => value} among a function's arguments. */
    record NamedArgument(Location at, Identifier name, Expression value) implements Call {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.namedArgument(this);
        }
    }

    /** One branch of a {@link Case}. */
    record When(Location at, Expression condition, Expression result) implements Node {}

    /**
     * What may stand around the arguments of an aggregate or window function.
     *
     * @param orderBy {@code array_agg(x ORDER BY y)}
     * @param separator {@code group_concat(x SEPARATOR ',')}
     * @param ignoreNulls {@code IGNORE NULLS}, inside or after the arguments
     * @param hint {@code count(DISTINCT [skew] x)}
     */
    record Modifiers(
            boolean distinct,
            List<SortItem> orderBy,
            Optional<Expression> separator,
            boolean ignoreNulls,
            Optional<Expression> filter,
            Optional<String> hint) {

        public static final Modifiers NONE =
                new Modifiers(false, List.of(), Optional.empty(), false, Optional.empty(), Optional.empty());

        public Modifiers {
            orderBy = List.copyOf(orderBy);
        }
    }
}
