// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateMaterializedView.Refresh;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.starrocks.LiveGrant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One difference between desired and live, and how it is made to go away: already the cheapest way that works.
 */
public sealed interface Change {

    <R> R accept(ChangeVisitor<R> visitor);

    record CreateDatabase(String database) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.createDatabase(this);
        }
    }

    record CreateTable(Definition.Table desired) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.createTable(this);
        }
    }

    /** Columns added to and taken from a table, in one statement where StarRocks lets one statement do it. */
    record AlterColumns(Definition.Table live, Definition.Table desired, List<ColumnEdit> edits) implements Change {
        public AlterColumns {
            edits = List.copyOf(edits);
        }

        /** Whether a column that is added is also dropped: a generated column with another expression. */
        public boolean isDropped(ColumnDefinition added) {
            return edits.stream()
                    .anyMatch(edit -> edit.match(
                            add -> false,
                            drop -> drop.column()
                                    .name()
                                    .text()
                                    .equalsIgnoreCase(added.name().text()),
                            modify -> false,
                            fields -> false));
        }

        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.alterColumns(this);
        }
    }

    /** Indexes, partitions, buckets and sort key. */
    record AlterTable(ModelName table, List<TableEdit> edits) implements Change {
        public AlterTable {
            edits = List.copyOf(edits);
        }

        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.alterTable(this);
        }
    }

    /**
     * What no ALTER does: the table is made aside, its rows are copied, and the two change places.
     *
     * @param why in words, for each obstacle
     * @param keeps whether the copy can hold every row and value as it was
     * @param former the old name of a column that has another one, by the new one in lower case
     */
    record RebuildTable(
            Definition.Table live, Definition.Table desired, List<String> why, Keeps keeps, Map<String, String> former)
            implements Change {
        /** How much of the old table a copy holds. */
        public enum Keeps {
            EVERYTHING,
            WHAT_FITS
        }

        public RebuildTable {
            why = List.copyOf(why);
            former = Map.copyOf(former);
        }

        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.rebuildTable(this);
        }
    }

    /** A table or MV that the project calls by another name than the server. */
    record Rename(Definition live, ModelName to) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.rename(this);
        }
    }

    /** A column that the project calls by another name than the server. */
    record RenameColumn(ModelName table, String from, String to) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.renameColumn(this);
        }
    }

    /**
     * The table's own comment.
     *
     * @param from empty when there is none
     */
    record SetTableComment(ModelName table, Optional<String> from, Optional<String> to) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.setTableComment(this);
        }
    }

    /** Properties that StarRocks changes in place, with the values to go back to. */
    record SetProperties(ModelName model, ModelKind kind, List<Property> from, List<Property> to) implements Change {
        public SetProperties {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.setProperties(this);
        }
    }

    record CreateView(Definition.View desired) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.createView(this);
        }
    }

    record ReplaceView(Definition.View live, Definition.View desired, QueryEdits edits) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.replaceView(this);
        }
    }

    record CreateMaterializedView(Definition.MaterializedView desired) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.createMaterializedView(this);
        }
    }

    /** The query, the columns or the layout of an MV: built aside, filled, swapped in. */
    record RebuildMaterializedView(
            Definition.MaterializedView live, Definition.MaterializedView desired, QueryEdits edits) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.rebuildMaterializedView(this);
        }
    }

    /** When an MV is refreshed, and by whom. */
    record SetRefresh(ModelName materializedView, Refresh from, Refresh to) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.setRefresh(this);
        }
    }

    /** An MV that an earlier, interrupted deployment made but did not fill. */
    record Fill(ModelName materializedView) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.fill(this);
        }
    }

    /**
     * An MV of the project that is inactive on the server.
     *
     * @param reason the server's words; may be empty
     */
    record Activate(ModelName materializedView, String reason) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.activate(this);
        }
    }

    /** What the header of a model gives to a role, and the role does not have. */
    record Grant(ModelKind kind, LiveGrant grant) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.grant(this);
        }
    }

    record Drop(Definition live) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.drop(this);
        }
    }

    /** A shadow that an earlier, interrupted deployment left behind. */
    record DropLeftover(Definition shadow) implements Change {
        @Override
        public <R> R accept(ChangeVisitor<R> visitor) {
            return visitor.dropLeftover(this);
        }
    }
}
