// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.RelationVisitor;
import java.util.List;
import java.util.Optional;

/** The FROM of a query in its normal form; what it offers goes into the {@link Scope}, left to right. */
final class NormalRelation implements RelationVisitor<Relation> {
    private final NormalQuery query;
    private final Scope scope;

    NormalRelation(NormalQuery query, Scope scope) {
        this.query = query;
        this.scope = scope;
    }

    @Override
    public Relation table(Relation.Table table) {
        boolean common = query.isCommonTable(table.name());
        ModelName qualified = query.qualified(table.name());
        String name =
                NormalQuery.lower(table.alias().orElseGet(() -> table.name().last()));
        boolean reachableByDatabase = !common && table.alias().isEmpty();
        scope.add(new Scope.Leaf(
                name,
                reachableByDatabase ? qualified.database().toLowerCase(java.util.Locale.ROOT) : "",
                query.columnsOf(table.name())));
        return new Relation.Table(
                Location.NOWHERE,
                common ? Name.of(NormalQuery.lower(table.name().last())) : qualified.toName(),
                table.clauses(),
                table.hints(),
                Optional.of(Identifier.of(name)));
    }

    @Override
    public Relation derived(Relation.Derived derived) {
        Query inner = query.derived(derived.query(), derived.lateral() ? scope : null);
        add(derived.alias(), derived.columns().isEmpty() ? NormalQuery.outputs(inner) : names(derived.columns()));
        return new Relation.Derived(
                Location.NOWHERE,
                derived.lateral(),
                inner,
                lower(derived.alias()),
                NormalQuery.lowerAll(derived.columns()));
    }

    @Override
    public Relation values(Relation.Values values) {
        add(values.alias(), names(values.columns()));
        return new Relation.Values(
                Location.NOWHERE, values.rows(), lower(values.alias()), NormalQuery.lowerAll(values.columns()));
    }

    @Override
    public Relation function(Relation.Function function) {
        Relation normal = new Relation.Function(
                Location.NOWHERE,
                function.form(),
                Name.of(NormalQuery.lower(function.name().last())),
                function.arguments().stream()
                        .map(argument -> query.inFrom(argument, scope))
                        .toList(),
                function.properties(),
                lower(function.alias()),
                NormalQuery.lowerAll(function.columns()));
        add(function.alias(), names(function.columns()));
        return normal;
    }

    @Override
    public Relation join(Relation.Join join) {
        Relation left = join.left().accept(this);
        Relation right = join.right().accept(this);
        return new Relation.Join(
                Location.NOWHERE,
                join.kind(),
                left,
                right,
                join.on().map(on -> query.inFrom(on, scope)),
                NormalQuery.lowerAll(join.using()),
                join.hint());
    }

    @Override
    public Relation pivot(Relation.Pivot pivot) {
        Relation inner = pivot.relation().accept(this);
        return new Relation.Pivot(
                Location.NOWHERE,
                inner,
                pivot.aggregates(),
                NormalQuery.lowerAll(pivot.columns()),
                pivot.values(),
                lower(pivot.alias()));
    }

    private void add(Optional<Identifier> alias, Optional<List<String>> columns) {
        scope.add(new Scope.Leaf(alias.map(NormalQuery::lower).orElse(""), "", columns));
    }

    private static Optional<List<String>> names(List<Identifier> columns) {
        return columns.isEmpty() ? Optional.empty() : Optional.of(NormalQuery.texts(columns));
    }

    private static Optional<Identifier> lower(Optional<Identifier> name) {
        return name.map(found -> Identifier.of(NormalQuery.lower(found)));
    }
}
