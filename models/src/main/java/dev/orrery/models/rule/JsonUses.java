// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.analysis.JsonPath;
import dev.orrery.models.analysis.Origin;
import dev.orrery.models.analysis.QueryAnalysis;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.rewrite.TreeWalker;
import dev.orrery.models.sql.tree.Access;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds every place of a query that takes a value at a fixed path out of a JSON column. */
final class JsonUses extends TreeWalker {
    private final QueryAnalysis analysis;
    private final ModelName in;
    private final List<JsonUse> uses = new ArrayList<>();

    private JsonUses(QueryAnalysis analysis, ModelName in) {
        this.analysis = analysis;
        this.in = in;
    }

    static List<JsonUse> of(Query query, QueryAnalysis analysis, ModelName in) {
        JsonUses found = new JsonUses(analysis, in);
        found.query(query);
        return List.copyOf(found.uses);
    }

    @Override
    public TreeWalker function(Call.Function call) {
        return use(call) ? this : super.function(call);
    }

    @Override
    public TreeWalker jsonArrow(Access.JsonArrow arrow) {
        return use(arrow) ? this : super.jsonArrow(arrow);
    }

    private boolean use(Expression expression) {
        Optional<Opened> opened = opened(expression);
        Optional<Origin> column = opened.flatMap(found -> ModelRules.copied(analysis.origins(found.column())));
        if (column.isEmpty()) {
            return false;
        }
        DataType type = analysis.type(expression).orElse(DataType.string());
        uses.add(new JsonUse(column.get(), opened.get().path(), opened.get().function(), type, in));
        return true;
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
