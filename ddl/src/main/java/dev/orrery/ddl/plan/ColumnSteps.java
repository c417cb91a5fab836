// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.ddl.diff.Change;
import dev.orrery.ddl.diff.ColumnEdit;
import dev.orrery.ddl.diff.ColumnRules;
import dev.orrery.ddl.diff.FieldEdit;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.plan.Step.Mark;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.ColumnDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The edits of a table's columns as ALTERs. New ordinary columns share one; a generated column has its own, because
 * StarRocks takes no batch with both. What loses values comes after everything else.
 */
final class ColumnSteps {
    private final Change.AlterColumns change;
    private final ModelName name;
    private final ModelName former;
    private final List<String> effects;
    private final Function<String, List<String>> dropped;

    /**
     * @param former what the table is called when a step is taken back
     * @param dropped what else happens when a column goes
     */
    ColumnSteps(
            Change.AlterColumns change,
            ModelName former,
            List<String> effects,
            Function<String, List<String>> dropped) {
        this.former = former;
        this.dropped = dropped;
        this.change = change;
        this.name = change.desired().name();
        this.effects = effects;
    }

    List<Step> in(PlanOrder.Phase phase) {
        return switch (phase) {
            case BEFORE -> before();
            case AFTER -> after();
        };
    }

    private List<Step> before() {
        List<Step> steps = new ArrayList<>();
        for (ColumnEdit.Drop drop : drops()) {
            if (isReplaced(drop.column())) {
                steps.add(drop(drop));
            }
        }
        for (ColumnEdit edit : change.edits()) {
            edit.match(
                            add -> Optional.<Step>empty(),
                            drop -> Optional.<Step>empty(),
                            modify -> Optional.of(modify(modify)),
                            fields -> Optional.<Step>empty())
                    .ifPresent(steps::add);
            steps.addAll(fields(edit, FieldEdit.Kind.ADD));
        }
        List<ColumnEdit.Add> ordinary = adds().stream()
                .filter(add -> add.column().generated().isEmpty())
                .toList();
        if (!ordinary.isEmpty()) {
            steps.add(add(ordinary));
        }
        adds().stream()
                .filter(add -> add.column().generated().isPresent())
                .forEach(add -> steps.add(add(List.of(add))));
        return steps;
    }

    private List<Step> after() {
        List<Step> steps = new ArrayList<>();
        drops().stream()
                .filter(drop -> !isReplaced(drop.column()))
                .map(this::drop)
                .forEach(steps::add);
        List<Step> fields = new ArrayList<>();
        change.edits().forEach(edit -> fields.addAll(fields(edit, FieldEdit.Kind.DROP)));
        Collections.reverse(fields);
        steps.addAll(fields);
        return steps;
    }

    private List<Step> fields(ColumnEdit edit, FieldEdit.Kind kind) {
        return edit.match(
                add -> List.of(),
                drop -> List.of(),
                modify -> List.of(),
                fields -> fields.edits().stream()
                        .filter(field -> field.kind() == kind)
                        .map(field -> field(fields.to().name().text(), field))
                        .toList());
    }

    private Step field(String column, FieldEdit field) {
        boolean adds = field.kind() == FieldEdit.Kind.ADD;
        FieldEdit back = new FieldEdit(
                adds ? FieldEdit.Kind.DROP : FieldEdit.Kind.ADD,
                field.path(),
                field.name(),
                field.type(),
                field.after());
        List<String> words = new ArrayList<>();
        words.add((adds ? "+" : "-") + " field " + field.path() + field.name() + " of column " + column);
        if (!adds) {
            words.add("its values are lost; undo adds it anew, without them");
        }
        words.addAll(effects);
        return step(
                adds ? "add-field" : "drop-field",
                Ddl.field(name, column, field),
                List.of(Ddl.field(former, column, back)),
                adds ? Cost.INSTANT : Cost.DATA_LOSS,
                words);
    }

    private List<ColumnEdit.Add> adds() {
        return change.edits().stream()
                .flatMap(edit -> edit.match(
                        java.util.stream.Stream::of,
                        drop -> java.util.stream.Stream.<ColumnEdit.Add>empty(),
                        modify -> java.util.stream.Stream.<ColumnEdit.Add>empty(),
                        fields -> java.util.stream.Stream.<ColumnEdit.Add>empty()))
                .toList();
    }

    /**
     * Generated ones first: an ordinary column that one of them refers to cannot go before it. Else the last first, so that undone
     * backwards each finds the one that it stood behind.
     */
    private List<ColumnEdit.Drop> drops() {
        List<ColumnEdit.Drop> drops = new ArrayList<>();
        for (ColumnEdit edit : change.edits()) {
            edit.match(add -> false, drop -> drops.add(drop), modify -> false, fields -> false);
        }
        Collections.reverse(drops);
        drops.sort(
                java.util.Comparator.comparing(drop -> drop.column().generated().isEmpty()));
        return drops;
    }

    private boolean isReplaced(ColumnDefinition column) {
        return adds().stream()
                .anyMatch(add -> add.column()
                        .name()
                        .text()
                        .equalsIgnoreCase(column.name().text()));
    }

    private Step add(List<ColumnEdit.Add> adds) {
        List<String> undo = adds.stream()
                .map(add -> Ddl.dropColumn(former, add.column().name()))
                .toList();
        List<String> reversed = new ArrayList<>(undo);
        Collections.reverse(reversed);
        boolean generated = adds.get(0).column().generated().isPresent();
        return new Step(
                Mark.CHANGE,
                generated ? "add-generated-column" : adds.size() == 1 ? "add-column" : "add-columns",
                ModelKind.TABLE.word(),
                name.toString(),
                Ddl.addColumns(name, adds),
                reversed,
                generated ? Cost.SCHEMA_CHANGE : Cost.INSTANT,
                adds.stream().map(add -> "+ column " + Ddl.column(add.column())).toList());
    }

    private Step drop(ColumnEdit.Drop drop) {
        boolean loses = drop.column().generated().isEmpty();
        List<String> words = new ArrayList<>();
        words.add("- column " + drop.column().name());
        if (loses) {
            words.add("its values are lost; undo adds it anew, without them");
        }
        words.addAll(
                isReplaced(drop.column())
                        ? effects
                        : dropped.apply(drop.column().name().text()));
        return new Step(
                Mark.CHANGE,
                "drop-column",
                ModelKind.TABLE.word(),
                name.toString(),
                Ddl.dropColumn(name, drop.column().name()),
                List.of(Ddl.addColumns(former, List.of(new ColumnEdit.Add(drop.column(), drop.after())))),
                loses ? Cost.DATA_LOSS : Cost.INSTANT,
                words);
    }

    private Step modify(ColumnEdit.Modify modify) {
        List<String> words = new ArrayList<>();
        words.add("~ column " + Ddl.column(modify.from()) + " -> " + Ddl.column(modify.to()));
        if (ColumnRules.onlyCommentDiffers(modify)) {
            return step(
                    "comment-column",
                    Ddl.columnComment(name, modify.to()),
                    List.of(Ddl.columnComment(former, modify.from())),
                    Cost.INSTANT,
                    words);
        }
        words.addAll(effects);
        boolean undoable = ColumnRules.obstacle(modify.to(), modify.from()).isEmpty();
        if (!undoable) {
            words.add("StarRocks does not narrow it again: undo leaves it as it is");
        }
        return step(
                "modify-column",
                Ddl.modifyColumn(name, modify.to()),
                undoable ? List.of(Ddl.modifyColumn(former, modify.from())) : List.of(),
                Cost.SCHEMA_CHANGE,
                words);
    }

    private Step step(String action, String sql, List<String> undo, Cost cost, List<String> words) {
        return new Step(Mark.CHANGE, action, ModelKind.TABLE.word(), name.toString(), sql, undo, cost, words);
    }
}
