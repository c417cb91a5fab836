// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement.alter;

import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import dev.orrery.models.type.TypeText;
import java.util.Locale;

/** Which type of a column MODIFY may make of which: nothing that could lose digits or letters. */
final class TypeChanges {
    private TypeChanges() {}

    static void check(DataType from, DataType to) throws ServerError {
        if (!allowed(from, to)) {
            throw new ServerError(1064, "HY000", "Can not change from " + text(from) + " to " + text(to));
        }
    }

    private static String text(DataType type) {
        return TypeText.ddl(type).toLowerCase(Locale.ROOT);
    }

    private static boolean allowed(DataType from, DataType to) {
        if (TypeRules.isText(from)) {
            return fromText((DataType.Text) from, to);
        }
        if (TypeRules.isText(to)) {
            return !TypeRules.isNested(from) && !from.is(Kind.BOOLEAN);
        }
        if (TypeRules.isInteger(from) && TypeRules.isInteger(to)) {
            return TypeRules.integerRank(from) < TypeRules.integerRank(to) && !from.is(Kind.BOOLEAN);
        }
        if (to.is(Kind.DOUBLE)) {
            return from.is(Kind.FLOAT) || (TypeRules.isInteger(from) && !from.is(Kind.LARGEINT));
        }
        if (from instanceof DataType.Decimal a && to instanceof DataType.Decimal b) {
            return a.scale() <= b.scale() && a.precision() - a.scale() <= b.precision() - b.scale();
        }
        return (TypeRules.isTemporal(from) && TypeRules.isTemporal(to)) || (from.is(Kind.INT) && to.is(Kind.DATE));
    }

    private static boolean fromText(DataType.Text from, DataType to) {
        if (to instanceof DataType.Text text) {
            return text.length().orElse(DataType.STRING_LENGTH) >= from.length().orElse(DataType.STRING_LENGTH);
        }
        return !TypeRules.isNested(to) && !to.is(Kind.BOOLEAN) && !to.is(Kind.DATETIME);
    }
}
