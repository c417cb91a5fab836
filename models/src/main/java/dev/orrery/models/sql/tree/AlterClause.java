// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/** What an ALTER does. */
public sealed interface AlterClause extends Node {

    <R> R accept(Visitor<R> visitor);

    /** One case for each. */
    interface Visitor<R> {
        R addColumns(AddColumns clause);

        R dropColumn(DropColumn clause);

        R modifyColumn(ModifyColumn clause);

        R renameColumn(RenameColumn clause);

        R commentColumn(CommentColumn clause);

        R orderColumns(OrderColumns clause);

        R addIndex(AddIndex clause);

        R dropIndex(DropIndex clause);

        R addRollups(AddRollups clause);

        R addPartition(AddPartition clause);

        R dropPartitions(DropPartitions clause);

        R rename(Rename clause);

        R swap(Swap clause);

        R set(SetProperties clause);

        R comment(Comment clause);

        R optimize(Optimize clause);

        R refresh(SetRefresh clause);

        R activity(SetActivity clause);

        R other(Other clause);
    }

    /**
     * {@code ADD COLUMN c INT AFTER b}, {@code ADD COLUMN (c INT, d INT)}.
     *
     * @param parenthesised whether the list form was written; several columns always are
     * @param rollup {@code TO rollup}
     */
    record AddColumns(
            Location at,
            List<ColumnDefinition> columns,
            boolean parenthesised,
            Optional<Position> position,
            Optional<Identifier> rollup,
            List<Property> properties)
            implements AlterClause {
        public AddColumns {
            columns = List.copyOf(columns);
            properties = List.copyOf(properties);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.addColumns(this);
        }
    }

    /**
     * {@code FIRST} or {@code AFTER column}.
     *
     * @param after empty for FIRST
     */
    record Position(Location at, Optional<Identifier> after) implements Node {}

    record DropColumn(Location at, Identifier column, Optional<Identifier> rollup, List<Property> properties)
            implements AlterClause {
        public DropColumn {
            properties = List.copyOf(properties);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropColumn(this);
        }
    }

    record ModifyColumn(
            Location at,
            ColumnDefinition column,
            Optional<Position> position,
            Optional<Identifier> rollup,
            List<Property> properties)
            implements AlterClause {
        public ModifyColumn {
            properties = List.copyOf(properties);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.modifyColumn(this);
        }
    }

    record RenameColumn(Location at, Identifier from, Identifier to) implements AlterClause {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.renameColumn(this);
        }
    }

    /** {@code MODIFY COLUMN c COMMENT '…'}: nothing but its comment. */
    record CommentColumn(Location at, Identifier column, String comment) implements AlterClause {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.commentColumn(this);
        }
    }

    /** {@code ORDER BY (a, b)}: a new order of the columns, or a new sort key. */
    record OrderColumns(Location at, List<Identifier> columns, Optional<Identifier> rollup, List<Property> properties)
            implements AlterClause {
        public OrderColumns {
            columns = List.copyOf(columns);
            properties = List.copyOf(properties);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.orderColumns(this);
        }
    }

    record AddIndex(Location at, IndexDefinition index) implements AlterClause {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.addIndex(this);
        }
    }

    record DropIndex(Location at, Identifier index) implements AlterClause {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropIndex(this);
        }
    }

    record AddRollups(Location at, List<CreateTable.Rollup> rollups) implements AlterClause {
        public AddRollups {
            rollups = List.copyOf(rollups);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.addRollups(this);
        }
    }

    /**
     * {@code ADD [TEMPORARY] PARTITION … | PARTITIONS START …}.
     *
     * @param partition as in CREATE TABLE
     */
    record AddPartition(
            Location at,
            boolean temporary,
            Partitioning.PartitionDefinition partition,
            Optional<Distribution> distribution,
            List<Property> properties)
            implements AlterClause {
        public AddPartition {
            properties = List.copyOf(properties);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.addPartition(this);
        }
    }

    /**
     * {@code DROP [TEMPORARY] PARTITION[S] …}.
     *
     * @param partitions by name; empty for the other forms
     * @param where a condition
     * @param series {@code START … END … EVERY …}, in normal spelling
     */
    record DropPartitions(
            Location at,
            boolean temporary,
            boolean ifExists,
            List<Identifier> partitions,
            Optional<Expression> where,
            Optional<String> series,
            boolean force)
            implements AlterClause {
        public DropPartitions {
            partitions = List.copyOf(partitions);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropPartitions(this);
        }
    }

    record Rename(Location at, Identifier name) implements AlterClause {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.rename(this);
        }
    }

    record Swap(Location at, Identifier other) implements AlterClause {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.swap(this);
        }
    }

    /** {@code SET ("key" = "value")}. */
    record SetProperties(Location at, List<Property> properties) implements AlterClause {
        public SetProperties {
            properties = List.copyOf(properties);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.set(this);
        }
    }

    /** {@code COMMENT = "…"}. */
    record Comment(Location at, String comment) implements AlterClause {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.comment(this);
        }
    }

    /**
     * A new key, partitioning, sort key or distribution; at least one of them.
     *
     * @param partitions the ones it is done to, in normal spelling
     * @param between the two ends of a merge of partitions; empty otherwise
     */
    record Optimize(
            Location at,
            Optional<String> partitions,
            Optional<CreateTable.Key> key,
            Optional<Partitioning> partitioning,
            List<Identifier> orderBy,
            Optional<Distribution> distribution,
            List<String> between)
            implements AlterClause {
        public Optimize {
            orderBy = List.copyOf(orderBy);
            between = List.copyOf(between);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.optimize(this);
        }
    }

    /** {@code REFRESH ASYNC EVERY (…)} of a materialized view. */
    record SetRefresh(Location at, CreateMaterializedView.Refresh refresh) implements AlterClause {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.refresh(this);
        }
    }

    /** {@code ACTIVE} and {@code INACTIVE}. */
    record SetActivity(Location at, boolean active) implements AlterClause {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.activity(this);
        }
    }

    /**
     * Any other clause, checked and kept.
     *
     * @param text in normal spelling
     */
    record Other(Location at, String text) implements AlterClause {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.other(this);
        }
    }
}
