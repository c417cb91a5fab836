// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Node;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.sql.tree.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A table whose columns have other names, wherever its definition speaks of them. */
public final class RenamedColumns {
    private final Map<String, String> names;

    /**
     * @param names the other name of a column by its own, in lower case
     */
    public RenamedColumns(Map<String, String> names) {
        this.names = Map.copyOf(names);
    }

    public Definition.Table of(Definition.Table table) {
        return new Definition.Table(
                table.name(),
                of(table.statement()),
                table.columns().stream()
                        .map(column ->
                                new Column(name(column.name()), column.type(), column.nullable(), column.comment()))
                        .toList());
    }

    private CreateTable of(CreateTable table) {
        return new CreateTable(
                table.at(),
                table.external(),
                table.temporary(),
                table.ifNotExists(),
                table.name(),
                table.columns().stream().map(this::column).toList(),
                table.indexes().stream().map(this::index).toList(),
                table.engine(),
                table.key().map(key -> new CreateTable.Key(key.at(), key.kind(), names(key.columns()))),
                table.comment(),
                table.partitioning().map(this::partitioning),
                table.distribution().map(by -> new Distribution(by.at(), names(by.columns()), by.buckets())),
                names(table.orderBy()),
                table.rollups(),
                table.properties().stream().map(this::property).toList());
    }

    private ColumnDefinition column(ColumnDefinition column) {
        return new ColumnDefinition(
                column.at(),
                name(column.name()),
                column.type(),
                column.key(),
                column.aggregation(),
                column.nullable(),
                column.defaultValue(),
                column.autoIncrement(),
                column.generated().map(this::expression),
                column.comment());
    }

    private IndexDefinition index(IndexDefinition index) {
        return new IndexDefinition(
                index.at(), index.name(), names(index.columns()), index.using(), index.properties(), index.comment());
    }

    private Partitioning partitioning(Partitioning by) {
        return new Partitioning(
                by.at(),
                by.kind(),
                by.expressions().stream().map(this::expression).toList(),
                by.partitions());
    }

    private Property property(Property property) {
        return property.key().equalsIgnoreCase("bloom_filter_columns")
                ? new Property(
                        property.at(),
                        property.key(),
                        Arrays.stream(property.value().split(",", -1))
                                .map(String::strip)
                                .map(this::name)
                                .collect(Collectors.joining(",")))
                : property;
    }

    private Expression expression(Expression expression) {
        return Rewrite.of(expression, this::reference);
    }

    private Node reference(Node node) {
        return node instanceof Reference.Column column && column.name().parts().size() == 1
                ? new Reference.Column(new Name(List.of(name(column.name().last()))))
                : node;
    }

    private List<Identifier> names(List<Identifier> columns) {
        return columns.stream().map(this::name).toList();
    }

    private Identifier name(Identifier column) {
        return new Identifier(column.at(), name(column.text()));
    }

    private String name(String column) {
        return names.getOrDefault(column.toLowerCase(Locale.ROOT), column);
    }

    /** Whether an expression speaks of one of the columns. */
    public boolean isReadBy(Expression expression) {
        return !expression.equals(expression(expression));
    }
}
