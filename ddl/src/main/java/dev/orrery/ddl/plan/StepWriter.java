// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.ddl.diff.Change;
import dev.orrery.ddl.diff.ChangeVisitor;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.Shadow;
import dev.orrery.ddl.normal.NormalMaterializedView;
import dev.orrery.ddl.plan.Step.Mark;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.starrocks.LiveGrant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Writes a change as steps: the statement, what takes it back, what it costs. */
final class StepWriter implements ChangeVisitor<List<Step>> {
    private final PlanOrder.Phase phase;
    private final Function<ModelName, List<String>> effects;
    private final BiFunction<ModelName, String, List<String>> columnEffects;
    private final Function<ModelName, List<LiveGrant>> grants;
    private final UnaryOperator<ModelName> former;

    /**
     * @param effects what else happens when an object changes, in words
     * @param columnEffects what else happens when a table loses a column
     * @param grants who may do what with an object of the server
     * @param former what an object is called before the deployment, and again when its steps are taken back
     */
    StepWriter(
            PlanOrder.Phase phase,
            Function<ModelName, List<String>> effects,
            BiFunction<ModelName, String, List<String>> columnEffects,
            Function<ModelName, List<LiveGrant>> grants,
            UnaryOperator<ModelName> former) {
        this.grants = grants;
        this.former = former;
        this.phase = phase;
        this.effects = effects;
        this.columnEffects = columnEffects;
    }

    @Override
    public List<Step> createDatabase(Change.CreateDatabase change) {
        // Not undone: other people's tables may have come into it since.
        return List.of(new Step(
                Mark.CREATE,
                "create",
                "database",
                change.database(),
                "CREATE DATABASE IF NOT EXISTS " + Ddl.quote(change.database()),
                List.of(),
                Cost.INSTANT,
                List.of()));
    }

    @Override
    public List<Step> createTable(Change.CreateTable change) {
        return List.of(create(
                change.desired(),
                Ddl.create(change.desired().statement(), change.desired().name())));
    }

    @Override
    public List<Step> createView(Change.CreateView change) {
        return List.of(create(
                change.desired(),
                Ddl.create(change.desired().statement(), change.desired().name())));
    }

    @Override
    public List<Step> createMaterializedView(Change.CreateMaterializedView change) {
        Definition.MaterializedView desired = change.desired();
        List<Step> steps = new ArrayList<>();
        steps.add(create(desired, Ddl.create(managed(desired.statement()), desired.name())));
        steps.addAll(fill(desired.name()));
        return steps;
    }

    private static Step create(Definition desired, String sql) {
        ModelKind kind = ModelKind.of(desired);
        return new Step(
                Mark.CREATE,
                "create",
                kind.word(),
                desired.name().toString(),
                sql,
                List.of(Ddl.drop(kind, desired.name())),
                Cost.INSTANT,
                List.of());
    }

    /** Without a REFRESH clause an MV is ours to refresh. */
    private static CreateMaterializedView managed(CreateMaterializedView statement) {
        return new CreateMaterializedView(
                statement.at(),
                statement.ifNotExists(),
                statement.name(),
                statement.columns(),
                statement.indexes(),
                statement.comment(),
                statement.distribution(),
                Optional.of(statement.refresh().orElse(NormalMaterializedView.managed())),
                statement.partitionBy(),
                statement.orderBy(),
                statement.properties(),
                statement.query());
    }

    @Override
    public List<Step> alterColumns(Change.AlterColumns change) {
        ModelName name = change.desired().name();
        return new ColumnSteps(
                        change, former.apply(name), effects.apply(name), column -> columnEffects.apply(name, column))
                .in(phase);
    }

    @Override
    public List<Step> alterTable(Change.AlterTable change) {
        return new LayoutSteps(change.table(), former.apply(change.table()), effects.apply(change.table()))
                .of(change.edits());
    }

    @Override
    public List<Step> rebuildTable(Change.RebuildTable change) {
        ModelName name = change.desired().name();
        ModelName old = former.apply(name);
        return TableRebuild.steps(change, old, effects.apply(name), grants.apply(old));
    }

    /**
     * Renamed before anything that reads it by the new name, and taken back before anything that read it by the old one: a
     * last step does nothing but carry the undo. What is done to it in between is therefore taken back under its old name.
     */
    @Override
    public List<Step> rename(Change.Rename change) {
        ModelKind kind = ModelKind.of(change.live());
        ModelName from = change.live().name();
        List<String> words = new ArrayList<>(List.of("renamed from " + from));
        words.addAll(effects.apply(from));
        return List.of(
                switch (phase) {
                    case BEFORE ->
                        new Step(
                                Mark.CHANGE,
                                Step.RENAME,
                                kind.word(),
                                change.to().toString(),
                                Ddl.rename(kind, from, change.to()),
                                List.of(),
                                Cost.INSTANT,
                                words);
                    case AFTER ->
                        new Step(
                                Mark.CHANGE,
                                Step.UNDO_OF_RENAME,
                                kind.word(),
                                change.to().toString(),
                                "SELECT 1",
                                List.of(Ddl.rename(kind, change.to(), from)),
                                Cost.INSTANT,
                                List.of());
                });
    }

    /** As with a table: what reads the column by its old name is made again after that name is back. */
    @Override
    public List<Step> renameColumn(Change.RenameColumn change) {
        ModelName table = change.table();
        List<String> words = new ArrayList<>(List.of("column " + change.from() + " renamed to " + change.to()));
        words.addAll(effects.apply(table));
        words.addAll(columnEffects.apply(former.apply(table), change.from()));
        return List.of(
                switch (phase) {
                    case BEFORE ->
                        new Step(
                                Mark.CHANGE,
                                Step.RENAME_COLUMN,
                                ModelKind.TABLE.word(),
                                table.toString(),
                                Ddl.renameColumn(table, change.from(), change.to()),
                                List.of(),
                                Cost.INSTANT,
                                words);
                    case AFTER ->
                        new Step(
                                Mark.CHANGE,
                                Step.UNDO_OF_RENAME_COLUMN,
                                ModelKind.TABLE.word(),
                                table.toString(),
                                "SELECT 1",
                                List.of(Ddl.renameColumn(former.apply(table), change.to(), change.from())),
                                Cost.INSTANT,
                                List.of());
                });
    }

    @Override
    public List<Step> setTableComment(Change.SetTableComment change) {
        return List.of(change(
                "comment",
                ModelKind.TABLE,
                change.table(),
                Ddl.tableComment(change.table(), change.to().orElse("")),
                List.of(Ddl.tableComment(
                        former.apply(change.table()), change.from().orElse("")))));
    }

    /** One statement each; those of one family belong together, since the server takes the first of them only with the others. */
    @Override
    public List<Step> setProperties(Change.SetProperties change) {
        Map<String, List<Property>> families = new LinkedHashMap<>();
        for (Property property : change.to()) {
            families.computeIfAbsent(family(property.key()), key -> new ArrayList<>())
                    .add(property);
        }
        List<Step> steps = new ArrayList<>();
        families.forEach((family, properties) -> {
            List<Property> before = change.from().stream()
                    .filter(old -> family(old.key()).equals(family))
                    .toList();
            steps.add(new Step(
                    Mark.CHANGE,
                    "set-" + family,
                    change.kind().word(),
                    change.model().toString(),
                    Ddl.setProperties(change.kind(), change.model(), properties),
                    before.isEmpty()
                            ? List.of()
                            : List.of(Ddl.setProperties(change.kind(), former.apply(change.model()), before)),
                    family.equals("bloom_filter_columns") ? Cost.SCHEMA_CHANGE : Cost.INSTANT,
                    properties.stream()
                            .map(property -> "property " + property.key() + " = " + property.value())
                            .toList()));
        });
        return steps;
    }

    private static String family(String key) {
        return List.of("dynamic_partition", "flat_json", "binlog").stream()
                .filter(key::startsWith)
                .findFirst()
                .orElse(key);
    }

    private static Step change(String action, ModelKind kind, ModelName name, String sql, List<String> undo) {
        return new Step(Mark.CHANGE, action, kind.word(), name.toString(), sql, undo, Cost.INSTANT, List.of());
    }

    @Override
    public List<Step> replaceView(Change.ReplaceView change) {
        ModelName name = change.desired().name();
        return List.of(new Step(
                        Mark.CHANGE,
                        "replace",
                        ModelKind.VIEW.word(),
                        name.toString(),
                        Ddl.replace(change.desired().statement(), name),
                        List.of(Ddl.replace(change.live().statement(), name)),
                        Cost.INSTANT,
                        effects.apply(name))
                .of(change.edits()));
    }

    @Override
    public List<Step> rebuildMaterializedView(Change.RebuildMaterializedView change) {
        ModelName name = change.desired().name();
        ModelName shadow = Shadow.of(name);
        CreateMaterializedView next = Shadow.named(managed(change.desired().statement()), shadow);
        CreateMaterializedView old = Shadow.named(change.live().statement(), shadow);
        String refresh = Ddl.refresh(shadow);
        String swap = Ddl.swap(name, shadow);
        List<Step> steps = new ArrayList<>();
        steps.add(rebuild(
                        Step.BUILD_ASIDE,
                        name,
                        Ddl.create(next, shadow),
                        List.of(Ddl.drop(ModelKind.MATERIALIZED_VIEW, shadow)),
                        Cost.INSTANT,
                        List.of())
                .of(change.edits()));
        steps.add(rebuild("fill-aside", name, refresh, List.of(), Cost.REFRESH, List.of()));
        List<String> again = new ArrayList<>(List.of(Ddl.create(old, shadow), refresh));
        for (LiveGrant grant : grants.apply(former.apply(name))) {
            // Grants stay with the object when names are exchanged: without these, readers of the name would lose
            // access.
            String sql = Ddl.grant(ModelKind.MATERIALIZED_VIEW, shadow, grant);
            steps.add(rebuild("grant-aside", name, sql, List.of(), Cost.INSTANT, List.of()));
            again.add(sql);
        }
        steps.add(rebuild(
                "swap", name, swap, List.of(Ddl.swap(former.apply(name), shadow)), Cost.INSTANT, effects.apply(name)));
        steps.add(rebuild(
                "drop-old", name, Ddl.drop(ModelKind.MATERIALIZED_VIEW, shadow), again, Cost.INSTANT, List.of()));
        return steps;
    }

    private static Step rebuild(
            String action, ModelName name, String sql, List<String> undo, Cost cost, List<String> effects) {
        return new Step(
                Mark.CHANGE, action, ModelKind.MATERIALIZED_VIEW.word(), name.toString(), sql, undo, cost, effects);
    }

    @Override
    public List<Step> setRefresh(Change.SetRefresh change) {
        ModelName name = change.materializedView();
        return List.of(new Step(
                Mark.CHANGE,
                "set-refresh",
                ModelKind.MATERIALIZED_VIEW.word(),
                name.toString(),
                Ddl.setRefresh(name, change.to()),
                List.of(Ddl.setRefresh(former.apply(name), change.from())),
                Cost.INSTANT,
                List.of(words(change.from()) + " -> " + words(change.to()))));
    }

    /** DEFERRED acts only at creation. */
    private static String words(CreateMaterializedView.Refresh refresh) {
        return SqlPrinter.print(refresh).replace("REFRESH DEFERRED ", "REFRESH ");
    }

    @Override
    public List<Step> fill(Change.Fill change) {
        return fill(change.materializedView());
    }

    static List<Step> fill(ModelName name) {
        return List.of(new Step(
                Mark.CHANGE,
                "fill",
                ModelKind.MATERIALIZED_VIEW.word(),
                name.toString(),
                Ddl.refresh(name),
                List.of(),
                Cost.REFRESH,
                List.of()));
    }

    @Override
    public List<Step> activate(Change.Activate change) {
        ModelName name = change.materializedView();
        List<String> why =
                List.of("inactive on the server" + (change.reason().isEmpty() ? "" : ": " + change.reason()));
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(
                Mark.CHANGE,
                "activate",
                ModelKind.MATERIALIZED_VIEW.word(),
                name.toString(),
                Ddl.activate(name),
                List.of(),
                Cost.INSTANT,
                why));
        steps.addAll(fill(name));
        return steps;
    }

    static List<Step> activate(ModelName name) {
        return List.of(change("activate", ModelKind.MATERIALIZED_VIEW, name, Ddl.activate(name), List.of()));
    }

    @Override
    public List<Step> grant(Change.Grant change) {
        LiveGrant grant = change.grant();
        return List.of(new Step(
                Mark.CHANGE,
                "grant",
                change.kind().word(),
                grant.object().toString(),
                Ddl.grant(change.kind(), grant.object(), grant),
                List.of(Ddl.revoke(change.kind(), former.apply(grant.object()), grant)),
                Cost.INSTANT,
                List.of("+ " + String.join(", ", grant.privileges()) + " for role " + grant.grantee())));
    }

    @Override
    public List<Step> drop(Change.Drop change) {
        Definition live = change.live();
        ModelKind kind = ModelKind.of(live);
        ModelName name = live.name();
        List<String> undo = live.match(
                table -> List.of(Ddl.create(table.statement(), name)),
                view -> List.of(Ddl.create(view.statement(), name)),
                materializedView -> List.of(Ddl.create(materializedView.statement(), name), Ddl.refresh(name)));
        boolean loses = kind == ModelKind.TABLE;
        List<String> words =
                new ArrayList<>(loses ? List.of("its rows are lost; undo makes it anew, empty") : List.of());
        words.addAll(effects.apply(name));
        return List.of(new Step(
                Mark.DROP,
                "drop",
                kind.word(),
                name.toString(),
                Ddl.drop(kind, name),
                undo,
                loses ? Cost.DATA_LOSS : Cost.INSTANT,
                words));
    }

    @Override
    public List<Step> dropLeftover(Change.DropLeftover change) {
        ModelName shadow = change.shadow().name();
        ModelKind kind = ModelKind.of(change.shadow());
        return List.of(new Step(
                Mark.DROP,
                "drop-leftover",
                kind.word(),
                shadow.toString(),
                Ddl.drop(kind, shadow),
                List.of(),
                Cost.INSTANT,
                List.of("an interrupted deployment left it behind")));
    }
}
