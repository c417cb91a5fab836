// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.analysis.QueryAnalysis;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.function.FunctionKind;
import dev.orrery.models.function.FunctionTable;
import dev.orrery.models.rewrite.Children;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which columns no two rows of a query agree in: from keys and declared tests of what it reads, GROUP BY, DISTINCT,
 * numbered rows, and joins that find one row at most.
 */
final class Uniqueness {
    private static final Pattern PLACE = Pattern.compile("\\d{1,4}");

    private final QueryAnalysis analysis;
    private final Function<ModelName, Optional<ModelFacts>> facts;

    Uniqueness(QueryAnalysis analysis, Function<ModelName, Optional<ModelFacts>> facts) {
        this.analysis = analysis;
        this.facts = facts;
    }

    /** A column of a relation of FROM, both in lower case. */
    record Slot(String alias, String column) {}

    /**
     * A relation of FROM, or several joined ones.
     *
     * @param keys sets of columns in which no two of its rows agree
     */
    record Rows(Set<String> aliases, Set<Set<Slot>> keys) {}

    /**
     * A join that may find several rows.
     *
     * @param added the side that is joined to the other one
     */
    record FanOut(Relation added, Rows rows) {}

    /** Of the result, by the names of its columns in lower case. */
    Set<Set<String>> keys(Query query) {
        return keys(query.body(), WithNames.NONE.inside(query));
    }

    private Set<Set<String>> keys(Query.Body body, WithNames known) {
        return body.accept(new Query.BodyVisitor<>() {
            @Override
            public Set<Set<String>> select(Select select) {
                return keysOf(select, known);
            }

            @Override
            public Set<Set<String>> setOperation(Query.SetOperation operation) {
                if (operation.operator() != Query.SetOperator.UNION) {
                    return keys(operation.left(), known);
                }
                return operation.distinct() ? all(operation.left()) : Set.of();
            }

            @Override
            public Set<Set<String>> nested(Query.Nested nested) {
                return keys(nested.query().body(), known.inside(nested.query()));
            }
        });
    }

    /** Every column together, where they have names. */
    private static Set<Set<String>> all(Query.Body body) {
        return body.accept(new Query.BodyVisitor<>() {
            @Override
            public Set<Set<String>> select(Select select) {
                Set<String> names = new HashSet<>();
                select.items().forEach(item -> names.add(name(item)));
                return names.contains("") ? Set.of() : Set.of(names);
            }

            @Override
            public Set<Set<String>> setOperation(Query.SetOperation operation) {
                return all(operation.left());
            }

            @Override
            public Set<Set<String>> nested(Query.Nested nested) {
                return all(nested.query().body());
            }
        });
    }

    /** Of an item, in lower case; empty when only StarRocks names it. */
    static String name(Select.Item item) {
        String own = item.expression() instanceof Reference.Column reference
                ? reference.name().last().text()
                : "";
        return Source.lower(item.alias().map(Identifier::text).orElse(own));
    }

    /** Where not even the empty set of columns differs between two rows. */
    boolean isOneRow(Source source) {
        return keysOf(source).contains(Set.<String>of());
    }

    /** Aggregates without groups make one row. */
    private static boolean isTotal(Select select) {
        return select.groupBy().isEmpty()
                && select.from().isPresent()
                && select.items().stream().anyMatch(item -> isAggregate(item.expression()));
    }

    private static boolean isAggregate(Expression expression) {
        if (expression instanceof Call.Function call) {
            boolean aggregate = call.over().isEmpty()
                    && FunctionTable.builtIn()
                            .kind(call.name().last().text())
                            .filter(FunctionKind.AGGREGATE::equals)
                            .isPresent();
            return aggregate
                    || (call.over().isEmpty() && Children.of(call).stream().anyMatch(Uniqueness::isAggregate));
        }
        return Children.of(expression).stream().anyMatch(Uniqueness::isAggregate);
    }

    private Set<Set<String>> keysOf(Select select, WithNames known) {
        if (isTotal(select)) {
            return Set.of(Set.of());
        }
        if (select.distinct()) {
            return all(select);
        }
        if (select.groupBy().isPresent()) {
            return grouped(select, select.groupBy().get());
        }
        if (select.from().isEmpty()) {
            return Set.of();
        }
        Set<Set<String>> keys = new HashSet<>();
        numbered(select, keys);
        Set<Set<Slot>> slots = rows(select, known, fanOut -> {}).keys();
        if (slots.isEmpty()) {
            return keys;
        }
        Map<Slot, String> names =
                new TreeMap<>(Comparator.comparing(Slot::alias).thenComparing(Slot::column));
        for (Select.Item item : select.items()) {
            if (item.expression() instanceof Reference.Column reference) {
                slot(reference).ifPresent(slot -> names.putIfAbsent(slot, name(item)));
            } else if (item.expression() instanceof Reference.Star star) {
                starred(star, slots, names);
            }
        }
        for (Set<Slot> key : slots) {
            if (names.keySet().containsAll(key)) {
                Set<String> columns = new HashSet<>();
                key.forEach(slot -> columns.add(names.getOrDefault(slot, "")));
                keys.add(columns);
            }
        }
        return keys;
    }

    private static void starred(Reference.Star star, Set<Set<Slot>> keys, Map<Slot, String> names) {
        String qualifier =
                star.qualifier().map(name -> Source.lower(name.last().text())).orElse("");
        for (Set<Slot> key : keys) {
            for (Slot slot : key) {
                if (qualifier.isEmpty() || slot.alias().equals(qualifier)) {
                    names.putIfAbsent(slot, slot.column());
                }
            }
        }
    }

    private static Set<Set<String>> grouped(Select select, Select.GroupBy groupBy) {
        if (groupBy.kind() != Select.GroupKind.PLAIN || groupBy.sets().isEmpty()) {
            return Set.of();
        }
        Set<String> key = new HashSet<>();
        for (Expression group : groupBy.sets().get(0)) {
            String name = item(select, group).map(Uniqueness::name).orElse("");
            if (name.isEmpty()) {
                return Set.of();
            }
            key.add(name);
        }
        return Set.of(key);
    }

    /** The item that a group means: by its place, its alias or its text. */
    private static Optional<Select.Item> item(Select select, Expression group) {
        if (group instanceof Literal.Numeric number
                && PLACE.matcher(number.text()).matches()) {
            int place = Integer.parseInt(number.text()) - 1;
            return place >= 0 && place < select.items().size()
                    ? Optional.of(select.items().get(place))
                    : Optional.empty();
        }
        return select.items().stream()
                .filter(item -> item.expression().equals(group)
                        || (group instanceof Reference.Column reference
                                && reference.name().parts().size() == 1
                                && name(item)
                                        .equals(Source.lower(
                                                reference.name().last().text()))))
                .findFirst();
    }

    /** {@code row_number() OVER (PARTITION BY a)} is unique together with a. */
    private static void numbered(Select select, Set<Set<String>> keys) {
        for (Select.Item item : select.items()) {
            boolean numbers = item.expression() instanceof Call.Function call
                    && call.over().isPresent()
                    && call.name().last().text().equalsIgnoreCase("row_number");
            if (!numbers || name(item).isEmpty()) {
                continue;
            }
            Set<String> key = new HashSet<>();
            key.add(name(item));
            for (Expression by :
                    ((Call.Function) item.expression()).over().orElseThrow().partitionBy()) {
                key.add(item(select, by).map(Uniqueness::name).orElse(""));
            }
            if (!key.contains("")) {
                keys.add(key);
            }
        }
    }

    /**
     * The rows of a FROM.
     *
     * @param fanOuts hears of every join that may find several rows
     */
    Rows rows(Select select, WithNames known, Consumer<FanOut> fanOuts) {
        List<Expression> conditions = new ArrayList<>();
        select.where().ifPresent(where -> conjuncts(where, conditions));
        return select.from().map(from -> rows(from, known, conditions, fanOuts)).orElse(new Rows(Set.of(), Set.of()));
    }

    private Rows rows(Relation relation, WithNames known, List<Expression> conditions, Consumer<FanOut> fanOuts) {
        if (relation instanceof Relation.Join join) {
            Rows left = rows(join.left(), known, conditions, fanOuts);
            Rows right = rows(join.right(), known, conditions, fanOuts);
            return join(join, left, right, conditions, fanOuts);
        }
        Set<String> aliases = new HashSet<>();
        Set<Set<Slot>> keys = new HashSet<>();
        for (Source source : Source.of(relation, analysis, known)) {
            String alias = Source.lower(source.alias());
            aliases.add(alias);
            keysOf(source).forEach(key -> {
                Set<Slot> slots = new HashSet<>();
                key.forEach(column -> slots.add(new Slot(alias, column)));
                keys.add(slots);
            });
        }
        return new Rows(aliases, keys);
    }

    private Set<Set<String>> keysOf(Source source) {
        if (source.model().isPresent()) {
            return facts.apply(source.model().get()).map(ModelFacts::keys).orElse(Set.of());
        }
        if (source.query().isEmpty() || !source.query().get().columns().isEmpty()) {
            return Set.of();
        }
        Source.Inner inner = source.query().get();
        return keys(inner.query().body(), inner.known().inside(inner.query()));
    }

    private Rows join(Relation.Join join, Rows left, Rows right, List<Expression> where, Consumer<FanOut> fanOuts) {
        List<Expression> conditions = new ArrayList<>();
        join.on().ifPresent(on -> conjuncts(on, conditions));
        conditions.addAll(where);
        boolean rightOnce = isUnique(right, conditions, join.using());
        boolean leftOnce = isUnique(left, conditions, join.using());
        Set<String> aliases = new HashSet<>(left.aliases());
        aliases.addAll(right.aliases());
        Set<Set<Slot>> keys = new LinkedHashSet<>();
        switch (join.kind()) {
            case LEFT_SEMI, LEFT_ANTI, NULL_AWARE_LEFT_ANTI -> keys.addAll(left.keys());
            case RIGHT_SEMI, RIGHT_ANTI -> keys.addAll(right.keys());
            // An ASOF join takes the nearest row alone.
            case ASOF, ASOF_LEFT -> keys.addAll(left.keys());
            case COMMA, CROSS, INNER, LEFT, RIGHT, FULL -> {
                keys.addAll(rightOnce ? left.keys() : Set.of());
                keys.addAll(leftOnce ? right.keys() : Set.of());
                boolean turned = join.kind() == Relation.JoinKind.RIGHT;
                if (turned && !leftOnce) {
                    fanOuts.accept(new FanOut(join.left(), left));
                } else if (!turned && !rightOnce) {
                    fanOuts.accept(new FanOut(join.right(), right));
                }
            }
        }
        return new Rows(aliases, keys);
    }

    private boolean isUnique(Rows rows, List<Expression> conditions, List<Identifier> using) {
        if (rows.keys().isEmpty()) {
            return false;
        }
        Set<Slot> bound = new HashSet<>();
        conditions.forEach(condition -> bind(condition, rows.aliases(), bound));
        for (Identifier name : using) {
            rows.aliases().forEach(alias -> bound.add(new Slot(alias, Source.lower(name.text()))));
        }
        return rows.keys().stream().anyMatch(bound::containsAll);
    }

    /** {@code side.column = something of elsewhere}. */
    private void bind(Expression condition, Set<String> side, Set<Slot> bound) {
        boolean equal = condition instanceof Operation.Binary binary
                && (binary.operator() == BinaryOperator.EQUAL || binary.operator() == BinaryOperator.NULL_SAFE_EQUAL);
        if (equal) {
            Operation.Binary binary = (Operation.Binary) condition;
            bind(binary.left(), binary.right(), side, bound);
            bind(binary.right(), binary.left(), side, bound);
        }
    }

    private void bind(Expression column, Expression other, Set<String> side, Set<Slot> bound) {
        if (column instanceof Reference.Column reference) {
            slot(reference)
                    .filter(slot -> side.contains(slot.alias()))
                    .filter(slot -> aliases(other).stream().noneMatch(side::contains))
                    .ifPresent(bound::add);
        }
    }

    private Optional<Slot> slot(Reference.Column reference) {
        return analysis.column(reference)
                .flatMap(column ->
                        column.relation().map(alias -> new Slot(Source.lower(alias), Source.lower(column.column()))));
    }

    /** The relations whose columns an expression names, in lower case. */
    Set<String> aliases(Expression expression) {
        Set<String> aliases = new HashSet<>();
        addAliases(expression, aliases);
        return aliases;
    }

    private void addAliases(Expression expression, Set<String> aliases) {
        if (expression instanceof Reference.Column reference) {
            Optional<String> relation = analysis.column(reference).flatMap(QueryAnalysis.ResolvedColumn::relation);
            if (relation.isPresent()) {
                aliases.add(Source.lower(relation.get()));
            }
            return;
        }
        for (Expression child : Children.of(expression)) {
            addAliases(child, aliases);
        }
    }

    /** The parts of {@code a AND b AND c}. */
    static void conjuncts(Expression expression, List<Expression> parts) {
        if (expression instanceof Operation.Binary binary && binary.operator() == BinaryOperator.AND) {
            conjuncts(binary.left(), parts);
            conjuncts(binary.right(), parts);
        } else {
            parts.add(expression);
        }
    }
}
