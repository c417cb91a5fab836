// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.translate.QueryContext.Width;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.type.DataType;
import java.util.List;
import java.util.Optional;

/**
 * Translates queries and expressions of one statement. Names are resolved and types inferred on the way, so that every
 * implicit cast of StarRocks is an explicit one in DuckDB's text.
 */
public final class Translator {
    private final Objects objects;
    private final Environment environment;

    public Translator(Objects objects, Environment environment) {
        this.objects = objects;
        this.environment = environment;
    }

    /**
     * @throws ServerError as StarRocks' analyzer gives it
     * @throws Refusal for what has no equal in DuckDB
     */
    public Translated query(Query query) throws ServerError {
        QueryContext context = new QueryContext(objects, environment, Width.FULL);
        QueryText text = Thrown.unwrap(() -> new QueryTranslator(context, null).query(query));
        return new Translated(text.sql(), text.columns(), context.reads(), context.isWide());
    }

    /**
     * The same query with numbers as narrow as DuckDB computes them. It answers the same or fails before its first row,
     * and where it fails {@link #query(Query)} may not; empty where a failure could come after the first row.
     */
    public Optional<String> narrow(Query query) throws ServerError {
        QueryContext context = new QueryContext(objects, environment, Width.FULL_ABOVE);
        String sql = Thrown.unwrap(
                () -> new QueryTranslator(context, null).query(query).sql());
        return context.mayBeNarrow() ? Optional.of(sql) : Optional.empty();
    }

    /** As {@link #query(Query)}, each column cast; without the columns. */
    public String query(Query query, List<DataType> types) throws ServerError {
        QueryContext context = new QueryContext(objects, environment, Width.FULL);
        return Thrown.unwrap(
                () -> new QueryTranslator(context, null).query(query).as(types).sql());
    }

    /**
     * An expression over the columns of one table, cast to a type.
     *
     * @param qualifier what stands before the columns' names in DuckDB, such as {@code t.}; may be empty
     * @param relation the name by which the expression may qualify them
     */
    public String value(Expression expression, List<Column> columns, String qualifier, String relation, DataType type)
            throws ServerError {
        return Casting.to(typed(expression, columns, qualifier, relation), type).sql();
    }

    /** A condition over the columns of one table; as {@link #value}. */
    public String condition(Expression expression, List<Column> columns, String qualifier, String relation)
            throws ServerError {
        return Casting.condition(typed(expression, columns, qualifier, relation));
    }

    /** An expression over the columns of one table, whatever its type is. */
    public Value of(Expression expression, List<Column> columns, String relation) throws ServerError {
        return new Value(typed(expression, columns, "", relation));
    }

    /** An expression that names no columns. */
    public Value value(Expression expression) throws ServerError {
        return new Value(typed(expression, List.of(), "", ""));
    }

    /** A translated expression whose type is not decided yet. */
    public static final class Value {
        private final Typed typed;

        private Value(Typed typed) {
            this.typed = typed;
        }

        public String sql() {
            return typed.sql();
        }

        /** StarRocks' type of it. */
        public DataType type() {
            return typed.type();
        }

        public String as(DataType type) {
            return Casting.to(typed, type).sql();
        }

        /** Whether it is a literal that certainly has a value of that type. */
        public boolean isAlways(DataType type) {
            return !typed.nullable() && !Casting.to(typed, type).nullable();
        }
    }

    private Typed typed(Expression expression, List<Column> columns, String qualifier, String relation)
            throws ServerError {
        Scope scope = new Scope(
                columns.stream()
                        .map(c -> new Scope.Entry(
                                environment.database().orElse(""),
                                relation,
                                c.name(),
                                Typed.of(qualifier + DuckName.quote(c.name()), c.type())
                                        .nullable(c.nullable()),
                                false))
                        .toList(),
                null);
        QueryContext context = new QueryContext(objects, environment, Width.FULL);
        return Thrown.unwrap(() -> new ExpressionTranslator(context, scope).translate(expression));
    }
}
