// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whole queries: common tables, set operations, ORDER BY and LIMIT. */
final class QueryTranslator {
    private final QueryContext context;
    private final @Nullable Scope outer;

    /**
     * @param outer columns of the queries around this one
     */
    QueryTranslator(QueryContext context, @Nullable Scope outer) {
        this.context = context;
        this.outer = outer;
    }

    QueryText query(Query query) {
        QueryContext inner = commonTables(query);
        List<String> with = new ArrayList<>();
        for (Query.CommonTable table : query.with()) {
            String name = context.newAlias("w");
            List<String> names = table.columns().stream().map(i -> i.text()).toList();
            QueryText text = query.recursive()
                    ? recursive(inner, table, name, names)
                    : new QueryTranslator(inner, outer).query(table.query());
            if (!names.isEmpty() && names.size() != text.columns().size()) {
                throw Thrown.analyzing(
                        "Column count of common table '" + table.name().text() + "' does not match");
            }
            with.add(name + " AS (" + text.sql() + ")");
            inner = inner.with(table.name().text(), new QueryContext.CommonTable(name, text, names));
        }
        QueryText body = new QueryTranslator(inner.as(context.width()), outer).ordered(query);
        if (with.isEmpty()) {
            return body;
        }
        String word = query.recursive() ? "WITH RECURSIVE " : "WITH ";
        return new QueryText(word + String.join(", ", with) + " " + body.sql(), body.columns());
    }

    /** What only an aggregate reads is complete before the first row. */
    private QueryContext commonTables(Query query) {
        return query.body() instanceof Select select && SelectTranslator.aggregates(select)
                ? context.belowAggregate()
                : context;
    }

    /** The first branch of a recursive union tells the types of its columns. */
    private QueryText recursive(QueryContext inner, Query.CommonTable table, String name, List<String> names) {
        if (!(table.query().body() instanceof Query.SetOperation union)) {
            return new QueryTranslator(inner, outer).query(table.query());
        }
        inner.forbidNarrow();
        QueryText seed = new QueryTranslator(inner, outer).body(union.left());
        QueryContext itself = inner.with(table.name().text(), new QueryContext.CommonTable(name, seed, names));
        QueryText step = new QueryTranslator(itself, outer).body(union.right());
        List<DataType> types = seed.columns().stream().map(Column::type).toList();
        String all = union.distinct() ? " UNION " : " UNION ALL ";
        return new QueryText("(" + seed.sql() + ")" + all + "(" + step.as(types).sql() + ")", seed.columns());
    }

    private QueryText ordered(Query query) {
        if (query.body() instanceof Select select) {
            return new SelectTranslator(context, outer, select, query.orderBy(), query.limit()).translate();
        }
        QueryText body = body(query.body());
        if (query.orderBy().isEmpty() && query.limit().isEmpty()) {
            return body;
        }
        String alias = context.newAlias("r");
        Scope scope = new Scope(body.entries(alias, "", List.of()), outer);
        OrderBy order = new OrderBy(new ExpressionTranslator(context, scope), body.columns(), List.of());
        return new QueryText(
                "SELECT * FROM (" + body.sql() + ") AS " + alias + order.clause(query.orderBy())
                        + limit(context, query.limit()),
                body.columns());
    }

    static String limit(QueryContext context, Optional<Query.Limit> limit) {
        if (limit.isEmpty()) {
            return "";
        }
        ExpressionTranslator constants = new ExpressionTranslator(context, Scope.empty());
        String text = " LIMIT " + constants.translate(limit.get().count()).sql();
        return text
                + limit.get()
                        .offset()
                        .map(o -> " OFFSET " + constants.translate(o).sql())
                        .orElse("");
    }

    QueryText body(Query.Body body) {
        return body.accept(new Query.BodyVisitor<>() {
            @Override
            public QueryText select(Select select) {
                return new SelectTranslator(context, outer, select, List.of(), Optional.empty()).translate();
            }

            @Override
            public QueryText setOperation(Query.SetOperation operation) {
                return set(operation);
            }

            @Override
            public QueryText nested(Query.Nested nested) {
                return new QueryTranslator(context, outer).query(nested.query());
            }
        });
    }

    private QueryText set(Query.SetOperation operation) {
        context.forbidNarrow();
        QueryText left = body(operation.left());
        QueryText right = body(operation.right());
        if (left.columns().size() != right.columns().size()) {
            throw Thrown.analyzing("Operands have unequal number of columns");
        }
        List<DataType> types = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < left.columns().size(); i++) {
            Column a = left.columns().get(i);
            Column b = right.columns().get(i);
            DataType type = TypeRules.common(a.type(), b.type());
            types.add(type);
            columns.add(new Column(a.name(), type, a.nullable() || b.nullable(), Optional.empty()));
        }
        String operator = switch (operation.operator()) {
            case UNION -> "UNION";
            case EXCEPT -> "EXCEPT";
            case INTERSECT -> "INTERSECT";
        };
        String all = operation.distinct() ? "" : " ALL";
        return new QueryText(
                "(" + left.as(types).sql() + ") " + operator + all + " ("
                        + right.as(types).sql() + ")",
                columns);
    }
}
