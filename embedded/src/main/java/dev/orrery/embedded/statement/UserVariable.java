// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import dev.orrery.models.type.TypeText;
import java.util.Locale;
import java.util.Optional;

/**
 * The value of {@code @name}: a text with the type of the expression that it was set to, as StarRocks keeps it.
 *
 * @param text empty for NULL
 */
record UserVariable(Optional<String> text, DataType type) {

    /**
     * JSON is kept as text; the types that StarRocks keeps in no variable are refused with its message.
     *
     * @param text as a query prints it
     */
    static UserVariable of(Optional<String> text, DataType type) throws ServerError {
        DataType kept = type.is(Kind.JSON) || type.is(Kind.NULL) ? DataType.varchar() : type;
        boolean scalar = TypeRules.isText(kept)
                || TypeRules.isNumeric(kept)
                || TypeRules.isTemporal(kept)
                || kept.is(Kind.BOOLEAN);
        if (!scalar) {
            throw ServerError.analyzing(
                    "Can't set variable with type " + TypeText.desc(type).toUpperCase(Locale.ROOT));
        }
        return new UserVariable(text, kept);
    }

    /** What reads as the variable does, in any statement. */
    Expression expression() {
        Location at = Location.NOWHERE;
        if (text.isEmpty()) {
            return new Call.Cast(at, new Literal.Null(at), type);
        }
        String value = text.get();
        if (TypeRules.isText(type)) {
            return new Literal.Text(at, value);
        }
        if (type.is(Kind.BOOLEAN)) {
            return new Literal.Bool(at, value.equals("1"));
        }
        boolean digits = TypeRules.isInteger(type) && !value.startsWith("-");
        return new Call.Cast(at, digits ? new Literal.Numeric(at, value) : new Literal.Text(at, value), type);
    }
}
