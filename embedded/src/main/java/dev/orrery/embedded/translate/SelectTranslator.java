// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.rewrite.TreeWalker;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.SortItem;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One SELECT with its ORDER BY and LIMIT. */
final class SelectTranslator {
    private record Output(String name, Typed value) {}

    private final QueryContext context;
    private final @Nullable Scope outer;
    private final Select select;
    private final List<SortItem> orderBy;
    private final Optional<Query.Limit> limit;

    SelectTranslator(
            QueryContext context,
            @Nullable Scope outer,
            Select select,
            List<SortItem> orderBy,
            Optional<Query.Limit> limit) {
        this.context = context.hinted(select.hints());
        this.outer = outer;
        this.select = select;
        this.orderBy = orderBy;
        this.limit = limit;
    }

    QueryText translate() {
        QueryContext below = aggregates(select) ? context.belowAggregate() : context;
        Optional<RelationText> from =
                select.from().map(relation -> new RelationTranslator(below, outer).translate(relation));
        Scope scope = new Scope(from.map(RelationText::entries).orElse(List.of()), outer);
        ExpressionTranslator plain = new ExpressionTranslator(context, scope);
        List<Output> outputs = outputs(scope, plain);
        Map<String, Typed> aliases = new HashMap<>();
        for (int i = 0;
                i < select.items().size() && outputs.size() == select.items().size();
                i++) {
            Output output = outputs.get(i);
            if (select.items().get(i).alias().isPresent()) {
                aliases.put(output.name.toLowerCase(Locale.ROOT), output.value);
            }
        }
        ExpressionTranslator behind = plain.withAliases(aliases, ExpressionTranslator.Prefer.COLUMNS);
        StringBuilder sql = new StringBuilder("SELECT ").append(select.distinct() ? "DISTINCT " : "");
        for (int i = 0; i < outputs.size(); i++) {
            sql.append(i == 0 ? "" : ", ")
                    .append(outputs.get(i).value.sql())
                    .append(" AS c")
                    .append(i + 1);
        }
        from.ifPresent(relation -> sql.append(" FROM ").append(relation.sql()));
        ExpressionTranslator filter = new ExpressionTranslator(below, scope);
        select.where().ifPresent(where -> sql.append(" WHERE ").append(Casting.condition(filter.translate(where))));
        select.groupBy().ifPresent(groups -> sql.append(groupBy(groups, behind, outputs)));
        select.having().ifPresent(having -> sql.append(" HAVING ").append(Casting.condition(behind.translate(having))));
        select.qualify()
                .ifPresent(qualify -> sql.append(" QUALIFY ").append(Casting.condition(behind.translate(qualify))));
        List<Column> columns = outputs.stream()
                .map(o -> new Column(o.name, o.value.type(), o.value.nullable(), Optional.empty()))
                .toList();
        List<String> texts = outputs.stream().map(o -> o.value.sql()).toList();
        ExpressionTranslator last = plain.withAliases(aliases, ExpressionTranslator.Prefer.ALIASES);
        sql.append(new OrderBy(last, columns, texts).clause(orderBy));
        sql.append(QueryTranslator.limit(context, limit));
        return new QueryText(sql.toString(), columns);
    }

    /** Whether its rows are those of an aggregate, none of which is there before all are. */
    static boolean aggregates(Select select) {
        return select.groupBy().isPresent()
                || select.items().stream().anyMatch(item -> new AggregateSearch().isIn(item.expression()));
    }

    /** Looks for an aggregate of this very SELECT. */
    private static final class AggregateSearch extends TreeWalker {
        private boolean found;

        boolean isIn(Expression expression) {
            walk(expression);
            return found;
        }

        @Override
        public TreeWalker query(Query query) {
            return this;
        }

        @Override
        public TreeWalker function(Call.Function call) {
            String name = call.name().last().text().toLowerCase(Locale.ROOT);
            found |= call.over().isEmpty() && Aggregates.knows(name);
            return super.function(call);
        }
    }

    private List<Output> outputs(Scope scope, ExpressionTranslator expressions) {
        List<Output> outputs = new ArrayList<>();
        for (Select.Item item : select.items()) {
            if (item.expression() instanceof Reference.Star star) {
                for (Scope.Entry entry : Thrown.wrap(() -> scope.star(star))) {
                    outputs.add(new Output(entry.name(), entry.value()));
                }
            } else {
                outputs.add(new Output(label(item), expressions.translate(item.expression())));
            }
        }
        if (outputs.isEmpty()) {
            throw Thrown.analyzing("The select list is empty");
        }
        return outputs;
    }

    private static String label(Select.Item item) {
        if (item.alias().isPresent()) {
            return item.alias().get().text();
        }
        return item.expression() instanceof Reference.Column column
                ? column.name().last().text()
                : SqlPrinter.print(item.expression());
    }

    private String groupBy(Select.GroupBy groups, ExpressionTranslator expressions, List<Output> outputs) {
        List<String> sets = groups.sets().stream()
                .map(set ->
                        set.stream().map(e -> groupKey(e, expressions, outputs)).collect(Collectors.joining(", ")))
                .toList();
        return switch (groups.kind()) {
            case PLAIN -> " GROUP BY " + sets.get(0);
            case ROLLUP -> " GROUP BY ROLLUP (" + sets.get(0) + ")";
            case CUBE -> " GROUP BY CUBE (" + sets.get(0) + ")";
            case GROUPING_SETS ->
                " GROUP BY GROUPING SETS ("
                        + sets.stream().map(s -> "(" + s + ")").collect(Collectors.joining(", ")) + ")";
            case ALL -> " GROUP BY ALL";
        };
    }

    private static String groupKey(Expression expression, ExpressionTranslator expressions, List<Output> outputs) {
        if (expression instanceof Literal.Numeric number
                && number.text().chars().allMatch(Character::isDigit)) {
            int place = Integer.parseInt(number.text());
            if (place < 1 || place > outputs.size()) {
                throw Thrown.analyzing("Group by position " + place + " is not in select list");
            }
            return constantKey(outputs.get(place - 1).value);
        }
        return constantKey(expressions.translate(expression));
    }

    /** A number alone would be a place, and a constant is no key: each row has the same. */
    private static String constantKey(Typed value) {
        return !value.isScalarLiteral() || value.is(Kind.NULL)
                ? value.sql()
                : "CAST(" + value.sql() + " AS " + DuckType.of(value.type()) + ")";
    }
}
