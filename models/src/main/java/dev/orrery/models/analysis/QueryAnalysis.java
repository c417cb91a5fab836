// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.analysis.scope.Field;
import dev.orrery.models.analysis.scope.RelationName;
import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.analysis.scope.Shape;
import dev.orrery.models.analysis.scope.Value;
import dev.orrery.models.analysis.scope.WithTables;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.function.Typed;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.type.DataType;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything about one query. Nodes are found by identity: pass the very objects of the analyzed tree. With findings in
 * it, what could be found out is still there; the type of the rest is UNKNOWN.
 */
public final class QueryAnalysis {
    private final Analysis analysis;
    private final List<OutputColumn> columns;
    private final Origins influence;

    private QueryAnalysis(Analysis analysis, Shape shape) {
        this.analysis = analysis;
        this.influence = shape.influence();
        this.columns = shape.fields().stream()
                .map(field -> new OutputColumn(
                        field.name(),
                        field.value().type(),
                        field.value().nullable(),
                        field.value().origins()))
                .toList();
    }

    /**
     * @param database of tables that are named without one; empty when there is none
     */
    public static QueryAnalysis of(Query query, Tables tables, Optional<String> database) {
        Analysis analysis = new Analysis(tables, database);
        Shape shape = new QueryAnalyzer(analysis).query(query, Scope.EMPTY, WithTables.NONE);
        return new QueryAnalysis(analysis, shape);
    }

    /**
     * Of an expression alone, as in the definition of a generated column or the condition of a DELETE.
     *
     * @param relation whose columns it may name
     */
    public static QueryAnalysis ofExpression(
            Expression expression, Relation relation, Tables tables, Optional<String> database) {
        Analysis analysis = new Analysis(tables, database);
        Shape from = new RelationAnalyzer(analysis, Scope.EMPTY, WithTables.NONE).analyze(relation);
        ExpressionAnalyzer expressions =
                new ExpressionAnalyzer(analysis, new Scope(null, from.fields()), WithTables.NONE, Clause.WHERE);
        Value value = expressions.analyze(expression);
        Field field = new Field(ColumnLabels.of(expression), Optional.empty(), value);
        return new QueryAnalysis(analysis, new Shape(List.of(field), Origins.NONE));
    }

    /** The columns of the result, in order. */
    public List<OutputColumn> columns() {
        return columns;
    }

    /** Columns that decide which rows there are: filters, joins and groups. */
    public Origins influence() {
        return influence;
    }

    /** Tables, views and MVs that the query names. */
    public Set<ModelName> reads() {
        return Collections.unmodifiableSet(analysis.readNames());
    }

    public List<Finding> findings() {
        return Collections.unmodifiableList(analysis.findings());
    }

    /** Type and nullability of an expression anywhere in the query. */
    public Optional<Typed> typed(Expression expression) {
        return analysis.value(expression).map(Value::typed);
    }

    public Optional<DataType> type(Expression expression) {
        return typed(expression).map(Typed::type);
    }

    /** The type of every expression that was analyzed, by identity. */
    public IdentityHashMap<Expression, Typed> types() {
        IdentityHashMap<Expression, Typed> types = new IdentityHashMap<>();
        analysis.values().forEach((expression, value) -> types.put(expression, value.typed()));
        return types;
    }

    /** Where the value of an expression comes from; nothing for one that was not analyzed. */
    public Origins origins(Expression expression) {
        return analysis.value(expression).map(Value::origins).orElse(Origins.NONE);
    }

    /** Every column that the query names or brings with a star, whether it reaches the result or not. */
    public Set<Origin> uses() {
        Set<Field> fields = Collections.newSetFromMap(new IdentityHashMap<>());
        fields.addAll(analysis.fields());
        Set<Origin> uses = new HashSet<>(influence.columns());
        fields.forEach(field -> uses.addAll(field.value().origins().columns()));
        columns.forEach(column -> uses.addAll(column.origins().columns()));
        return uses;
    }

    /** The table that a name in FROM stands for; empty for a common table. */
    public Optional<ModelName> table(Relation.Table relation) {
        return Optional.ofNullable(analysis.reads().get(relation));
    }

    /**
     * What a reference names.
     *
     * @param relation the alias or table name that qualifies it; empty when nothing does
     * @param column in its first spelling; parts of the reference behind it are fields of a struct
     */
    public record ResolvedColumn(Optional<String> relation, String column) {}

    public Optional<ResolvedColumn> column(Reference.Column reference) {
        return analysis.field(reference)
                .map(field -> new ResolvedColumn(field.relation().map(RelationName::last), field.name()));
    }
}
