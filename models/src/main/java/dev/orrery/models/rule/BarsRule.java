// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.ModelCode;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.sql.lexer.Lexer;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.lexer.Tokens;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code a || b} of values that are no conditions: OR in StarRocks, unless the session's sql_mode has PIPES_AS_CONCAT,
 * and true, false or NULL where a text was meant.
 */
final class BarsRule {
    private final Examined examined;
    private final Set<Integer> reported = new HashSet<>();

    BarsRule(Examined examined) {
        this.examined = examined;
    }

    /**
     * @param alternatives every OR, the whole of a chain before its parts
     */
    void check(List<Operation.Binary> alternatives) {
        for (Operation.Binary or : alternatives) {
            if (isNoCondition(or.left()) || isNoCondition(or.right())) {
                bars(or).ifPresent(this::report);
            }
        }
    }

    private boolean isNoCondition(Expression operand) {
        DataType type = examined.analysis().type(operand).orElse(DataType.of(Kind.UNKNOWN));
        boolean value = Supertype.isText(type) || Supertype.isNumeric(type) || Supertype.isDate(type);
        return value && !type.is(Kind.BOOLEAN);
    }

    /** Where two bars stand between the operands; the tree knows only that this is an OR. */
    private OptionalInt bars(Operation.Binary or) {
        Tokens tokens = Lexer.read(examined.model().text().expanded().text(), or.start(), or.end());
        int cases = 0;
        int i = 0;
        while (i < tokens.count()) {
            TokenKind kind = tokens.kind(i);
            if (kind == TokenKind.CASE) {
                cases++;
            } else if (kind == TokenKind.END_WORD && cases > 0) {
                cases--;
            } else if (kind == TokenKind.OR_SIGN && cases == 0) {
                return OptionalInt.of(tokens.start(i));
            }
            i = Math.max(i, tokens.partner(i)) + 1;
        }
        return OptionalInt.empty();
    }

    private void report(int bars) {
        if (reported.add(bars)) {
            examined.report(
                    new Location(bars, bars + 2),
                    ModelCode.BARS_ARE_OR,
                    "'||' is OR in StarRocks, and what stands beside it is no condition",
                    "write concat(a, b), or OR where that is meant");
        }
    }
}
