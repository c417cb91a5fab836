// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.analysis.scope.Field;
import dev.orrery.models.analysis.scope.ReadColumns;
import dev.orrery.models.analysis.scope.RelationName;
import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.analysis.scope.Shape;
import dev.orrery.models.analysis.scope.Value;
import dev.orrery.models.analysis.scope.WithTables;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.Typed;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.RelationVisitor;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out which fields a FROM clause brings. */
final class RelationAnalyzer implements RelationVisitor<Shape> {
    private final Analysis analysis;
    private final Scope outer;
    private final WithTables commonTables;

    /**
     * @param outer what a lateral relation can name
     */
    RelationAnalyzer(Analysis analysis, Scope outer, WithTables commonTables) {
        this.analysis = analysis;
        this.outer = outer;
        this.commonTables = commonTables;
    }

    Shape analyze(Relation relation) {
        return relation.accept(this);
    }

    @Override
    public Shape table(Relation.Table relation) {
        Name name = relation.name();
        if (name.parts().size() == 1) {
            Optional<Shape> common = commonTables.find(name.last().text());
            if (common.isPresent()) {
                Identifier alias = relation.alias().orElse(name.last());
                return new QueryAnalyzer(analysis).renamed(common.get(), List.of(), relation.at(), alias);
            }
        }
        Optional<ModelName> model = modelName(name);
        Optional<ReadColumns> columns =
                model.isEmpty() ? Optional.empty() : analysis.tables().read(model.get());
        if (model.isEmpty() || columns.isEmpty()) {
            reportUnknown(name);
            return unknown(relation.alias().orElse(name.last()));
        }
        analysis.read(relation, model.get());
        RelationName qualifier = relation.alias()
                .map(alias -> RelationName.alias(alias.text()))
                .orElseGet(() -> new RelationName(List.of(
                        "default_catalog", model.get().database(), model.get().name())));
        return new Shape(columns.get().under(qualifier), Origins.NONE);
    }

    private Optional<ModelName> modelName(Name name) {
        return TableNames.resolve(name, analysis.database());
    }

    private void reportUnknown(Name name) {
        List<String> known =
                analysis.tables().names().stream().map(ModelName::toString).toList();
        Optional<String> hint = Nearest.hint(name.toString(), known)
                .or(() -> known.stream()
                        .filter(other -> other.endsWith("." + name))
                        .findFirst()
                        .map(other -> "did you mean '" + other + "'?"));
        analysis.report(Finding.of(name.at(), ModelCode.UNKNOWN_TABLE, "there is no table '" + name + "'")
                .withHint(hint));
    }

    /** Answers to every name, so that one missing table is one finding. */
    private static Shape unknown(Identifier alias) {
        return new Shape(
                List.of(new Field(Scope.ANY, Optional.of(RelationName.alias(alias.text())), Value.UNKNOWN)),
                Origins.NONE);
    }

    @Override
    public Shape derived(Relation.Derived relation) {
        Shape shape = new QueryAnalyzer(analysis).query(relation.query(), outer, commonTables);
        return relation.alias()
                .map(alias -> new QueryAnalyzer(analysis).renamed(shape, relation.columns(), relation.at(), alias))
                .orElse(shape);
    }

    @Override
    public Shape values(Relation.Values relation) {
        ExpressionAnalyzer expressions = new ExpressionAnalyzer(analysis, outer, commonTables, Clause.FROM);
        List<List<Value>> rows =
                relation.rows().stream().map(expressions::analyze).toList();
        int width = rows.isEmpty() ? 0 : rows.get(0).size();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != width) {
                analysis.report(
                        relation.at(),
                        ModelCode.WRONG_COLUMN_COUNT,
                        "row " + (i + 1) + " of VALUES has " + rows.get(i).size() + " values, the first has " + width);
                return new Shape(List.of(), Origins.NONE);
            }
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            int index = i;
            List<Value> column = rows.stream().map(row -> row.get(index)).toList();
            DataType type =
                    Supertype.of(column.stream().map(Value::type).toList()).orElse(DataType.of(Kind.UNKNOWN));
            boolean nullable = column.stream().anyMatch(Value::nullable);
            fields.add(new Field("column_" + i, Optional.empty(), Value.of(new Typed(type, nullable), Origins.NONE)));
        }
        Shape shape = new Shape(fields, Origins.NONE);
        return relation.alias()
                .map(alias -> new QueryAnalyzer(analysis).renamed(shape, relation.columns(), relation.at(), alias))
                .orElse(shape);
    }

    @Override
    public Shape function(Relation.Function relation) {
        ExpressionAnalyzer expressions = new ExpressionAnalyzer(analysis, outer, commonTables, Clause.FROM);
        List<Value> arguments = expressions.analyze(relation.arguments());
        Shape shape = new TableFunctions(analysis).shape(relation, arguments);
        Identifier alias = relation.alias().orElse(relation.name().last());
        return new QueryAnalyzer(analysis).renamed(shape, relation.columns(), relation.at(), alias);
    }

    @Override
    public Shape join(Relation.Join relation) {
        Shape left = analyze(relation.left());
        boolean lateral = relation.right() instanceof Relation.Function
                || (relation.right() instanceof Relation.Derived derived && derived.lateral());
        Scope rightScope = lateral ? new Scope(outer, left.fields()) : outer;
        Shape right = new RelationAnalyzer(analysis, rightScope, commonTables).analyze(relation.right());
        sameAlias(relation, left, right);
        return new Joins(analysis, outer, commonTables).join(relation, left, right);
    }

    private void sameAlias(Relation.Join relation, Shape left, Shape right) {
        Set<RelationName> known = relations(left);
        for (RelationName name : relations(right)) {
            if (known.contains(name)) {
                analysis.report(Finding.of(
                                relation.right().at(),
                                ModelCode.ALIAS_TWICE,
                                "'" + name.last() + "' names two tables of this query")
                        .withHelp("give one of them another alias"));
                return;
            }
        }
    }

    private static Set<RelationName> relations(Shape shape) {
        Set<RelationName> names = new LinkedHashSet<>();
        Optional<RelationName> last = Optional.empty();
        for (Field field : shape.fields()) {
            // The fields of one relation stand together.
            if (!field.relation().equals(last)) {
                last = field.relation();
                last.ifPresent(names::add);
            }
        }
        return names;
    }

    @Override
    public Shape pivot(Relation.Pivot relation) {
        Shape input = analyze(relation.relation());
        Scope scope = new Scope(outer, input.fields());
        ExpressionAnalyzer aggregates = new ExpressionAnalyzer(analysis, scope, commonTables, Clause.SELECT);
        List<Value> values = relation.aggregates().stream()
                .map(item -> aggregates.analyze(item.expression()))
                .toList();
        relation.values().forEach(item -> aggregates.analyze(item.expression()));
        Shape shape = new Pivots(analysis).shape(relation, input, values);
        return relation.alias()
                .map(alias -> new QueryAnalyzer(analysis).renamed(shape, List.of(), relation.at(), alias))
                .orElse(shape);
    }
}
