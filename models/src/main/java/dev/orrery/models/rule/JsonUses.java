// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.analysis.JsonPath;
import dev.orrery.models.analysis.QueryAnalysis;
import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Access;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The places of a query that take a value at a fixed path out of a JSON column. */
final class JsonUses {
    private JsonUses() {}

    static List<JsonUse> of(QueryParts parts, QueryAnalysis analysis, ModelName in) {
        List<JsonUse> uses = new ArrayList<>();
        for (Expression expression : parts.jsonPaths()) {
            Optional<Opened> opened = opened(expression);
            Optional<Origin> column =
                    opened.flatMap(found -> analysis.origins(found.column()).copied());
            column.ifPresent(from -> uses.add(new JsonUse(
                    from,
                    opened.get().path(),
                    opened.get().function(),
                    analysis.type(expression).orElse(DataType.string()),
                    in,
                    expression,
                    opened.get().column())));
        }
        return List.copyOf(uses);
    }

    /** A path that is asked of an expression. */
    record Opened(Expression column, String path, String function) {}

    static Optional<Opened> opened(Expression expression) {
        if (expression instanceof Access.JsonArrow arrow
                && JsonPath.of(arrow.path()).isPresent()) {
            String own = JsonPath.of(arrow.path()).get();
            if (arrow.value() instanceof Access.JsonArrow) {
                return opened(arrow.value())
                        .map(below -> new Opened(below.column(), below.path() + own.substring(1), "json_query"));
            }
            return Optional.of(new Opened(arrow.value(), own, "json_query"));
        }
        if (expression instanceof Call.Function call
                && JsonPath.isOpenedBy(Calls.name(call))
                && call.arguments().size() == 2) {
            return JsonPath.of(call.arguments().get(1))
                    .map(path -> new Opened(call.arguments().get(0), path, Calls.name(call)));
        }
        return Optional.empty();
    }
}
