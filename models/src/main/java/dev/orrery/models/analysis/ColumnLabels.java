// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.function.TypeNames;
import dev.orrery.models.sql.tree.Access;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.ExpressionVisitor;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.SortItem;
import dev.orrery.models.sql.tree.Subquery;
import dev.orrery.models.sql.tree.UnaryOperator;
import dev.orrery.models.sql.tree.Window;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The name that StarRocks gives a column without an alias: the expression's text in its own normal form, with
 * parentheses around every operand that is more than a column or a literal.
 */
final class ColumnLabels implements ExpressionVisitor<String> {
    private static final Map<String, String> RENAMED = Map.of(
            "approx_count_distinct_hll_sketch", "ds_hll_count_distinct",
            "boolor_agg", "bool_or",
            "ds_hll_estimate", "ds_hll_count_distinct_merge",
            "ds_hll_combine", "ds_hll_count_distinct_union",
            "struct", "row",
            "transform", "array_map");

    private final Function<Reference.Column, String> columns;

    /**
     * @param columns how a reference to a column is written
     */
    ColumnLabels(Function<Reference.Column, String> columns) {
        this.columns = columns;
    }

    /** The label of an unaliased item of a select list. */
    static String of(Expression expression) {
        if (expression instanceof Reference.Column column) {
            return column.name().last().text();
        }
        return expression.accept(new ColumnLabels(column -> column.name().toString()));
    }

    String text(Expression expression) {
        return expression.accept(this);
    }

    private String operand(Expression expression) {
        boolean bare =
                expression instanceof Reference || (expression instanceof Literal) || isNegativeNumber(expression);
        return bare ? text(expression) : "(" + text(expression) + ")";
    }

    private static boolean isNegativeNumber(Expression expression) {
        return expression instanceof Operation.Unary unary
                && unary.operator() == UnaryOperator.MINUS
                && unary.operand() instanceof Literal.Numeric;
    }

    private String list(List<Expression> expressions) {
        return expressions.stream().map(this::text).collect(Collectors.joining(", "));
    }

    @Override
    public String nullLiteral(Literal.Null literal) {
        return "NULL";
    }

    @Override
    public String bool(Literal.Bool literal) {
        return literal.value() ? "TRUE" : "FALSE";
    }

    @Override
    public String number(Literal.Numeric literal) {
        String text = literal.text().replaceFirst("^0+(?=\\d)", "");
        return text.startsWith(".") ? "0" + text : text;
    }

    @Override
    public String text(Literal.Text literal) {
        return "'" + literal.value().replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public String binary(Literal.Binary literal) {
        return "'" + literal.hex() + "'";
    }

    @Override
    public String temporal(Literal.Temporal literal) {
        boolean midnight = literal.kind() == Literal.TemporalKind.DATETIME
                && literal.value().length() == "2026-01-01".length();
        return "'" + literal.value() + (midnight ? " 00:00:00" : "") + "'";
    }

    @Override
    public String interval(Literal.Interval literal) {
        return "INTERVAL " + text(literal.amount()) + " " + literal.unit();
    }

    @Override
    public String unit(Literal.Unit literal) {
        return literal.unit();
    }

    @Override
    public String column(Reference.Column reference) {
        return columns.apply(reference);
    }

    @Override
    public String star(Reference.Star reference) {
        return reference.qualifier().map(name -> name + ".*").orElse("*");
    }

    @Override
    public String variable(Reference.Variable reference) {
        return reference.scope() + reference.name();
    }

    @Override
    public String parameter(Reference.Parameter reference) {
        return "?";
    }

    @Override
    public String unary(Operation.Unary operation) {
        return switch (operation.operator()) {
            case MINUS ->
                operation.operand() instanceof Literal
                        ? "-" + text(operation.operand())
                        : "-1 * " + operand(operation.operand());
            case PLUS -> text(operation.operand());
            case BIT_NOT -> "~ " + operand(operation.operand());
            case BANG, NOT -> "NOT (" + text(operation.operand()) + ")";
        };
    }

    @Override
    public String binary(Operation.Binary operation) {
        String interval = interval(operation);
        if (!interval.isEmpty()) {
            return interval;
        }
        return operand(operation.left()) + " " + operation.operator().symbol() + " " + operand(operation.right());
    }

    /** {@code d + INTERVAL 1 DAY} is a call in StarRocks' tree. */
    private String interval(Operation.Binary operation) {
        boolean add = operation.operator() == BinaryOperator.ADD;
        if (!add && operation.operator() != BinaryOperator.SUBTRACT) {
            return "";
        }
        boolean right = operation.right() instanceof Literal.Interval;
        if (!right && !(operation.left() instanceof Literal.Interval)) {
            return "";
        }
        Literal.Interval interval = (Literal.Interval) (right ? operation.right() : operation.left());
        Expression date = right ? operation.left() : operation.right();
        String sign = add ? " + " : " - ";
        return right ? text(date) + sign + text(interval) : text(interval) + sign + text(date);
    }

    @Override
    public String collate(Operation.Collate operation) {
        return text(operation.operand());
    }

    @Override
    public String isNull(Predicate.IsNull predicate) {
        return operand(predicate.value()) + (predicate.negated() ? " IS NOT NULL" : " IS NULL");
    }

    @Override
    public String between(Predicate.Between predicate) {
        return operand(predicate.value()) + (predicate.negated() ? " NOT BETWEEN " : " BETWEEN ")
                + operand(predicate.low()) + " AND " + operand(predicate.high());
    }

    @Override
    public String inList(Predicate.InList predicate) {
        return operand(predicate.value()) + (predicate.negated() ? " NOT IN (" : " IN (")
                + predicate.list().stream().map(this::text).collect(Collectors.joining(", ")) + ")";
    }

    @Override
    public String inQuery(Predicate.InQuery predicate) {
        return operand(predicate.value()) + (predicate.negated() ? " NOT IN " : " IN ") + "(...)";
    }

    @Override
    public String like(Predicate.Like predicate) {
        String word = predicate.kind() == Predicate.LikeKind.LIKE
                ? "LIKE"
                : predicate.kind().name();
        String test = operand(predicate.value()) + " " + word + " " + operand(predicate.pattern());
        return predicate.negated() ? "NOT (" + test + ")" : test;
    }

    @Override
    public String function(Call.Function call) {
        String name = call.name().toString().toLowerCase(Locale.ROOT);
        if (name.equals("ds_hll_accumulate")) {
            return "ds_hll_count_distinct_union(ds_hll_count_distinct_state(" + list(call.arguments()) + "))";
        }
        Call.Modifiers modifiers = call.modifiers();
        StringBuilder out = new StringBuilder(RENAMED.getOrDefault(name, name)).append('(');
        if (modifiers.distinct()) {
            out.append("DISTINCT ");
        }
        List<String> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            if (argument instanceof Literal.Interval interval) {
                arguments.add(text(interval.amount()));
                arguments.add("'" + interval.unit().toLowerCase(Locale.ROOT) + "'");
            } else {
                arguments.add(text(argument));
            }
        }
        if (modifiers.ignoreNulls() && !arguments.isEmpty()) {
            arguments.set(0, arguments.get(0) + " ignore nulls");
        }
        boolean concatenates = name.equals("group_concat") || name.equals("string_agg");
        out.append(String.join(concatenates ? "," : ", ", arguments));
        if (!modifiers.orderBy().isEmpty()) {
            out.append(" ORDER BY ").append(sorted(modifiers.orderBy()));
        }
        if (concatenates) {
            out.append(" SEPARATOR ")
                    .append(modifiers.separator().map(this::text).orElse("','"));
        }
        out.append(')');
        call.over()
                .ifPresent(
                        window -> out.append(" OVER (").append(window(window)).append(')'));
        return out.toString();
    }

    private String window(Window window) {
        StringBuilder out = new StringBuilder();
        if (!window.partitionBy().isEmpty()) {
            out.append("PARTITION BY ").append(list(window.partitionBy())).append(' ');
        }
        if (!window.orderBy().isEmpty()) {
            out.append("ORDER BY ").append(sorted(window.orderBy())).append(' ');
        }
        window.frame().ifPresent(frame -> {
            out.append(frame.unit()).append(' ');
            frame.end()
                    .ifPresentOrElse(
                            end -> out.append("BETWEEN ")
                                    .append(bound(frame.start()))
                                    .append(" AND ")
                                    .append(bound(end)),
                            () -> out.append(bound(frame.start())));
        });
        return out.toString();
    }

    private String bound(Window.Bound bound) {
        String words = bound.kind().name().replace('_', ' ');
        return bound.offset().map(offset -> text(offset) + " " + words).orElse(words);
    }

    private String sorted(List<SortItem> items) {
        return items.stream()
                .map(item -> text(item.expression())
                        + (item.descending() ? " DESC" : " ASC")
                        + item.nullsFirst()
                                .filter(first -> first == item.descending())
                                .map(first -> first ? " NULLS FIRST" : " NULLS LAST")
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String cast(Call.Cast call) {
        return "CAST(" + operand(call.value()) + " AS " + castType(call.type()) + ")";
    }

    private static String castType(DataType type) {
        if (type instanceof DataType.Struct) {
            return TypeNames.of(type);
        }
        if (type instanceof DataType.Decimal decimal) {
            String width = TypeNames.of(new DataType.Array(decimal)).replaceAll("array<|>$", "");
            return width.toUpperCase(Locale.ROOT);
        }
        if (type instanceof DataType.Array array) {
            return "ARRAY<" + castType(array.element()) + ">";
        }
        if (type instanceof DataType.Map map) {
            return "MAP<" + castType(map.key()) + "," + castType(map.value()) + ">";
        }
        return TypeNames.of(type).toUpperCase(Locale.ROOT);
    }

    @Override
    public String caseWhen(Call.Case call) {
        StringBuilder out = new StringBuilder("CASE");
        call.operand().ifPresent(operand -> out.append(' ').append(operand(operand)));
        call.whens()
                .forEach(when -> out.append(" WHEN ")
                        .append(operand(when.condition()))
                        .append(" THEN ")
                        .append(operand(when.result())));
        call.otherwise().ifPresent(other -> out.append(" ELSE ").append(operand(other)));
        return out.append(" END").toString();
    }

    @Override
    public String extract(Call.Extract call) {
        return call.unit().toLowerCase(Locale.ROOT) + "(" + text(call.value()) + ")";
    }

    @Override
    public String namedArgument(Call.NamedArgument call) {
        return call.name() + "=>" + text(call.value());
    }

    @Override
    public String arrayOf(Constructor.ArrayOf constructor) {
        return "[" + list(constructor.elements()) + "]";
    }

    @Override
    public String mapOf(Constructor.MapOf constructor) {
        return constructor.entries().stream()
                .map(entry -> text(entry.key()) + ":" + text(entry.value()))
                .collect(Collectors.joining(",", "map{", "}"));
    }

    @Override
    public String tuple(Constructor.Tuple constructor) {
        return "(" + list(constructor.values()) + ")";
    }

    @Override
    public String lambda(Constructor.Lambda constructor) {
        List<String> names =
                constructor.parameters().stream().map(Identifier::text).toList();
        String parameters = names.size() == 1 ? names.get(0) : "(" + String.join(", ", names) + ")";
        return parameters + " -> " + text(constructor.body());
    }

    @Override
    public String subscript(Access.Subscript access) {
        return text(access.value()) + "[" + text(access.index()) + "]";
    }

    @Override
    public String slice(Access.Slice access) {
        return text(access.value()) + "["
                + access.from().map(this::text).orElse("") + ":"
                + access.to().map(this::text).orElse("") + "]";
    }

    @Override
    public String field(Access.Field access) {
        return text(access.value()) + "." + access.field().text();
    }

    @Override
    public String jsonArrow(Access.JsonArrow access) {
        return operandOfArrow(access.value()) + "->" + text(access.path());
    }

    private String operandOfArrow(Expression value) {
        return value instanceof Access ? text(value) : operand(value);
    }

    @Override
    public String scalar(Subquery.Scalar subquery) {
        return "(...)";
    }

    @Override
    public String exists(Subquery.Exists subquery) {
        return "EXISTS (...)";
    }
}
