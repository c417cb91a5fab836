// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Node;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.SortItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The normal form of a query: tables qualified with their database, columns with their relation, stars expanded,
 * ordinals and aliases in GROUP BY and ORDER BY replaced by what they stand for, names in lower case. Names of the
 * outermost columns are left out: they are part of the view's columns. A server up to 4.0.5 prints a view so itself;
 * later ones print what was written.
 */
public final class NormalQuery {
    private final String database;
    private final Columns columns;
    private final Map<String, Optional<List<String>>> commonTables;

    private NormalQuery(String database, Columns columns, Map<String, Optional<List<String>>> commonTables) {
        this.database = database;
        this.columns = columns;
        this.commonTables = commonTables;
    }

    /**
     * @param database of the view or MV: what a bare table name stands in
     */
    public static Query of(Query query, String database, Columns columns) {
        return new NormalQuery(database, columns, Map.of()).query(query, null, Level.OUTERMOST);
    }

    /** An expression over the columns of one table: their names bare, in lower case. */
    public static Expression columnExpression(Expression expression) {
        return Rewrite.of(expression, node -> {
            if (node instanceof Reference.Column column) {
                String last = column.name().last().text().toLowerCase(Locale.ROOT);
                return new Reference.Column(Name.of(last));
            }
            return functionNameInLowerCase(node);
        });
    }

    private enum Level {
        OUTERMOST,
        NESTED
    }

    private Query query(Query query, @Nullable Scope outer, Level level) {
        NormalQuery inside = new NormalQuery(database, columns, new HashMap<>(commonTables));
        List<Query.CommonTable> with = new ArrayList<>();
        for (Query.CommonTable table : query.with()) {
            Query normal = inside.query(table.query(), outer, Level.NESTED);
            Optional<List<String>> names =
                    table.columns().isEmpty() ? outputs(normal) : Optional.of(texts(table.columns()));
            inside.commonTables.put(lower(table.name()), names);
            with.add(new Query.CommonTable(
                    Location.NOWHERE, identifier(lower(table.name())), lowerAll(table.columns()), normal));
        }
        return inside.body(query, with, outer, level);
    }

    private Query body(Query query, List<Query.CommonTable> with, @Nullable Scope outer, Level level) {
        List<SortItem> orderBy = query.orderBy();
        Query.Body body;
        if (query.body() instanceof Select select) {
            SelectScope inside = new SelectScope(select, outer);
            body = inside.normal(level);
            orderBy = query.orderBy().stream().map(inside::sortItem).toList();
        } else {
            body = bodyWithoutScope(query.body(), outer, level);
        }
        return new Query(Location.NOWHERE, query.recursive(), with, body, orderBy, query.limit());
    }

    private Query.Body bodyWithoutScope(Query.Body body, @Nullable Scope outer, Level level) {
        return body.accept(new Query.BodyVisitor<Query.Body>() {
            @Override
            public Query.Body select(Select select) {
                return new SelectScope(select, outer).normal(level);
            }

            @Override
            public Query.Body setOperation(Query.SetOperation operation) {
                return new Query.SetOperation(
                        Location.NOWHERE,
                        operation.operator(),
                        operation.distinct(),
                        bodyWithoutScope(operation.left(), outer, level),
                        bodyWithoutScope(operation.right(), outer, level));
            }

            @Override
            public Query.Body nested(Query.Nested nested) {
                return new Query.Nested(Location.NOWHERE, query(nested.query(), outer, level));
            }
        });
    }

    /** One SELECT with what its names can mean. */
    private final class SelectScope {
        private final Select select;
        private final Scope scope;
        private final Optional<Relation> from;
        private final List<Select.Item> items = new ArrayList<>();
        private final Map<String, Expression> aliases = new HashMap<>();

        SelectScope(Select select, @Nullable Scope outer) {
            this.select = select;
            this.scope = new Scope(outer);
            this.from = select.from().map(relation -> relation(relation, scope));
            for (Select.Item item : select.items()) {
                if (item.expression() instanceof Reference.Star star) {
                    items.addAll(expand(star));
                } else {
                    Expression normal = expression(item.expression(), scope);
                    item.alias().ifPresent(alias -> aliases.put(lower(alias), normal));
                    items.add(new Select.Item(Location.NOWHERE, normal, item.alias()));
                }
            }
        }

        Select normal(Level level) {
            return new Select(
                    Location.NOWHERE,
                    select.hints(),
                    select.distinct(),
                    items.stream().map(item -> named(item, level)).toList(),
                    from,
                    select.where().map(where -> expression(where, scope)),
                    select.groupBy().map(this::groupBy),
                    select.having().map(this::standingFor),
                    select.qualify().map(this::standingFor));
        }

        private Select.Item named(Select.Item item, Level level) {
            Optional<Identifier> name = level == Level.OUTERMOST
                    ? Optional.empty()
                    : outputName(item).map(Identifier::of);
            return new Select.Item(Location.NOWHERE, item.expression(), name);
        }

        private List<Select.Item> expand(Reference.Star star) {
            List<String> excluded = texts(star.excluded());
            Optional<String> only = star.qualifier().map(name -> lower(name.last()));
            List<Select.Item> expanded = new ArrayList<>();
            for (Scope.Leaf leaf : scope.leaves()) {
                if (only.isPresent() && !only.get().equals(leaf.name())) {
                    continue;
                }
                if (leaf.columns().isEmpty()) {
                    return List.of(new Select.Item(Location.NOWHERE, star, Optional.empty()));
                }
                leaf.columns().get().stream()
                        .filter(column -> !excluded.contains(column))
                        .forEach(column -> expanded.add(new Select.Item(
                                Location.NOWHERE,
                                new Reference.Column(Name.of(leaf.name(), column)),
                                Optional.empty())));
            }
            return expanded;
        }

        private Select.GroupBy groupBy(Select.GroupBy groupBy) {
            return new Select.GroupBy(
                    Location.NOWHERE,
                    groupBy.kind(),
                    groupBy.sets().stream()
                            .map(set -> set.stream().map(this::standingFor).toList())
                            .toList());
        }

        SortItem sortItem(SortItem item) {
            Expression written = item.expression();
            Optional<Expression> alias = bareName(written).map(aliases::get);
            return new SortItem(
                    Location.NOWHERE,
                    alias.orElseGet(() -> standingFor(written)),
                    item.descending(),
                    item.nullsFirst());
        }

        /** An expression in which a number means the item at that place, and a bare name may mean an alias. */
        private Expression standingFor(Expression expression) {
            if (expression instanceof Literal.Numeric number && number.text().matches("\\d{1,4}")) {
                int place = Integer.parseInt(number.text());
                if (place >= 1 && place <= items.size()) {
                    return items.get(place - 1).expression();
                }
            }
            return Rewrite.of(
                    expression,
                    node -> node instanceof Query query
                            ? Optional.of(query(query, scope, Level.NESTED))
                            : bareName(node).filter(name -> !scope.knows(name)).map(aliases::get),
                    node -> resolved(node, scope));
        }
    }

    private Expression expression(Expression expression, Scope scope) {
        return Rewrite.of(
                expression,
                node -> node instanceof Query query ? Optional.of(query(query, scope, Level.NESTED)) : Optional.empty(),
                node -> resolved(node, scope));
    }

    private static Node resolved(Node node, Scope scope) {
        if (node instanceof Reference.Column column) {
            return new Reference.Column(scope.resolve(column.name()));
        }
        return functionNameInLowerCase(node);
    }

    private static Node functionNameInLowerCase(Node node) {
        if (node instanceof Call.Function call) {
            String name = call.name().toString().toLowerCase(Locale.ROOT);
            return new Call.Function(
                    Location.NOWHERE,
                    Name.of(name),
                    name.equals("time_slice") ? timeSlice(call.arguments()) : call.arguments(),
                    call.modifiers(),
                    call.over());
        }
        return node;
    }

    /** {@code time_slice(c, INTERVAL 4 DAY)} is shown as {@code time_slice(c, 4, 'day', 'floor')}. */
    private static List<Expression> timeSlice(List<Expression> arguments) {
        if (arguments.size() == 2 && arguments.get(1) instanceof Literal.Interval interval) {
            return List.of(
                    arguments.get(0),
                    interval.amount(),
                    new Literal.Text(Location.NOWHERE, interval.unit().toLowerCase(Locale.ROOT)),
                    new Literal.Text(Location.NOWHERE, "floor"));
        }
        return arguments;
    }

    private Relation relation(Relation relation, Scope scope) {
        return relation.accept(new NormalRelation(this, scope));
    }

    /** For {@link NormalRelation}: expressions in an ON, arguments of a table function. */
    Expression inFrom(Expression expression, Scope scope) {
        return expression(expression, scope);
    }

    /** For {@link NormalRelation}: a query in FROM, which sees what stands before it only when it is lateral. */
    Query derived(Query query, @Nullable Scope lateral) {
        return query(query, lateral, Level.NESTED);
    }

    /** The columns of a table or common table. */
    Optional<List<String>> columnsOf(Name table) {
        if (isCommonTable(table)) {
            return commonTables.getOrDefault(lower(table.last()), Optional.empty());
        }
        return columns.of(qualified(table));
    }

    boolean isCommonTable(Name table) {
        return table.parts().size() == 1 && commonTables.containsKey(lower(table.last()));
    }

    /** {@code database.name}, whatever catalog stands before it. */
    ModelName qualified(Name table) {
        List<Identifier> parts = table.parts();
        return parts.size() == 1
                ? new ModelName(database, parts.get(0).text())
                : new ModelName(
                        parts.get(parts.size() - 2).text(),
                        parts.get(parts.size() - 1).text());
    }

    static Optional<List<String>> outputs(Query query) {
        return outputs(query.body());
    }

    private static Optional<List<String>> outputs(Query.Body body) {
        return body.accept(new Query.BodyVisitor<Optional<List<String>>>() {
            @Override
            public Optional<List<String>> select(Select select) {
                boolean open = select.items().stream().anyMatch(item -> item.expression() instanceof Reference.Star);
                return open
                        ? Optional.empty()
                        : Optional.of(select.items().stream()
                                .map(item -> outputName(item).orElse(""))
                                .toList());
            }

            @Override
            public Optional<List<String>> setOperation(Query.SetOperation operation) {
                return outputs(operation.left());
            }

            @Override
            public Optional<List<String>> nested(Query.Nested nested) {
                return outputs(nested.query().body());
            }
        });
    }

    private static Optional<String> outputName(Select.Item item) {
        return item.alias()
                .map(NormalQuery::lower)
                .or(() -> item.expression() instanceof Reference.Column column
                        ? Optional.of(lower(column.name().last()))
                        : Optional.empty());
    }

    private static Optional<String> bareName(Node node) {
        return node instanceof Reference.Column column && column.name().parts().size() == 1
                ? Optional.of(lower(column.name().last()))
                : Optional.empty();
    }

    static String lower(Identifier name) {
        return name.text().toLowerCase(Locale.ROOT);
    }

    static List<Identifier> lowerAll(List<Identifier> names) {
        return names.stream().map(name -> identifier(lower(name))).toList();
    }

    private static Identifier identifier(String text) {
        return Identifier.of(text);
    }

    static List<String> texts(List<Identifier> names) {
        return names.stream().map(NormalQuery::lower).toList();
    }
}
