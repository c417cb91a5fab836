// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement.alter;

import dev.orrery.embedded.statement.Failures;
import dev.orrery.models.sql.tree.AlterClause;

/** Every clause refused: whoever carries some out says which. */
class AlterClauses implements AlterClause.Visitor<TableAlteration.Step> {
    private static TableAlteration.Step refused(String what) {
        return () -> {
            throw Failures.statement("ALTER … " + what);
        };
    }

    @Override
    public TableAlteration.Step addColumns(AlterClause.AddColumns clause) {
        return refused("ADD COLUMN");
    }

    @Override
    public TableAlteration.Step dropColumn(AlterClause.DropColumn clause) {
        return refused("DROP COLUMN");
    }

    @Override
    public TableAlteration.Step modifyColumn(AlterClause.ModifyColumn clause) {
        return refused("MODIFY COLUMN");
    }

    @Override
    public TableAlteration.Step renameColumn(AlterClause.RenameColumn clause) {
        return refused("RENAME COLUMN");
    }

    @Override
    public TableAlteration.Step commentColumn(AlterClause.CommentColumn clause) {
        return refused("MODIFY COLUMN … COMMENT");
    }

    @Override
    public TableAlteration.Step orderColumns(AlterClause.OrderColumns clause) {
        return refused("ORDER BY");
    }

    @Override
    public TableAlteration.Step addIndex(AlterClause.AddIndex clause) {
        return refused("ADD INDEX");
    }

    @Override
    public TableAlteration.Step dropIndex(AlterClause.DropIndex clause) {
        return refused("DROP INDEX");
    }

    @Override
    public TableAlteration.Step addRollups(AlterClause.AddRollups clause) {
        return refused("ADD ROLLUP");
    }

    @Override
    public TableAlteration.Step addPartition(AlterClause.AddPartition clause) {
        return refused("ADD PARTITION");
    }

    @Override
    public TableAlteration.Step dropPartitions(AlterClause.DropPartitions clause) {
        return refused("DROP PARTITION");
    }

    @Override
    public TableAlteration.Step rename(AlterClause.Rename clause) {
        return refused("RENAME");
    }

    @Override
    public TableAlteration.Step swap(AlterClause.Swap clause) {
        return refused("SWAP WITH");
    }

    @Override
    public TableAlteration.Step set(AlterClause.SetProperties clause) {
        return refused("SET");
    }

    @Override
    public TableAlteration.Step comment(AlterClause.Comment clause) {
        return refused("COMMENT");
    }

    @Override
    public TableAlteration.Step optimize(AlterClause.Optimize clause) {
        return refused("PARTITION BY");
    }

    @Override
    public TableAlteration.Step refresh(AlterClause.SetRefresh clause) {
        return refused("REFRESH");
    }

    @Override
    public TableAlteration.Step activity(AlterClause.SetActivity clause) {
        return refused("ACTIVE");
    }

    @Override
    public TableAlteration.Step other(AlterClause.Other clause) {
        return refused(clause.text());
    }
}
