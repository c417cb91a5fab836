// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.analysis.QueryAnalysis;
import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.rewrite.Children;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Select;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Follows columns down to stored ones, through common and derived tables, set operations and the functions that
 * StarRocks lets stand between a partition of an MV and one of its table.
 */
final class PartitionTrace {
    private static final Set<String> FUNCTIONS = Set.of("date_trunc", "str2date", "time_slice", "date_slice");

    private final QueryAnalysis analysis;
    private final Function<ModelName, Optional<ModelFacts>> facts;

    PartitionTrace(QueryAnalysis analysis, Function<ModelName, Optional<ModelFacts>> facts) {
        this.analysis = analysis;
        this.facts = facts;
    }

    /** Of a column of the result. */
    Optional<Traced> output(Query query, int index) {
        String name = analysis.columns().get(index).name();
        return output(query.body(), WithNames.NONE.inside(query), index, name);
    }

    /**
     * @param index of the column; where a star stands in the way only the name tells
     */
    private Optional<Traced> output(Query.Body body, WithNames known, int index, String name) {
        return body.accept(new Query.BodyVisitor<>() {
            @Override
            public Optional<Traced> select(Select select) {
                return item(select, known, index, name);
            }

            @Override
            public Optional<Traced> setOperation(Query.SetOperation operation) {
                // Recorded: one partitioned branch is enough, the others are read whole.
                return output(operation.left(), known, index, name)
                        .or(() -> output(operation.right(), known, index, name));
            }

            @Override
            public Optional<Traced> nested(Query.Nested nested) {
                return output(nested.query().body(), known.inside(nested.query()), index, name);
            }
        });
    }

    private Optional<Traced> item(Select select, WithNames known, int index, String name) {
        List<Source> sources =
                select.from().map(from -> Source.of(from, analysis, known)).orElse(List.of());
        boolean stars = select.items().stream().anyMatch(item -> item.expression() instanceof Reference.Star);
        if (!stars) {
            return index >= 0 && index < select.items().size()
                    ? expression(select.items().get(index).expression(), sources)
                    : Optional.empty();
        }
        for (Select.Item item : select.items()) {
            if (item.expression() instanceof Reference.Star star) {
                Optional<Traced> traced = starred(star, sources, name);
                if (traced.isPresent()) {
                    return traced;
                }
            } else if (Uniqueness.name(item).equals(Source.lower(name))) {
                return expression(item.expression(), sources);
            }
        }
        return Optional.empty();
    }

    private Optional<Traced> starred(Reference.Star star, List<Source> sources, String name) {
        if (star.excluded().stream().anyMatch(excluded -> excluded.text().equalsIgnoreCase(name))) {
            return Optional.empty();
        }
        String qualifier = star.qualifier().map(parts -> parts.last().text()).orElse("");
        return sources.stream()
                .filter(source -> qualifier.isEmpty() || source.isNamed(qualifier))
                .flatMap(source -> column(source, name).stream())
                .findFirst();
    }

    private Optional<Traced> expression(Expression expression, List<Source> sources) {
        if (expression instanceof Reference.Column reference) {
            return column(reference, sources);
        }
        if (expression instanceof Call.Function call && call.over().isEmpty()) {
            String name = Source.lower(call.name().last().text());
            List<Expression> columns = call.arguments().stream()
                    .filter(argument -> argument instanceof Reference.Column || argument instanceof Call.Function)
                    .toList();
            if (FUNCTIONS.contains(name) && columns.size() == 1) {
                return expression(columns.get(0), sources).map(traced -> traced.through(name));
            }
        }
        return Optional.empty();
    }

    private Optional<Traced> column(Reference.Column reference, List<Source> sources) {
        Optional<QueryAnalysis.ResolvedColumn> resolved = analysis.column(reference);
        if (resolved.isEmpty()) {
            return Optional.empty();
        }
        for (Source source : sources) {
            boolean named = resolved.get().relation().map(source::isNamed).orElse(true);
            Optional<Traced> traced = named ? column(source, resolved.get().column()) : Optional.empty();
            if (traced.isPresent()) {
                return traced;
            }
        }
        return Optional.empty();
    }

    private Optional<Traced> column(Source source, String column) {
        if (source.model().isPresent()) {
            return facts.apply(source.model().get())
                    .map(known -> known.partitions().get(Source.lower(column)));
        }
        return source.query()
                .flatMap(inner -> output(
                        inner.query().body(), inner.known().inside(inner.query()), index(inner, column), column));
    }

    /** Below 0 for a column that no item names: a star may bring it. */
    private static int index(Source.Inner inner, String column) {
        List<String> names = inner.columns().isEmpty()
                ? names(inner.query().body())
                : inner.columns().stream().map(Identifier::text).toList();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(column)) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> names(Query.Body body) {
        return body.accept(new Query.BodyVisitor<>() {
            @Override
            public List<String> select(Select select) {
                List<String> names = new ArrayList<>();
                for (Select.Item item : select.items()) {
                    String own = item.expression() instanceof Reference.Column reference
                            ? reference.name().last().text()
                            : "";
                    names.add(item.alias().map(Identifier::text).orElse(own));
                }
                return names;
            }

            @Override
            public List<String> setOperation(Query.SetOperation operation) {
                return names(operation.left());
            }

            @Override
            public List<String> nested(Query.Nested nested) {
                return names(nested.query().body());
            }
        });
    }

    /** What readers of a table meet: the columns that it is partitioned by, themselves. */
    static Map<String, Traced> ofTable(ModelName name, CreateTable table) {
        Set<String> partitioned = partitionedBy(table);
        Map<String, Traced> all = new HashMap<>();
        for (ColumnDefinition column : table.columns()) {
            String lower = Source.lower(column.name().text());
            if (table.external() || partitioned.contains(lower)) {
                Origin origin = new Origin(name, column.name().text());
                all.put(lower, new Traced(origin, place(table), List.of()));
            }
        }
        return all;
    }

    static Set<String> partitionedBy(CreateTable table) {
        Set<String> partitioned = new HashSet<>();
        table.partitioning().ifPresent(by -> by.expressions().forEach(expression -> columns(expression, partitioned)));
        return partitioned;
    }

    private static Traced.Place place(CreateTable table) {
        if (table.partitioning().isEmpty()) {
            return Traced.Place.UNKNOWN;
        }
        Partitioning by = table.partitioning().get();
        boolean list = by.kind() == Partitioning.PartitionKind.LIST
                || (by.kind() == Partitioning.PartitionKind.EXPRESSION
                        && by.expressions().stream().allMatch(expression -> expression instanceof Reference.Column));
        return list ? Traced.Place.LIST : Traced.Place.RANGE;
    }

    /** What readers of an MV meet: it is a table to them. */
    static Map<String, Traced> ofMaterializedView(Definition.MaterializedView view, Map<String, Traced> below) {
        Set<String> partitioned = new HashSet<>();
        view.statement().partitionBy().forEach(expression -> columns(expression, partitioned));
        Map<String, Traced> all = new HashMap<>();
        for (Column column : view.columns()) {
            String lower = Source.lower(column.name());
            if (partitioned.contains(lower)) {
                Traced base = below.get(lower);
                Traced.Place place = base == null ? Traced.Place.UNKNOWN : base.place();
                all.put(lower, new Traced(new Origin(view.name(), column.name()), place, List.of()));
            }
        }
        return all;
    }

    /** Names of the columns in an expression, in lower case. */
    static void columns(Expression expression, Set<String> names) {
        if (expression instanceof Reference.Column reference) {
            names.add(Source.lower(reference.name().last().text()));
        }
        for (Expression child : Children.of(expression)) {
            columns(child, names);
        }
    }

    /** The columns of a query, by name, that come from columns by which tables are partitioned. */
    Map<String, Traced> all(Query query, List<String> names) {
        Map<String, Traced> all = new HashMap<>();
        for (int i = 0; i < Math.min(names.size(), analysis.columns().size()); i++) {
            if (mayBePartition(analysis.columns().get(i).origins())) {
                String lower = Source.lower(names.get(i));
                output(query, i).ifPresent(traced -> all.put(lower, traced));
            }
        }
        return all;
    }

    /** Most columns are made of others, which their origins tell at once. */
    private boolean mayBePartition(Origins origins) {
        for (Origin origin : origins.columns()) {
            Optional<ModelFacts> known = facts.apply(origin.model());
            if (known.isPresent() && known.get().partitions().containsKey(Source.lower(origin.column()))) {
                return true;
            }
        }
        return false;
    }
}
