// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.ddl.DdlCode;
import dev.orrery.ddl.normal.NormalTable;
import dev.orrery.ddl.normal.PropertyRules;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What has to happen to one table. The order of its columns is no difference: StarRocks rewrites a table to reorder. */
final class TableDiff {
    private static final StarRocksVersion SORT = new StarRocksVersion(3, 3, 0);
    private static final StarRocksVersion DISTRIBUTION = new StarRocksVersion(3, 2, 0);

    private final StarRocksVersion server;
    private final ModelName name;
    private final Definition.Table live;
    private final Definition.Table desired;
    private final Destructive destructive;
    private final List<ColumnEdit> edits = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();
    private boolean losing;
    private final List<Diagnostic> findings = new ArrayList<>();

    TableDiff(Definition.Table live, Definition.Table desired, Destructive destructive, StarRocksVersion server) {
        this(live, desired, destructive, server, List.of());
    }

    /**
     * @param known what no ALTER does, found elsewhere
     */
    TableDiff(
            Definition.Table live,
            Definition.Table desired,
            Destructive destructive,
            StarRocksVersion server,
            List<String> known) {
        this.server = server;
        known.forEach(this::obstacle);
        this.name = desired.name();
        this.live = live;
        this.desired = desired;
        this.destructive = destructive;
        CreateTable from = NormalTable.of(live.statement(), name);
        CreateTable to = NormalTable.of(desired.statement(), name);
        LayoutDiff layout = new LayoutDiff(from, to, live.statement().properties());
        layout.obstacles().forEach(this::obstacle);
        if (!from.key().equals(to.key())) {
            losing = true;
        }
        edit(layout.before());
        columns(from, to);
        if (!edits.isEmpty()) {
            changes.add(new Change.AlterColumns(live, desired, edits));
        }
        layout.after().stream().flatMap(edit -> tooNew(edit, from).stream()).forEach(this::obstacle);
        edit(layout.after());
        edit(LayoutDiff.partitions(live.statement(), desired.statement()));
        if (!from.comment().equals(to.comment())) {
            changes.add(new Change.SetTableComment(name, from.comment(), to.comment()));
        }
        properties();
        if (!obstacles.isEmpty()) {
            rebuild();
        }
    }

    /** Why the server has no ALTER for it yet. */
    private Optional<String> tooNew(TableEdit edit, CreateTable from) {
        boolean primary = from.key().orElseThrow().kind() == CreateTable.KeyKind.PRIMARY;
        if (edit instanceof TableEdit.Sort && !primary && server.isBefore(SORT)) {
            return Optional.of("another sort key, which ALTER TABLE gives since StarRocks " + SORT);
        }
        return edit instanceof TableEdit.Redistribute && server.isBefore(DISTRIBUTION)
                ? Optional.of("other buckets, which ALTER TABLE gives since StarRocks " + DISTRIBUTION)
                : Optional.empty();
    }

    private void edit(List<TableEdit> layout) {
        if (!layout.isEmpty()) {
            changes.add(new Change.AlterTable(name, layout));
        }
    }

    /** Takes the place of everything else: the new table is what the project says. */
    private void rebuild() {
        boolean drops = findings.stream().anyMatch(finding -> finding.code() == DdlCode.DESTRUCTIVE);
        boolean impossible = findings.stream().anyMatch(finding -> finding.code() == DdlCode.NEEDS_DEFAULT);
        changes.clear();
        if (impossible) {
            return;
        }
        if ((losing || drops) && destructive == Destructive.WITHHELD) {
            findings.clear();
            obstacles.forEach(why -> findings.add(
                    Diagnostic.of(DdlCode.NEEDS_REBUILD, "table '" + name + "' would have to be made anew: " + why)
                            .withHelp("values may be lost by that: `--allow-destructive`, or `destructive: true` in the"
                                    + " header of the model, copies what fits into a new table and swaps the two")));
            return;
        }
        changes.add(new Change.RebuildTable(
                live,
                desired,
                obstacles,
                losing || dropsValues() ? Change.RebuildTable.Keeps.WHAT_FITS : Change.RebuildTable.Keeps.EVERYTHING,
                Map.of()));
        edit(LayoutDiff.partitions(live.statement(), desired.statement()));
    }

    private boolean dropsValues() {
        return edits.stream()
                .anyMatch(edit -> edit.match(
                        add -> false,
                        drop -> drop.column().generated().isEmpty(),
                        modify -> false,
                        fields -> fields.edits().stream().anyMatch(field -> field.kind() == FieldEdit.Kind.DROP)));
    }

    private void obstacle(String why) {
        obstacles.add(why);
    }

    private void losing(String why) {
        losing = true;
        obstacles.add(why);
    }

    List<Change> changes() {
        return changes;
    }

    List<Diagnostic> findings() {
        return findings;
    }

    private void columns(CreateTable from, CreateTable to) {
        Map<String, ColumnDefinition> old = byName(from);
        Map<String, ColumnDefinition> wanted = byName(to);
        Map<String, ColumnDefinition> oldAsShown = asWritten(live.statement());
        Map<String, ColumnDefinition> wantedAsWritten = asWritten(desired.statement());
        String previous = "";
        for (String column : old.keySet()) {
            if (!wanted.containsKey(column)) {
                drop(of(oldAsShown, column), previous);
            }
            previous = column;
        }
        previous = "";
        for (Map.Entry<String, ColumnDefinition> column : wanted.entrySet()) {
            ColumnDefinition found = old.get(column.getKey());
            if (found == null) {
                add(of(wantedAsWritten, column.getKey()), previous, to);
            } else if (!found.equals(column.getValue())) {
                modify(found, column.getValue(), oldAsShown, wantedAsWritten);
            }
            previous = column.getKey();
        }
    }

    private void drop(ColumnDefinition column, String previous) {
        if (column.generated().isEmpty() && destructive == Destructive.WITHHELD) {
            findings.add(Diagnostic.of(
                            DdlCode.DESTRUCTIVE,
                            "column '" + column.name() + "' of '" + name
                                    + "' is not in the project; it and its values are kept")
                    .withHelp("`--allow-destructive` drops it"));
            return;
        }
        edits.add(new ColumnEdit.Drop(column, after(column, previous)));
    }

    private void add(ColumnDefinition column, String previous, CreateTable to) {
        boolean isKey = to.key().orElseThrow().columns().stream()
                .anyMatch(key -> key.text().equalsIgnoreCase(column.name().text()));
        if (isKey) {
            losing("column '" + column.name() + "' is new in its key");
            return;
        }
        if (column.autoIncrement()) {
            obstacle("column '" + column.name() + "' is new and AUTO_INCREMENT");
            return;
        }
        if (isNeverFilled(column)) {
            findings.add(Diagnostic.of(
                            DdlCode.NEEDS_DEFAULT,
                            "column '" + column.name() + "' is new in table '" + name
                                    + "', NOT NULL and without a DEFAULT: the rows that are there would have no value")
                    .withHelp("give it a DEFAULT, or let it be NULL"));
            return;
        }
        edits.add(new ColumnEdit.Add(column, after(column, previous)));
    }

    private static boolean isNeverFilled(ColumnDefinition column) {
        boolean noDefault = column.defaultValue()
                .filter(value -> !(value.value() instanceof Literal.Null))
                .isEmpty();
        return column.generated().isEmpty() && noDefault && !column.nullable().orElse(true);
    }

    private static Optional<String> after(ColumnDefinition column, String previous) {
        // Generated columns stand at the end in the order in which they were added; AFTER one is refused.
        return column.generated().isPresent() || previous.isEmpty() ? Optional.empty() : Optional.of(previous);
    }

    private void modify(
            ColumnDefinition from,
            ColumnDefinition to,
            Map<String, ColumnDefinition> shown,
            Map<String, ColumnDefinition> written) {
        String column = to.name().text();
        ColumnDefinition before = of(shown, column);
        ColumnDefinition after = of(written, column);
        boolean bothGenerated = from.generated().isPresent() && to.generated().isPresent();
        if (bothGenerated && !withoutComment(from).equals(withoutComment(to))) {
            edits.add(new ColumnEdit.Drop(before, Optional.empty()));
            edits.add(new ColumnEdit.Add(after, Optional.empty()));
            return;
        }
        Optional<String> obstacle = ColumnRules.obstacle(from, to);
        if (obstacle.isPresent()) {
            Optional<List<FieldEdit>> fields = ColumnRules.fields(from, to);
            if (fields.isPresent()) {
                fields(new ColumnEdit.Fields(before, after, fields.get()));
            } else if (ColumnRules.mayLoseValues(from, to)) {
                losing("column '" + column + "': " + obstacle.get());
            } else {
                obstacle("column '" + column + "': " + obstacle.get());
            }
            return;
        }
        edits.add(new ColumnEdit.Modify(before, after));
    }

    private void fields(ColumnEdit.Fields fields) {
        List<FieldEdit> made = new ArrayList<>();
        for (FieldEdit field : fields.edits()) {
            if (field.kind() == FieldEdit.Kind.DROP && destructive == Destructive.WITHHELD) {
                findings.add(Diagnostic.of(
                                DdlCode.DESTRUCTIVE,
                                "field '" + field.path() + field.name() + "' of column '"
                                        + fields.to().name() + "' of '" + name
                                        + "' is not in the project; it and its values are kept")
                        .withHelp("`--allow-destructive` drops it"));
            } else {
                made.add(field);
            }
        }
        if (!made.isEmpty()) {
            edits.add(new ColumnEdit.Fields(fields.from(), fields.to(), made));
        }
    }

    private void properties() {
        List<Property> from = new ArrayList<>();
        List<Property> to = new ArrayList<>();
        for (PropertyRules.Difference difference : PropertyRules.between(
                desired.statement().properties(), live.statement().properties())) {
            if (PropertyRules.isFixedOnTable(difference.key())) {
                obstacle("property '" + difference.key() + "' is '"
                        + difference.from().orElse("") + "' on the server and '" + difference.to()
                        + "' in the project, and no ALTER TABLE changes it");
            } else {
                difference.fromProperty().ifPresent(from::add);
                to.add(difference.toProperty());
            }
        }
        if (!to.isEmpty()) {
            changes.add(new Change.SetProperties(name, ModelKind.TABLE, from, to));
        }
    }

    private static ColumnDefinition of(Map<String, ColumnDefinition> columns, String name) {
        return Objects.requireNonNull(columns.get(name), name);
    }

    private static Map<String, ColumnDefinition> byName(CreateTable table) {
        Map<String, ColumnDefinition> byName = new LinkedHashMap<>();
        table.columns().forEach(column -> byName.put(column.name().text(), column));
        return byName;
    }

    private static Map<String, ColumnDefinition> asWritten(CreateTable table) {
        Map<String, ColumnDefinition> byName = new LinkedHashMap<>();
        table.columns().forEach(column -> byName.put(column.name().text().toLowerCase(java.util.Locale.ROOT), column));
        return byName;
    }

    static ColumnDefinition withoutComment(ColumnDefinition column) {
        return new ColumnDefinition(
                Location.NOWHERE,
                column.name(),
                column.type(),
                column.key(),
                column.aggregation(),
                column.nullable(),
                column.defaultValue(),
                column.autoIncrement(),
                column.generated(),
                Optional.empty());
    }
}
