// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.printer;

import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.SortItem;
import java.util.List;
import java.util.Optional;

/** Queries, on one line. */
final class QueryPrinter implements Query.BodyVisitor<SqlWriter> {
    private final SqlWriter out;
    private final TreePrinter printer;

    QueryPrinter(SqlWriter out, TreePrinter printer) {
        this.out = out;
        this.printer = printer;
    }

    SqlWriter query(Query query) {
        if (!query.with().isEmpty()) {
            out.append(query.recursive() ? "WITH RECURSIVE " : "WITH ");
            out.list(query.with(), this::commonTable).append(" ");
        }
        query.body().accept(this);
        if (!query.orderBy().isEmpty()) {
            out.append(" ORDER BY ");
            sortItems(query.orderBy());
        }
        query.limit().ifPresent(this::limit);
        return out;
    }

    void commonTable(Query.CommonTable table) {
        out.append(table.name());
        if (!table.columns().isEmpty()) {
            out.append(" ").names(table.columns());
        }
        out.append(" AS (");
        query(table.query()).append(")");
    }

    SqlWriter sortItems(List<SortItem> items) {
        return out.list(items, item -> {
            if (item.expression() instanceof Reference.Star) {
                out.append("ALL");
            } else {
                printer.expressions().print(item.expression());
            }
            out.append(item.descending() ? " DESC" : "");
            item.nullsFirst().ifPresent(first -> out.append(first ? " NULLS FIRST" : " NULLS LAST"));
        });
    }

    void limit(Query.Limit limit) {
        out.append(" LIMIT ");
        printer.expressions().print(limit.count());
        limit.offset().ifPresent(offset -> {
            out.append(" OFFSET ");
            printer.expressions().print(offset);
        });
    }

    @Override
    public SqlWriter setOperation(Query.SetOperation operation) {
        operation.left().accept(this);
        out.append(" ").append(operation.operator().name()).append(operation.distinct() ? " " : " ALL ");
        return operation.right().accept(this);
    }

    @Override
    public SqlWriter nested(Query.Nested nested) {
        out.append("(");
        return query(nested.query()).append(")");
    }

    @Override
    public SqlWriter select(Select select) {
        out.append("SELECT ");
        select.hints().forEach(this::hint);
        out.append(select.distinct() ? "DISTINCT " : "");
        out.list(select.items(), this::item);
        select.from().ifPresent(relation -> {
            out.append(" FROM ");
            printer.relations().print(relation);
        });
        condition(" WHERE ", select.where());
        select.groupBy().ifPresent(this::groupBy);
        condition(" HAVING ", select.having());
        condition(" QUALIFY ", select.qualify());
        return out;
    }

    void hint(String hint) {
        out.append("/*+ ").append(hint).append(" */ ");
    }

    void item(Select.Item item) {
        printer.expressions().print(item.expression());
        item.alias().ifPresent(alias -> out.append(" AS ").append(alias));
    }

    private void condition(String word, Optional<Expression> condition) {
        condition.ifPresent(expression -> {
            out.append(word);
            printer.expressions().print(expression);
        });
    }

    private void groupBy(Select.GroupBy groupBy) {
        out.append(" GROUP BY ");
        switch (groupBy.kind()) {
            case PLAIN -> printer.expressions().list(groupBy.sets().get(0));
            case ALL -> out.append("ALL");
            case ROLLUP, CUBE -> {
                out.append(groupBy.kind().name()).append("(");
                printer.expressions().list(groupBy.sets().get(0)).append(")");
            }
            case GROUPING_SETS -> {
                out.append("GROUPING SETS (");
                out.list(groupBy.sets(), set -> {
                    out.append("(");
                    printer.expressions().list(set).append(")");
                });
                out.append(")");
            }
        }
    }
}
