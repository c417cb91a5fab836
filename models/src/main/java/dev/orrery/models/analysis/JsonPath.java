// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.analysis.scope.Value;
import dev.orrery.models.sql.tree.Access;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Reference;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Paths that are asked of JSON values, in the long form that begins with {@code $}. */
public final class JsonPath {
    private static final Set<String> FUNCTIONS = Set.of(
            "get_json_string",
            "get_json_int",
            "get_json_double",
            "get_json_bool",
            "get_json_object",
            "json_query",
            "json_value");

    private JsonPath() {}

    /**
     * Whether a function takes a JSON value and a path.
     *
     * @param name in lower case
     */
    public static boolean isOpenedBy(String name) {
        return FUNCTIONS.contains(name);
    }

    /** Of a path that is written down; StarRocks takes {@code a.b} for {@code $.a.b}. */
    public static Optional<String> of(Expression path) {
        if (!(path instanceof Literal.Text text)) {
            return Optional.empty();
        }
        String written = text.value().strip();
        if (written.startsWith("$")) {
            return Optional.of(written);
        }
        return Optional.of(written.startsWith("[") ? "$" + written : "$." + written);
    }

    /** Where a part of a value comes from: a part of the column only while nothing was computed of it. */
    static Origins open(Expression opened, Value value, String path) {
        return isPart(opened) ? value.origins().at(path) : value.origins().through(Flow.TRANSFORMED);
    }

    private static boolean isPart(Expression expression) {
        if (expression instanceof Access.JsonArrow arrow) {
            return of(arrow.path()).isPresent() && isPart(arrow.value());
        }
        if (expression instanceof Access.Field field) {
            return isPart(field.value());
        }
        if (expression instanceof Call.Function call) {
            return isOpenedBy(call.name().last().text().toLowerCase(Locale.ROOT))
                    && call.arguments().size() == 2
                    && of(call.arguments().get(1)).isPresent()
                    && isPart(call.arguments().get(0));
        }
        return expression instanceof Reference.Column;
    }
}
