// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.ddl.diff.Change;
import dev.orrery.ddl.diff.ChangeVisitor;
import dev.orrery.ddl.diff.ColumnRules;
import dev.orrery.ddl.diff.TableEdit;
import dev.orrery.models.catalog.ModelName;
import java.util.Set;

/** The object whose change makes the MVs on it inactive, if it does. Adding a column never does. */
final class Inactivating implements ChangeVisitor<Set<ModelName>> {
    @Override
    public Set<ModelName> createDatabase(Change.CreateDatabase change) {
        return Set.of();
    }

    @Override
    public Set<ModelName> createTable(Change.CreateTable change) {
        return Set.of();
    }

    @Override
    public Set<ModelName> alterColumns(Change.AlterColumns change) {
        // Dropping a column touches only MVs that use it, and the project's have stopped doing so by then.
        boolean rewritten = change.edits().stream()
                .anyMatch(edit -> edit.match(
                        add -> change.isDropped(add.column()),
                        drop -> false,
                        modify -> !ColumnRules.onlyCommentDiffers(modify),
                        fields -> true));
        return rewritten ? Set.of(change.desired().name()) : Set.of();
    }

    @Override
    public Set<ModelName> alterTable(Change.AlterTable change) {
        boolean moved = change.edits().stream()
                .anyMatch(edit -> edit instanceof TableEdit.Sort || edit instanceof TableEdit.Redistribute);
        return moved ? Set.of(change.table()) : Set.of();
    }

    @Override
    public Set<ModelName> rebuildTable(Change.RebuildTable change) {
        return Set.of(change.desired().name());
    }

    @Override
    public Set<ModelName> rename(Change.Rename change) {
        return Set.of(change.live().name());
    }

    /** Only MVs that use the column: the plan looks for them. */
    @Override
    public Set<ModelName> renameColumn(Change.RenameColumn change) {
        return Set.of();
    }

    @Override
    public Set<ModelName> setTableComment(Change.SetTableComment change) {
        return Set.of();
    }

    @Override
    public Set<ModelName> setProperties(Change.SetProperties change) {
        return Set.of();
    }

    @Override
    public Set<ModelName> createView(Change.CreateView change) {
        return Set.of();
    }

    @Override
    public Set<ModelName> replaceView(Change.ReplaceView change) {
        return Set.of(change.desired().name());
    }

    @Override
    public Set<ModelName> createMaterializedView(Change.CreateMaterializedView change) {
        return Set.of();
    }

    @Override
    public Set<ModelName> rebuildMaterializedView(Change.RebuildMaterializedView change) {
        return Set.of(change.desired().name());
    }

    @Override
    public Set<ModelName> setRefresh(Change.SetRefresh change) {
        return Set.of();
    }

    @Override
    public Set<ModelName> fill(Change.Fill change) {
        return Set.of();
    }

    @Override
    public Set<ModelName> activate(Change.Activate change) {
        return Set.of();
    }

    @Override
    public Set<ModelName> grant(Change.Grant change) {
        return Set.of();
    }

    @Override
    public Set<ModelName> drop(Change.Drop change) {
        return Set.of(change.live().name());
    }

    @Override
    public Set<ModelName> dropLeftover(Change.DropLeftover change) {
        return Set.of();
    }
}
