// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.SortItem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** ORDER BY: by place, by the name of an output column, or by an expression; NULL comes first ascending. */
final class OrderBy {
    private final ExpressionTranslator expressions;
    private final List<Column> outputs;
    private final List<String> outputSql;

    /**
     * @param outputSql DuckDB's text of each output column; empty where an expression cannot be one of them
     */
    OrderBy(ExpressionTranslator expressions, List<Column> outputs, List<String> outputSql) {
        this.expressions = expressions;
        this.outputs = outputs;
        this.outputSql = outputSql;
    }

    String clause(List<SortItem> items) {
        if (items.isEmpty()) {
            return "";
        }
        return items.stream().map(this::item).collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private String item(SortItem item) {
        if (item.expression() instanceof Reference.Star) {
            return IntStream.rangeClosed(1, outputs.size())
                    .mapToObj(place -> place + direction(item))
                    .collect(Collectors.joining(", "));
        }
        return key(item.expression()) + direction(item);
    }

    private String key(Expression expression) {
        if (expression instanceof Literal.Numeric number
                && number.text().chars().allMatch(Character::isDigit)) {
            int place = Integer.parseInt(number.text());
            if (place < 1 || place > outputs.size()) {
                throw Thrown.analyzing("ORDER BY position " + place + " is not in select list");
            }
            return Integer.toString(place);
        }
        if (expression instanceof Reference.Column column
                && column.name().parts().size() == 1) {
            for (int i = 0; i < outputs.size(); i++) {
                if (outputs.get(i).name().equalsIgnoreCase(column.name().last().text())) {
                    return Integer.toString(i + 1);
                }
            }
        }
        Typed value = expressions.translate(expression);
        int same = outputSql.indexOf(value.sql());
        if (same >= 0) {
            return Integer.toString(same + 1);
        }
        // A number alone would be a place.
        return value.isScalarLiteral() ? "(" + value.sql() + ")" : value.sql();
    }

    static String direction(SortItem item) {
        boolean nullsFirst = item.nullsFirst().orElse(!item.descending());
        return (item.descending() ? " DESC" : " ASC") + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }
}
