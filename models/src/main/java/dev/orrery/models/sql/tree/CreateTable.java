// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/**
 * {@code CREATE TABLE} with columns.
 *
 * @param engine such as {@code olap}; empty when not written
 * @param key empty when not written: StarRocks then chooses
 * @param orderBy the sort key
 */
public record CreateTable(
        Location at,
        boolean external,
        boolean temporary,
        boolean ifNotExists,
        Name name,
        List<ColumnDefinition> columns,
        List<IndexDefinition> indexes,
        Optional<String> engine,
        Optional<Key> key,
        Optional<String> comment,
        Optional<Partitioning> partitioning,
        Optional<Distribution> distribution,
        List<Identifier> orderBy,
        List<Rollup> rollups,
        List<Property> properties)
        implements Statement {

    public CreateTable {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        orderBy = List.copyOf(orderBy);
        rollups = List.copyOf(rollups);
        properties = List.copyOf(properties);
    }

    /** The same table with other columns. */
    public CreateTable withColumns(List<ColumnDefinition> others) {
        return new CreateTable(
                at,
                external,
                temporary,
                ifNotExists,
                name,
                others,
                indexes,
                engine,
                key,
                comment,
                partitioning,
                distribution,
                orderBy,
                rollups,
                properties);
    }

    /** The same table under another name. */
    public CreateTable named(Name other) {
        return new CreateTable(
                at,
                external,
                temporary,
                ifNotExists,
                other,
                columns,
                indexes,
                engine,
                key,
                comment,
                partitioning,
                distribution,
                orderBy,
                rollups,
                properties);
    }

    /** The same table with other properties. */
    public CreateTable withProperties(List<Property> other) {
        return new CreateTable(
                at,
                external,
                temporary,
                ifNotExists,
                name,
                columns,
                indexes,
                engine,
                key,
                comment,
                partitioning,
                distribution,
                orderBy,
                rollups,
                other);
    }

    @Override
    public <R> R accept(StatementVisitor<R> visitor) {
        return visitor.createTable(this);
    }

    /** {@code PRIMARY KEY (a, b)}. */
    public record Key(Location at, KeyKind kind, List<Identifier> columns) implements Node {
        public Key {
            columns = List.copyOf(columns);
        }
    }

    /** {@code name (a, b)} of ROLLUP or ADD ROLLUP. */
    public record Rollup(
            Location at,
            Identifier name,
            List<Identifier> columns,
            List<Identifier> duplicateKey,
            Optional<Identifier> from,
            List<Property> properties)
            implements Node {
        public Rollup {
            columns = List.copyOf(columns);
            duplicateKey = List.copyOf(duplicateKey);
            properties = List.copyOf(properties);
        }
    }

    /** The four table models. */
    public enum KeyKind {
        DUPLICATE,
        AGGREGATE,
        UNIQUE,
        PRIMARY
    }
}
