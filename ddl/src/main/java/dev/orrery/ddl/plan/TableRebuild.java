// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.ddl.diff.Change;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.Shadow;
import dev.orrery.ddl.normal.NormalTable;
import dev.orrery.ddl.plan.Step.Mark;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.starrocks.LiveGrant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table made anew while the old one is read: built aside, its rows copied, swapped in, the old one dropped. What is written
 * between copy and swap would be missing, so that the swap is refused when the table's versions have moved (ORR-D012).
 */
final class TableRebuild {
    /** The action of the step that moves the rows. */
    static final String COPY = "copy-aside";

    private TableRebuild() {}

    /**
     * @param formerName what the table is called when a step is taken back
     */
    static List<Step> steps(
            Change.RebuildTable change, ModelName formerName, List<String> effects, List<LiveGrant> grants) {
        ModelName name = change.desired().name();
        ModelName shadow = Shadow.of(name);
        CreateTable old = change.live().statement();
        CreateTable next = partitionedAs(old, change.desired());
        Map<String, String> former = change.former();
        Map<String, String> later = new HashMap<>();
        former.forEach((now, before) -> later.put(lower(before), now));
        List<String> lost = dropped(old, next, former);
        List<String> why = new ArrayList<>(change.why());
        Set<String> there = old.columns().stream()
                .map(column -> lower(column.name().text()))
                .collect(Collectors.toSet());
        next.columns().stream()
                .filter(column -> {
                    String own = lower(column.name().text());
                    return !there.contains(lower(former.getOrDefault(own, own)));
                })
                .forEach(column -> why.add("+ column " + Ddl.column(column)));
        lost.forEach(column -> why.add("- column " + column));
        why.add("stop what writes it: the swap is refused if rows came while they were copied");
        Cost cost = change.keeps() == Change.RebuildTable.Keeps.EVERYTHING ? Cost.REBUILD : Cost.DATA_LOSS;
        String swap = Ddl.swapTables(name, shadow);
        List<Step> steps = new ArrayList<>(List.of(
                step(name, "build-aside", Ddl.create(next, shadow), List.of(Ddl.drop(ModelKind.TABLE, shadow)), why),
                new Step(
                        Mark.CHANGE,
                        COPY,
                        ModelKind.TABLE.word(),
                        name.toString(),
                        Ddl.copy(name, shadow, common(old, next, former)),
                        List.of(),
                        cost,
                        List.of())));
        List<String> again = new ArrayList<>(
                List.of(Ddl.create(old, shadow), Ddl.copy(formerName, shadow, common(next, old, later))));
        for (LiveGrant grant : grants) {
            String sql = Ddl.grant(ModelKind.TABLE, shadow, grant);
            steps.add(step(name, "grant-aside", sql, List.of(), List.of()));
            again.add(sql);
        }
        steps.add(step(name, "swap", swap, List.of(Ddl.swapTables(formerName, shadow)), effects));
        steps.add(step(name, "drop-old", Ddl.drop(ModelKind.TABLE, shadow), again, List.of()));
        return steps;
    }

    /** Rows need the partitions that they are in, not those that the project once began with. */
    private static CreateTable partitionedAs(CreateTable old, Definition.Table desired) {
        CreateTable next = desired.statement();
        boolean same = NormalTable.of(old, desired.name())
                .partitioning()
                .equals(NormalTable.of(next, desired.name()).partitioning());
        return !same
                ? next
                : new CreateTable(
                        next.at(),
                        next.external(),
                        next.temporary(),
                        next.ifNotExists(),
                        next.name(),
                        next.columns(),
                        next.indexes(),
                        next.engine(),
                        next.key(),
                        next.comment(),
                        old.partitioning(),
                        next.distribution(),
                        next.orderBy(),
                        next.rollups(),
                        next.properties());
    }

    private static Step step(ModelName name, String action, String sql, List<String> undo, List<String> effects) {
        return new Step(Mark.CHANGE, action, ModelKind.TABLE.word(), name.toString(), sql, undo, Cost.INSTANT, effects);
    }

    /**
     * What the rows of one have for the other: neither computes these columns.
     *
     * @param names the name in the first of a column of the second, where it is another one
     * @return columns of the first by those of the second
     */
    private static Map<String, String> common(CreateTable from, CreateTable to, Map<String, String> names) {
        Map<String, String> there = new HashMap<>();
        from.columns()
                .forEach(column ->
                        there.put(lower(column.name().text()), column.name().text()));
        Map<String, String> common = new LinkedHashMap<>();
        ordinary(to).forEach(column -> {
            String source = there.get(lower(names.getOrDefault(lower(column), column)));
            if (source != null) {
                common.put(column, source);
            }
        });
        return common;
    }

    private static List<String> dropped(CreateTable from, CreateTable to, Map<String, String> former) {
        Set<String> there = to.columns().stream()
                .map(column -> lower(column.name().text()))
                .map(column -> lower(former.getOrDefault(column, column)))
                .collect(Collectors.toSet());
        return ordinary(from).stream()
                .filter(column -> !there.contains(lower(column)))
                .toList();
    }

    private static List<String> ordinary(CreateTable table) {
        return table.columns().stream()
                .filter(column -> column.generated().isEmpty())
                .map(ColumnDefinition::name)
                .map(name -> name.text())
                .toList();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
