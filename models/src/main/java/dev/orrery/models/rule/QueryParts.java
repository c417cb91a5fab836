// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.rewrite.TreeWalker;
import dev.orrery.models.sql.tree.Access;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rules look at, picked out of a query in one walk, in the order of the text. */
final class QueryParts extends TreeWalker {
    private final List<Scoped> selects = new ArrayList<>();
    private final List<Expression> comparisons = new ArrayList<>();
    private final List<Operation.Binary> alternatives = new ArrayList<>();
    private final List<Call.Function> calls = new ArrayList<>();
    private final List<Expression> jsonPaths = new ArrayList<>();
    private final List<Reference.Variable> variables = new ArrayList<>();

    private WithNames known = WithNames.NONE;

    /** A SELECT and the common tables that it may name. */
    record Scoped(Select select, WithNames known) {}

    private QueryParts() {}

    static QueryParts of(Query query) {
        QueryParts parts = new QueryParts();
        parts.query(query);
        return parts;
    }

    List<Scoped> selects() {
        return selects;
    }

    /** {@code =} and its kin, BETWEEN and IN with a list. */
    List<Expression> comparisons() {
        return comparisons;
    }

    /** Every OR, the whole of a chain before its parts. */
    List<Operation.Binary> alternatives() {
        return alternatives;
    }

    List<Call.Function> calls() {
        return calls;
    }

    /** Arrows and calls that open a JSON value at a path, the outermost of a chain only. */
    List<Expression> jsonPaths() {
        return jsonPaths;
    }

    List<Reference.Variable> variables() {
        return variables;
    }

    @Override
    public TreeWalker query(Query query) {
        WithNames before = known;
        known = before.inside(query);
        super.query(query);
        known = before;
        return this;
    }

    @Override
    protected TreeWalker select(Select select) {
        selects.add(new Scoped(select, known));
        return super.select(select);
    }

    @Override
    public TreeWalker binary(Operation.Binary binary) {
        // The walker passes the left side of a chain without coming back here.
        Expression at = binary;
        while (at instanceof Operation.Binary part) {
            if (part.operator().isComparison()) {
                comparisons.add(part);
            } else if (part.operator() == BinaryOperator.OR) {
                alternatives.add(part);
            }
            at = part.left();
        }
        return super.binary(binary);
    }

    @Override
    public TreeWalker inList(Predicate.InList in) {
        comparisons.add(in);
        return super.inList(in);
    }

    @Override
    public TreeWalker between(Predicate.Between between) {
        comparisons.add(between);
        return super.between(between);
    }

    @Override
    public TreeWalker function(Call.Function call) {
        calls.add(call);
        if (JsonUses.opened(call).isPresent()) {
            jsonPaths.add(call);
        }
        return super.function(call);
    }

    @Override
    public TreeWalker jsonArrow(Access.JsonArrow arrow) {
        Optional<JsonUses.Opened> opened = JsonUses.opened(arrow);
        if (opened.isPresent()) {
            jsonPaths.add(arrow);
            return walk(opened.get().column());
        }
        return super.jsonArrow(arrow);
    }

    @Override
    public TreeWalker variable(Reference.Variable variable) {
        variables.add(variable);
        return super.variable(variable);
    }
}
