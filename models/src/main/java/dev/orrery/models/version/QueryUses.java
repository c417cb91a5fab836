// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.version;

import dev.orrery.models.rewrite.TreeWalker;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Node;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Relation.FunctionForm;
import dev.orrery.models.sql.tree.Relation.JoinKind;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.SortItem;
import dev.orrery.models.type.DataType;
import java.util.Optional;

/** What a query or an expression needs a newer version for. */
final class QueryUses extends TreeWalker {
    private final Uses uses;

    QueryUses(Uses uses) {
        this.uses = uses;
    }

    @Override
    public TreeWalker query(Query query) {
        if (query.recursive() && !query.with().isEmpty()) {
            uses.add(Construct.WITH_RECURSIVE, Uses.before(query, query.with().get(0)));
        }
        return super.query(query);
    }

    @Override
    protected TreeWalker select(Select select) {
        hints(select);
        if (select.groupBy().isPresent() && select.groupBy().get().kind() == Select.GroupKind.ALL) {
            uses.add(Construct.GROUP_BY_ALL, select.groupBy().get().at());
        }
        return super.select(select);
    }

    private void hints(Select select) {
        boolean variable =
                select.hints().stream().anyMatch(hint -> hint.regionMatches(true, 0, "SET_USER_VARIABLE", 0, 17));
        if (variable) {
            Node first = select.items().isEmpty() ? select : select.items().get(0);
            uses.add(Construct.USER_VARIABLE_HINT, Uses.before(select, first));
        }
    }

    @Override
    protected TreeWalker sortItem(SortItem item) {
        if (item.expression() instanceof Reference.Star) {
            uses.add(Construct.ORDER_BY_ALL, item.at());
        }
        return super.sortItem(item);
    }

    @Override
    protected TreeWalker limit(Query.Limit limit) {
        boolean numbers = limit.count() instanceof Literal.Numeric
                && limit.offset().stream().allMatch(Literal.Numeric.class::isInstance);
        if (!numbers) {
            uses.add(Construct.LIMIT_PARAMETER, limit.at());
        }
        return super.limit(limit);
    }

    @Override
    public TreeWalker table(Relation.Table relation) {
        for (String clause : relation.clauses()) {
            Location at = Uses.after(relation.name(), relation);
            if (clause.startsWith("SAMPLE")) {
                uses.add(Construct.SAMPLE, at);
            } else if (isPeriod(clause)) {
                uses.add(Construct.TIME_TRAVEL, at);
            }
        }
        return super.table(relation);
    }

    private static boolean isPeriod(String clause) {
        return clause.startsWith("FOR ")
                || clause.startsWith("VERSION ")
                || clause.startsWith("TIMESTAMP ")
                || clause.startsWith("BEFORE ");
    }

    @Override
    public TreeWalker function(Relation.Function relation) {
        if (relation.form() != FunctionForm.FILES) {
            named(relation.name(), relation.name().at());
        }
        return super.function(relation);
    }

    @Override
    public TreeWalker join(Relation.Join relation) {
        Location words = Uses.between(relation.left(), relation.right());
        if (relation.kind() == JoinKind.ASOF || relation.kind() == JoinKind.ASOF_LEFT) {
            uses.add(Construct.ASOF_JOIN, words);
        } else if (relation.kind() == JoinKind.NULL_AWARE_LEFT_ANTI) {
            uses.add(Construct.NULL_AWARE_ANTI_JOIN, words);
        } else if (relation.kind() == JoinKind.LEFT && relation.right() instanceof Relation.Function) {
            uses.add(Construct.OUTER_TABLE_FUNCTION, words);
        }
        return super.join(relation);
    }

    @Override
    public TreeWalker pivot(Relation.Pivot relation) {
        uses.add(Construct.PIVOT, Uses.after(relation.relation(), relation));
        return super.pivot(relation);
    }

    @Override
    public TreeWalker star(Reference.Star reference) {
        if (!reference.excluded().isEmpty()) {
            uses.add(Construct.STAR_EXCLUDE, reference.at());
        }
        return super.star(reference);
    }

    @Override
    public TreeWalker like(Predicate.Like predicate) {
        Location word = Uses.between(predicate.value(), predicate.pattern());
        switch (predicate.kind()) {
            case MATCH -> uses.add(Construct.MATCH, word);
            case MATCH_ANY, MATCH_ALL -> uses.add(Construct.MATCH_ANY, word);
            case LIKE, REGEXP -> {}
        }
        return super.like(predicate);
    }

    @Override
    public TreeWalker namedArgument(Call.NamedArgument call) {
        uses.add(Construct.NAMED_ARGUMENT, call.at());
        return super.namedArgument(call);
    }

    @Override
    public TreeWalker function(Call.Function call) {
        named(call.name(), call.name().at());
        Optional<Expression> filter = call.modifiers().filter();
        if (filter.isPresent()) {
            uses.add(Construct.AGGREGATE_FILTER, call.at());
        }
        return super.function(call);
    }

    private void named(Name name, Location at) {
        if (name.parts().size() == 1) {
            uses.function(name.last().text(), at);
        }
    }

    @Override
    public TreeWalker cast(Call.Cast call) {
        type(call.type(), call.at());
        return super.cast(call);
    }

    void type(DataType type, Location at) {
        if (type instanceof DataType.Decimal decimal && decimal.precision() > 38) {
            uses.add(Construct.DECIMAL256, at);
        } else if (type.equals(DataType.of(DataType.Kind.VARIANT))) {
            uses.add(Construct.VARIANT, at);
        }
    }
}
