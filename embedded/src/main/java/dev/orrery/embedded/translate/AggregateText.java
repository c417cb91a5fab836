// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.operation.Literals;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.SortItem;
import dev.orrery.models.sql.tree.Window;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of one aggregate or window call: its modifiers, its filter and its window, around a DuckDB function. */
final class AggregateText {
    private final ExpressionTranslator expressions;
    private final Call.Function call;

    AggregateText(ExpressionTranslator expressions, Call.Function call) {
        this.expressions = expressions;
        this.call = call;
    }

    boolean distinct() {
        return call.modifiers().distinct();
    }

    Typed plain(String function, List<String> arguments, DataType type) {
        return text(function, distinct(), arguments, "", type);
    }

    /** {@code format} around a call whose window, if any, belongs to the call. */
    static Typed wrapped(String format, Typed inner, DataType type) {
        return Typed.of(format.replace("%s", inner.sql()), type);
    }

    Typed text(String function, boolean distinct, List<String> arguments, String order, DataType type) {
        boolean ignores = call.modifiers().ignoreNulls();
        StringBuilder sql = new StringBuilder(function).append('(').append(distinct ? "DISTINCT " : "");
        sql.append(String.join(", ", arguments))
                .append(order)
                .append(ignores ? " IGNORE NULLS" : "")
                .append(')');
        call.modifiers()
                .filter()
                .ifPresent(filter -> sql.append(" FILTER (WHERE ")
                        .append(Casting.condition(expressions.translate(filter)))
                        .append(')'));
        call.over().ifPresent(window -> sql.append(over(window)));
        return Typed.of(sql.toString(), type);
    }

    String order(List<SortItem> items) {
        if (items.isEmpty()) {
            return "";
        }
        return items.stream()
                .map(i -> sortKey(i.expression()) + OrderBy.direction(i))
                .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private String sortKey(Expression expression) {
        Typed value = expressions.translate(expression);
        if (Literals.isWhole(value) && call.over().isEmpty()) {
            int place = Literals.wholeOf(value).intValue();
            if (place >= 1 && place <= call.arguments().size()) {
                return expressions.translate(call.arguments().get(place - 1)).sql();
            }
            throw Thrown.analyzing("ORDER BY position " + place + " is not among the arguments");
        }
        return value.isScalarLiteral() ? "(" + value.sql() + ")" : value.sql();
    }

    private String over(Window window) {
        List<String> parts = new ArrayList<>();
        if (!window.partitionBy().isEmpty()) {
            parts.add("PARTITION BY "
                    + window.partitionBy().stream()
                            .map(e -> expressions.translate(e).sql())
                            .collect(Collectors.joining(", ")));
        }
        if (!window.orderBy().isEmpty()) {
            parts.add(order(window.orderBy()).strip());
        }
        window.frame().ifPresent(frame -> parts.add(frame(frame)));
        return " OVER (" + String.join(" ", parts) + ")";
    }

    private String frame(Window.Frame frame) {
        String start = bound(frame.start());
        Optional<String> end = frame.end().map(this::bound);
        return frame.unit() + " "
                + end.map(e -> "BETWEEN " + start + " AND " + e).orElse(start);
    }

    private String bound(Window.Bound bound) {
        String offset =
                bound.offset().map(o -> expressions.translate(o).sql() + " ").orElse("");
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> "UNBOUNDED PRECEDING";
            case PRECEDING -> offset + "PRECEDING";
            case CURRENT_ROW -> "CURRENT ROW";
            case FOLLOWING -> offset + "FOLLOWING";
            case UNBOUNDED_FOLLOWING -> "UNBOUNDED FOLLOWING";
        };
    }
}
