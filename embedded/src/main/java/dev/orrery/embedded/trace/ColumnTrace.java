// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.trace;

import dev.orrery.embedded.engine.CatalogState;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.engine.StoredView;
import dev.orrery.embedded.partition.PartitionScheme;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.analysis.QueryAnalysis;
import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Follows the partition columns of an MV through views, subqueries and unions to the partition columns of its bases. */
final class ColumnTrace {
    /** A column of a base on the way to one of the MV, and what truncates it. */
    private record Source(String column, List<String> units) {}

    /** What StarRocks may see the partition column of a base through, though this trace does not. */
    private static final Set<String> TRUNCATIONS = Set.of("date_trunc", "time_slice", "date_slice", "str2date");

    private final CatalogState state;
    private Traced traced = new Traced();

    ColumnTrace(CatalogState state) {
        this.state = state;
    }

    /** Empty when some way of a column leads elsewhere than to a partition column. */
    List<FollowedTable> bases(StoredMaterializedView view) throws ServerError {
        List<Map<ModelName, Source>> columns = new ArrayList<>();
        for (Expression expression : view.statement().partitionBy()) {
            Map<ModelName, Source> sources = new TreeMap<>();
            Optional<Truncated> own = truncated(expression);
            if (own.isEmpty()
                    || !column(
                            view.statement().query(),
                            view.name().database(),
                            index(view.columns(), own.get().name()),
                            own.get().units(),
                            sources)) {
                return List.of();
            }
            columns.add(sources);
        }
        return together(view, columns);
    }

    /**
     * @throws ServerError as StarRocks has it, when a partition column is none of the query's, or is surely no partition
     *     column of a base
     */
    void check(StoredMaterializedView view) throws ServerError {
        for (Expression expression : view.statement().partitionBy()) {
            Optional<Truncated> own = truncated(expression);
            if (own.isEmpty()) {
                continue;
            }
            int index = index(view.columns(), own.get().name());
            if (index < 0) {
                throw ServerError.analyzing("Materialized view partition exp column:"
                        + own.get().name() + " is not found in query statement");
            }
            traced = new Traced();
            column(
                    view.statement().query(),
                    view.name().database(),
                    index,
                    own.get().units(),
                    new TreeMap<>());
            if (traced.isSurelyWrong()) {
                throw ServerError.analyzing(
                        "Materialized view partition column in partition exp must be base table partition column");
            }
        }
    }

    private List<FollowedTable> together(StoredMaterializedView view, List<Map<ModelName, Source>> columns)
            throws ServerError {
        List<FollowedTable> bases = new ArrayList<>();
        for (ModelName name : columns.get(0).keySet()) {
            List<Source> sources = new ArrayList<>();
            for (Map<ModelName, Source> column : columns) {
                if (!column.keySet().equals(columns.get(0).keySet())) {
                    return List.of();
                }
                sources.add(column.get(name));
            }
            PartitionScheme scheme = scheme(name);
            List<String> names =
                    sources.stream().map(s -> s.column.toLowerCase(Locale.ROOT)).toList();
            boolean partitionColumns = scheme.columnNames().stream()
                    .map(c -> c.toLowerCase(Locale.ROOT))
                    .toList()
                    .equals(names);
            boolean truncated = sources.stream().anyMatch(s -> !s.units.isEmpty());
            if (!partitionColumns || (truncated && sources.size() > 1)) {
                return List.of();
            }
            boolean alone = new Occurrences(state).isReadOnce(view, name);
            bases.add(new FollowedTable(id(name), name, scheme, sources.get(0).units, alone));
        }
        return bases;
    }

    private PartitionScheme scheme(ModelName base) throws ServerError {
        Optional<StoredTable> table = state.table(base);
        if (table.isPresent()) {
            return table.get().partitionScheme();
        }
        Optional<StoredMaterializedView> view = state.materializedView(base);
        return view.isPresent() ? view.get().partitionScheme() : PartitionScheme.NONE;
    }

    private long id(ModelName base) {
        return state.table(base)
                .map(StoredTable::id)
                .or(() -> state.materializedView(base).map(StoredMaterializedView::id))
                .orElseThrow();
    }

    private boolean column(
            Query query, String database, int index, List<String> units, Map<ModelName, Source> sources) {
        if (index < 0) {
            return false;
        }
        QueryAnalysis analysis = QueryAnalysis.of(query, new CatalogTables(state), Optional.of(database));
        return analysis.findings().isEmpty() && body(query.body(), query, analysis, index, units, sources);
    }

    private boolean body(
            Query.Body body,
            Query whole,
            QueryAnalysis analysis,
            int index,
            List<String> units,
            Map<ModelName, Source> sources) {
        return body.accept(new Query.BodyVisitor<>() {
            @Override
            public Boolean select(Select select) {
                boolean starred = select.items().stream().anyMatch(i -> i.expression() instanceof Reference.Star);
                if (starred) {
                    boolean top = whole.body() == select;
                    return top
                            && origins(
                                    select, whole, analysis.columns().get(index).origins(), units, sources);
                }
                return index < select.items().size()
                        && expression(select, whole, select.items().get(index).expression(), analysis, units, sources);
            }

            @Override
            public Boolean setOperation(Query.SetOperation operation) {
                boolean left = body(operation.left(), whole, analysis, index, units, sources);
                boolean right = body(operation.right(), whole, analysis, index, units, sources);
                return operation.operator() == Query.SetOperator.UNION && left && right;
            }

            @Override
            public Boolean nested(Query.Nested nested) {
                return body(nested.query().body(), nested.query(), analysis, index, units, sources);
            }
        });
    }

    private boolean expression(
            Select select,
            Query whole,
            Expression expression,
            QueryAnalysis analysis,
            List<String> units,
            Map<ModelName, Source> sources) {
        List<String> all = new ArrayList<>();
        Expression inner = expression;
        if (expression instanceof Call.Function call
                && truncated(call).isPresent()
                && !truncated(call).get().units().isEmpty()) {
            all.addAll(truncated(call).get().units());
            inner = call.arguments().get(1);
        }
        all.addAll(units);
        if (inner instanceof Reference.Column) {
            return origins(select, whole, analysis.origins(inner), all, sources);
        }
        boolean truncation = inner instanceof Call.Function call
                && TRUNCATIONS.contains(call.name().last().text().toLowerCase(Locale.ROOT));
        if (!truncation && !(inner instanceof Call.Cast)) {
            traced.foundOther();
        }
        return false;
    }

    private boolean origins(
            Select select, Query whole, Origins origins, List<String> units, Map<ModelName, Source> sources) {
        boolean found = false;
        for (Map.Entry<Origin, Flow> entry : origins.flows().entrySet()) {
            if (entry.getValue() == Flow.INFLUENCE) {
                continue;
            }
            Origin origin = entry.getKey();
            note(origin, select);
            boolean followed = entry.getValue() == Flow.DIRECT
                    && origin.path().isEmpty()
                    && !OuterJoins.mayLose(select, origin.model(), OuterJoins.CommonTables.in(whole))
                    && source(origin, units, sources);
            if (!followed) {
                return false;
            }
            found = true;
        }
        return found;
    }

    /** A column that is joined to a partition column is as good as it. */
    private void note(Origin origin, Select select) {
        if (state.view(origin.model()).isPresent()) {
            return;
        }
        if (isPartitionColumn(origin) || JoinedColumns.mayBe(select, origin.column())) {
            traced.foundPartitionColumn();
        } else {
            traced.foundOther();
        }
    }

    private boolean isPartitionColumn(Origin origin) {
        try {
            return scheme(origin.model()).columnNames().stream()
                    .anyMatch(name -> name.equalsIgnoreCase(origin.column()));
        } catch (ServerError e) {
            // Nothing sure is known of a table whose partitions cannot be read.
            return true;
        }
    }

    private boolean source(Origin origin, List<String> units, Map<ModelName, Source> sources) {
        Optional<StoredView> view = state.view(origin.model());
        if (view.isPresent()) {
            return column(
                    view.get().statement().query(),
                    view.get().name().database(),
                    index(view.get().columns(), origin.column()),
                    units,
                    sources);
        }
        Source source = new Source(origin.column(), units);
        Source other = sources.put(origin.model(), source);
        boolean same =
                other == null || (other.column.equalsIgnoreCase(source.column) && other.units.equals(source.units));
        boolean hasRows = state.table(origin.model()).isPresent()
                || state.materializedView(origin.model())
                        .filter(v -> !v.isSynchronous())
                        .isPresent();
        return same && hasRows;
    }

    private static int index(List<Column> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** {@code c} or {@code date_trunc('unit', c)}. */
    private record Truncated(String name, List<String> units) {}

    private static Optional<Truncated> truncated(Expression expression) {
        if (expression instanceof Reference.Column column) {
            return Optional.of(new Truncated(column.name().last().text(), List.of()));
        }
        boolean trunc = expression instanceof Call.Function call
                && call.name().last().text().equalsIgnoreCase("date_trunc")
                && call.arguments().size() == 2
                && call.arguments().get(0) instanceof Literal.Text
                && call.arguments().get(1) instanceof Reference.Column;
        if (!trunc) {
            return Optional.empty();
        }
        List<Expression> arguments = ((Call.Function) expression).arguments();
        String name = ((Reference.Column) arguments.get(1)).name().last().text();
        return Optional.of(new Truncated(name, List.of(((Literal.Text) arguments.get(0)).value())));
    }
}
