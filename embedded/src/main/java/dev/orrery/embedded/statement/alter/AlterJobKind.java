// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement.alter;

import dev.orrery.embedded.alter.AlterJob.Kind;
import dev.orrery.models.sql.tree.AlterClause;
import java.util.Optional;

/** Which job StarRocks makes of a clause; empty for one that is done when the statement answers. */
final class AlterJobKind implements AlterClause.Visitor<Optional<Kind>> {
    @Override
    public Optional<Kind> addColumns(AlterClause.AddColumns clause) {
        return Optional.of(Kind.COLUMN);
    }

    @Override
    public Optional<Kind> dropColumn(AlterClause.DropColumn clause) {
        return Optional.of(Kind.COLUMN);
    }

    @Override
    public Optional<Kind> modifyColumn(AlterClause.ModifyColumn clause) {
        return Optional.of(Kind.COLUMN);
    }

    @Override
    public Optional<Kind> renameColumn(AlterClause.RenameColumn clause) {
        return Optional.empty();
    }

    @Override
    public Optional<Kind> commentColumn(AlterClause.CommentColumn clause) {
        return Optional.empty();
    }

    @Override
    public Optional<Kind> orderColumns(AlterClause.OrderColumns clause) {
        return Optional.of(Kind.COLUMN);
    }

    @Override
    public Optional<Kind> addIndex(AlterClause.AddIndex clause) {
        return Optional.of(Kind.COLUMN);
    }

    @Override
    public Optional<Kind> dropIndex(AlterClause.DropIndex clause) {
        return Optional.of(Kind.COLUMN);
    }

    @Override
    public Optional<Kind> addRollups(AlterClause.AddRollups clause) {
        return Optional.of(Kind.ROLLUP);
    }

    @Override
    public Optional<Kind> addPartition(AlterClause.AddPartition clause) {
        return Optional.empty();
    }

    @Override
    public Optional<Kind> dropPartitions(AlterClause.DropPartitions clause) {
        return Optional.empty();
    }

    @Override
    public Optional<Kind> rename(AlterClause.Rename clause) {
        return Optional.empty();
    }

    @Override
    public Optional<Kind> swap(AlterClause.Swap clause) {
        return Optional.empty();
    }

    @Override
    public Optional<Kind> set(AlterClause.SetProperties clause) {
        return clause.properties().stream().anyMatch(p -> p.key().equalsIgnoreCase("bloom_filter_columns"))
                ? Optional.of(Kind.COLUMN)
                : Optional.empty();
    }

    @Override
    public Optional<Kind> comment(AlterClause.Comment clause) {
        return Optional.empty();
    }

    @Override
    public Optional<Kind> optimize(AlterClause.Optimize clause) {
        return Optional.of(Kind.OPTIMIZE);
    }

    @Override
    public Optional<Kind> refresh(AlterClause.SetRefresh clause) {
        return Optional.empty();
    }

    @Override
    public Optional<Kind> activity(AlterClause.SetActivity clause) {
        return Optional.empty();
    }

    @Override
    public Optional<Kind> other(AlterClause.Other clause) {
        return Optional.empty();
    }
}
