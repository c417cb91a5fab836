// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.TableEdit;
import dev.orrery.ddl.plan.Step.Mark;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.AlterClause;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Indexes, partitions, sort key and buckets of one table as ALTERs. StarRocks takes each of them alone. */
final class LayoutSteps implements TableEdit.Visitor<Step> {
    private final ModelName table;
    private final ModelName former;
    private final List<String> effects;

    /**
     * @param former what the table is called when a step is taken back
     * @param effects what becomes inactive when rows are laid out anew
     */
    LayoutSteps(ModelName table, ModelName former, List<String> effects) {
        this.table = table;
        this.former = former;
        this.effects = effects;
    }

    List<Step> of(List<TableEdit> edits) {
        return edits.stream().map(edit -> edit.accept(this)).toList();
    }

    @Override
    public Step addIndex(TableEdit.AddIndex edit) {
        return step(
                "add-index",
                add(edit.index()),
                Optional.of(drop(edit.index())),
                Cost.SCHEMA_CHANGE,
                "+ index " + words(edit.index()));
    }

    @Override
    public Step dropIndex(TableEdit.DropIndex edit) {
        return step(
                "drop-index",
                drop(edit.index()),
                Optional.of(add(edit.index())),
                Cost.SCHEMA_CHANGE,
                "- index " + words(edit.index()));
    }

    private static AlterClause add(IndexDefinition index) {
        return new AlterClause.AddIndex(Location.NOWHERE, index);
    }

    private static AlterClause drop(IndexDefinition index) {
        return new AlterClause.DropIndex(Location.NOWHERE, index.name());
    }

    private static String words(IndexDefinition index) {
        return index.name() + " " + names(index.columns()) + " USING "
                + index.using().orElse("BITMAP");
    }

    private static String names(List<Identifier> names) {
        return names.stream().map(Identifier::text).collect(java.util.stream.Collectors.joining(", ", "(", ")"));
    }

    /** Not undone: it may hold rows by then. */
    @Override
    public Step addPartition(TableEdit.AddPartition edit) {
        return step(
                "add-partition",
                new AlterClause.AddPartition(Location.NOWHERE, false, edit.partition(), Optional.empty(), List.of()),
                Optional.empty(),
                Cost.INSTANT,
                "+ " + edit.partition().text() + "; a rollback leaves it");
    }

    @Override
    public Step sort(TableEdit.Sort edit) {
        return moved(
                "sort",
                sorted(edit.to()),
                sorted(edit.from()),
                "ORDER BY " + names(edit.from()) + " -> " + names(edit.to()));
    }

    private static AlterClause sorted(List<Identifier> columns) {
        return new AlterClause.OrderColumns(Location.NOWHERE, columns, Optional.empty(), List.of());
    }

    @Override
    public Step redistribute(TableEdit.Redistribute edit) {
        return moved(
                "redistribute",
                distributed(edit.to()),
                distributed(edit.from()),
                "DISTRIBUTED BY " + words(edit.from()) + " -> " + words(edit.to()));
    }

    private static AlterClause distributed(Distribution distribution) {
        return new AlterClause.Optimize(
                Location.NOWHERE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(distribution),
                List.of());
    }

    private static String words(Distribution distribution) {
        return (distribution.columns().isEmpty() ? "RANDOM" : "HASH" + names(distribution.columns()))
                + distribution.buckets().map(buckets -> " BUCKETS " + buckets).orElse("");
    }

    private Step moved(String action, AlterClause clause, AlterClause undo, String words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(effects);
        return new Step(
                Mark.CHANGE,
                action,
                ModelKind.TABLE.word(),
                table.toString(),
                Ddl.alter(table, clause),
                List.of(Ddl.alter(former, undo)),
                Cost.SCHEMA_CHANGE,
                all);
    }

    private Step step(String action, AlterClause clause, Optional<AlterClause> undo, Cost cost, String words) {
        return new Step(
                Mark.CHANGE,
                action,
                ModelKind.TABLE.word(),
                table.toString(),
                Ddl.alter(table, clause),
                undo.map(back -> Ddl.alter(former, back)).stream().toList(),
                cost,
                List.of(words));
    }
}
