// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement.alter;

import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A CREATE TABLE with one part changed. */
final class TableStatements {
    private TableStatements() {}

    static CreateTable withColumns(CreateTable t, List<ColumnDefinition> columns) {
        return copy(t, columns, t.indexes(), t.key(), t.comment(), t.distribution(), t.orderBy(), t.properties());
    }

    static CreateTable withProperties(CreateTable t, List<Property> properties) {
        return copy(t, t.columns(), t.indexes(), t.key(), t.comment(), t.distribution(), t.orderBy(), properties);
    }

    static CreateTable withComment(CreateTable t, String comment) {
        return copy(
                t,
                t.columns(),
                t.indexes(),
                t.key(),
                Optional.of(comment),
                t.distribution(),
                t.orderBy(),
                t.properties());
    }

    static CreateTable withDistribution(CreateTable t, Distribution distribution) {
        return copy(
                t,
                t.columns(),
                t.indexes(),
                t.key(),
                t.comment(),
                Optional.of(distribution),
                t.orderBy(),
                t.properties());
    }

    static CreateTable withOrderBy(CreateTable t, List<Identifier> orderBy) {
        return copy(t, t.columns(), t.indexes(), t.key(), t.comment(), t.distribution(), orderBy, t.properties());
    }

    static CreateTable withIndex(CreateTable t, IndexDefinition index) {
        List<IndexDefinition> indexes = new ArrayList<>(t.indexes());
        indexes.add(index);
        return copy(t, t.columns(), indexes, t.key(), t.comment(), t.distribution(), t.orderBy(), t.properties());
    }

    static CreateTable withoutIndex(CreateTable t, String name) {
        List<IndexDefinition> indexes = t.indexes().stream()
                .filter(i -> !i.name().text().equalsIgnoreCase(name))
                .toList();
        return copy(t, t.columns(), indexes, t.key(), t.comment(), t.distribution(), t.orderBy(), t.properties());
    }

    /** A column under a new name, in the key, the distribution and the sort key too. */
    static CreateTable renamed(CreateTable t, String from, Identifier to) {
        List<ColumnDefinition> columns = t.columns().stream()
                .map(c -> c.name().text().equalsIgnoreCase(from) ? named(c, to) : c)
                .toList();
        Optional<CreateTable.Key> key =
                t.key().map(k -> new CreateTable.Key(k.at(), k.kind(), renamed(k.columns(), from, to)));
        Optional<Distribution> distribution =
                t.distribution().map(d -> new Distribution(d.at(), renamed(d.columns(), from, to), d.buckets()));
        return copy(
                t,
                columns,
                t.indexes(),
                key,
                t.comment(),
                distribution,
                renamed(t.orderBy(), from, to),
                t.properties());
    }

    private static List<Identifier> renamed(List<Identifier> names, String from, Identifier to) {
        return names.stream().map(n -> n.text().equalsIgnoreCase(from) ? to : n).toList();
    }

    static ColumnDefinition named(ColumnDefinition c, Identifier name) {
        return new ColumnDefinition(
                c.at(),
                name,
                c.type(),
                c.key(),
                c.aggregation(),
                c.nullable(),
                c.defaultValue(),
                c.autoIncrement(),
                c.generated(),
                c.comment());
    }

    static ColumnDefinition commented(ColumnDefinition c, String comment) {
        return new ColumnDefinition(
                c.at(),
                c.name(),
                c.type(),
                c.key(),
                c.aggregation(),
                c.nullable(),
                c.defaultValue(),
                c.autoIncrement(),
                c.generated(),
                Optional.of(comment));
    }

    private static CreateTable copy(
            CreateTable t,
            List<ColumnDefinition> columns,
            List<IndexDefinition> indexes,
            Optional<CreateTable.Key> key,
            Optional<String> comment,
            Optional<Distribution> distribution,
            List<Identifier> orderBy,
            List<Property> properties) {
        return new CreateTable(
                Location.NOWHERE,
                t.external(),
                t.temporary(),
                t.ifNotExists(),
                t.name(),
                columns,
                indexes,
                t.engine(),
                key,
                comment,
                t.partitioning(),
                distribution,
                orderBy,
                t.rollups(),
                properties);
    }
}
