// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.ModelCode;
import dev.orrery.models.project.DataTest;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Joins that multiply rows: those without a condition (a NATURAL JOIN is one), and those that break what the model promises of its rows. */
final class JoinRules {
    private final Examined examined;
    private final Uniqueness uniqueness;

    JoinRules(Examined examined, Uniqueness uniqueness) {
        this.examined = examined;
        this.uniqueness = uniqueness;
    }

    void check(List<QueryParts.Scoped> selects) {
        for (QueryParts.Scoped scoped : selects) {
            Select select = scoped.select();
            List<Expression> where = new ArrayList<>();
            select.where().ifPresent(condition -> Uniqueness.conjuncts(condition, where));
            select.from()
                    .filter(from -> from instanceof Relation.Join)
                    .ifPresent(from -> crossed(from, where, scoped.known()));
        }
        if (examined.query().body() instanceof Select select) {
            uniqueTests().forEach(columns -> fanOut(select, columns));
        }
    }

    /** Returns the names of the relations, in lower case. */
    private Set<String> crossed(Relation relation, List<Expression> where, WithNames known) {
        if (!(relation instanceof Relation.Join join)) {
            Set<String> names = new HashSet<>();
            Source.of(relation, examined.analysis(), WithNames.NONE)
                    .forEach(source -> names.add(Source.lower(source.alias())));
            return names;
        }
        Set<String> left = crossed(join.left(), where, known);
        Set<String> right = crossed(join.right(), where, known);
        if (isImplicit(join) && !isLinked(join, left, right, where)) {
            unlinked(join, right, known);
        }
        Set<String> both = new HashSet<>(left);
        both.addAll(right);
        return both;
    }

    private void unlinked(Relation.Join join, Set<String> right, WithNames known) {
        Relation before = last(join.left());
        if (join.kind() == Relation.JoinKind.INNER && isNatural(before)) {
            examined.report(
                    before.at(),
                    ModelCode.NATURAL_IS_ALIAS,
                    "StarRocks has no NATURAL JOIN: NATURAL is the alias of this table, and every row meets every row",
                    "write JOIN … USING (the columns that both have)");
        } else if (!isOneRow(join.right(), known) && !isOneRow(join.left(), known)) {
            String name = String.join(", ", right.stream().sorted().toList());
            examined.report(
                    join.right().at(),
                    ModelCode.IMPLICIT_CROSS_JOIN,
                    "nothing links '" + name + "' to the tables before it: every row meets every row",
                    "add a condition, or write CROSS JOIN where this is meant");
        }
    }

    /** The relation that stands right before the word JOIN. */
    private static Relation last(Relation left) {
        return left instanceof Relation.Join join ? last(join.right()) : left;
    }

    private boolean isNatural(Relation relation) {
        return Source.of(relation, examined.analysis(), WithNames.NONE).stream()
                .anyMatch(source -> source.alias().equalsIgnoreCase("NATURAL"));
    }

    /** As of {@code (SELECT max(day) FROM t)}: beside it no row is multiplied. */
    private boolean isOneRow(Relation relation, WithNames known) {
        return Source.of(relation, examined.analysis(), known).stream().allMatch(uniqueness::isOneRow);
    }

    private static boolean isImplicit(Relation.Join join) {
        boolean lateral = join.right() instanceof Relation.Function
                || (join.right() instanceof Relation.Derived derived && derived.lateral());
        return !lateral
                && join.kind() != Relation.JoinKind.CROSS
                && join.using().isEmpty();
    }

    private boolean isLinked(Relation.Join join, Set<String> left, Set<String> right, List<Expression> where) {
        List<Expression> conditions = new ArrayList<>(where);
        join.on().ifPresent(on -> Uniqueness.conjuncts(on, conditions));
        return conditions.stream()
                .map(uniqueness::aliases)
                .anyMatch(names -> !Collections.disjoint(names, left) && !Collections.disjoint(names, right));
    }

    private List<DataTest.Unique> uniqueTests() {
        return examined.model().header().about().tests().stream()
                .map(test -> test.match(
                        notNull -> Optional.<DataTest.Unique>empty(),
                        Optional::of,
                        accepted -> Optional.<DataTest.Unique>empty(),
                        rows -> Optional.<DataTest.Unique>empty(),
                        related -> Optional.<DataTest.Unique>empty()))
                .flatMap(Optional::stream)
                .toList();
    }

    private void fanOut(Select select, DataTest.Unique promised) {
        if (select.groupBy().isPresent()
                || select.distinct()
                || select.qualify().isPresent()) {
            return;
        }
        Set<String> made = new HashSet<>();
        for (Select.Item item : select.items()) {
            boolean named = promised.columns().stream()
                    .anyMatch(column -> column.toLowerCase(Locale.ROOT).equals(Uniqueness.name(item)));
            if (named) {
                made.addAll(uniqueness.aliases(item.expression()));
            }
        }
        Query query = examined.query();
        uniqueness.rows(select, WithNames.NONE.inside(query), fanOut -> {
            // A side that brings columns of the promised key is meant to add rows.
            if (Collections.disjoint(made, fanOut.rows().aliases())) {
                report(fanOut, promised);
            }
        });
    }

    private void report(Uniqueness.FanOut fanOut, DataTest.Unique promised) {
        String name =
                String.join(", ", fanOut.rows().aliases().stream().sorted().toList());
        String columns = String.join(", ", promised.columns());
        examined.report(
                fanOut.added().at(),
                ModelCode.FAN_OUT,
                "several rows of '" + name + "' may match, but 'unique' promises one row for each " + columns,
                fanOut.rows().keys().isEmpty()
                        ? "nothing says what is unique in '" + name
                                + "': declare it with a test or a key, or aggregate it before the join"
                        : "join by all columns of a key of '" + name + "', or aggregate it before the join");
    }
}
