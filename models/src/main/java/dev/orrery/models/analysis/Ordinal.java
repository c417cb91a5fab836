// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import java.util.Optional;

/** {@code GROUP BY 2}, {@code ORDER BY 1}: a column of the result by its place. */
final class Ordinal {
    private Ordinal() {}

    private static boolean isShort(String text) {
        return text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The number as written, from 1. */
    static Optional<Integer> of(Expression expression) {
        boolean whole = expression instanceof Literal.Numeric number && isShort(number.text());
        return whole ? Optional.of(Integer.parseInt(((Literal.Numeric) expression).text())) : Optional.empty();
    }

    /** The index from 0, or a finding. */
    static Optional<Integer> check(Analysis analysis, Expression expression, int columns, Clause clause) {
        Optional<Integer> number = of(expression);
        if (number.isPresent() && (number.get() < 1 || number.get() > columns)) {
            analysis.report(
                    expression.at(),
                    ModelCode.WRONG_ORDINAL,
                    "there is no column " + number.get() + " for " + clause.words() + ": the select list has "
                            + columns);
            return Optional.empty();
        }
        return number.map(n -> n - 1);
    }
}
