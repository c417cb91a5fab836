// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.version;

import dev.orrery.models.sql.tree.AlterClause;

/** What a clause of an ALTER needs a newer version for. */
final class AlterUses implements AlterClause.Visitor<Uses> {
    private final Uses uses;
    private final QueryUses queries;
    private final TableUses tables;
    private final Target target;

    /** What is altered. */
    enum Target {
        TABLE,
        VIEW,
        MATERIALIZED_VIEW
    }

    AlterUses(Uses uses, QueryUses queries, TableUses tables, Target target) {
        this.uses = uses;
        this.queries = queries;
        this.tables = tables;
        this.target = target;
    }

    @Override
    public Uses addColumns(AlterClause.AddColumns clause) {
        clause.columns().forEach(tables::column);
        return uses;
    }

    @Override
    public Uses dropColumn(AlterClause.DropColumn clause) {
        if (target == Target.MATERIALIZED_VIEW) {
            uses.add(Construct.ALTER_VIEW_COLUMNS, clause.at());
        }
        return uses;
    }

    @Override
    public Uses modifyColumn(AlterClause.ModifyColumn clause) {
        tables.column(clause.column());
        return uses;
    }

    @Override
    public Uses renameColumn(AlterClause.RenameColumn clause) {
        uses.add(Construct.RENAME_COLUMN, clause.at());
        return uses;
    }

    @Override
    public Uses commentColumn(AlterClause.CommentColumn clause) {
        uses.add(Construct.COMMENT_COLUMN, clause.at());
        return uses;
    }

    @Override
    public Uses orderColumns(AlterClause.OrderColumns clause) {
        return uses;
    }

    @Override
    public Uses addIndex(AlterClause.AddIndex clause) {
        tables.index(clause.index());
        return uses;
    }

    @Override
    public Uses dropIndex(AlterClause.DropIndex clause) {
        return uses;
    }

    @Override
    public Uses addRollups(AlterClause.AddRollups clause) {
        return uses;
    }

    @Override
    public Uses addPartition(AlterClause.AddPartition clause) {
        tables.partition(clause.partition());
        return uses;
    }

    @Override
    public Uses dropPartitions(AlterClause.DropPartitions clause) {
        if (clause.where().isPresent()) {
            uses.add(Construct.DROP_PARTITIONS_WHERE, clause.at());
            clause.where().ifPresent(queries::walk);
        } else if (clause.partitions().size() != 1) {
            uses.add(Construct.DROP_SEVERAL_PARTITIONS, clause.at());
        }
        return uses;
    }

    @Override
    public Uses rename(AlterClause.Rename clause) {
        return uses;
    }

    @Override
    public Uses swap(AlterClause.Swap clause) {
        return uses;
    }

    @Override
    public Uses set(AlterClause.SetProperties clause) {
        if (target == Target.MATERIALIZED_VIEW) {
            tables.materializedViewProperties(clause.properties());
        } else {
            tables.properties(clause.properties());
        }
        return uses;
    }

    @Override
    public Uses comment(AlterClause.Comment clause) {
        return uses;
    }

    @Override
    public Uses optimize(AlterClause.Optimize clause) {
        uses.add(clause.between().isEmpty() ? Construct.ALTER_DISTRIBUTION : Construct.MERGE_PARTITIONS, clause.at());
        return uses;
    }

    @Override
    public Uses refresh(AlterClause.SetRefresh clause) {
        return uses;
    }

    @Override
    public Uses activity(AlterClause.SetActivity clause) {
        return uses;
    }

    /** Kept as text in normal spelling: its first words say what it is. */
    @Override
    public Uses other(AlterClause.Other clause) {
        String text = clause.text();
        if (target == Target.VIEW) {
            uses.add(text.contains("DIALECT") ? Construct.VIEW_DIALECT : Construct.VIEW_SECURITY, clause.at());
        } else if (target == Target.MATERIALIZED_VIEW && text.startsWith("ADD COLUMN ")) {
            uses.add(Construct.ALTER_VIEW_COLUMNS, clause.at());
        } else if (text.contains(" ADD FIELD ") || text.contains(" DROP FIELD ")) {
            uses.add(Construct.STRUCT_FIELD, clause.at());
        } else if (text.startsWith("AUTO_INCREMENT")) {
            uses.add(Construct.SET_AUTO_INCREMENT, clause.at());
        } else if (text.contains(" DEFAULT BUCKETS ")) {
            uses.add(Construct.DEFAULT_BUCKETS, clause.at());
        } else if (text.startsWith("SPLIT TABLET") || text.startsWith("MERGE TABLET")) {
            uses.add(Construct.TABLETS, clause.at());
        } else if (text.startsWith("DROP PERSISTENT INDEX")) {
            uses.add(Construct.PERSISTENT_INDEX, clause.at());
        }
        return uses;
    }
}
