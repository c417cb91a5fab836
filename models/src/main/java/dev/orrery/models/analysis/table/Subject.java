// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.table;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.Finding;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table under examination, with what every rule asks of it, and the findings so far. */
final class Subject {
    private final CreateTable table;
    private final Project.Target target;
    private final Map<String, ColumnDefinition> columns = new LinkedHashMap<>();
    private final KeyKind model;
    private final Set<String> key = new LinkedHashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    Subject(CreateTable table, Project.Target target) {
        this.table = table;
        this.target = target;
        table.columns().forEach(column -> columns.putIfAbsent(lower(column.name()), column));
        boolean aggregates =
                table.columns().stream().anyMatch(column -> column.aggregation().isPresent());
        this.model = table.key().map(CreateTable.Key::kind).orElse(aggregates ? KeyKind.AGGREGATE : KeyKind.DUPLICATE);
        if (table.key().isPresent()) {
            table.key().get().columns().forEach(name -> key.add(lower(name)));
        } else if (aggregates) {
            table.columns().stream()
                    .filter(column -> column.aggregation().isEmpty())
                    .forEach(column -> key.add(lower(column.name())));
        }
    }

    CreateTable table() {
        return table;
    }

    Project.Target target() {
        return target;
    }

    boolean isSharedData() {
        return target.runMode() == RunMode.SHARED_DATA;
    }

    boolean isBefore(int major, int minor) {
        return target.version().isBefore(new StarRocksVersion(major, minor, 0));
    }

    /** As written, or as StarRocks chooses it: AGGREGATE where a column has an aggregate, else DUPLICATE. */
    KeyKind model() {
        return model;
    }

    /** Only AGGREGATE and UNIQUE tables join rows while they are read, which is where most restrictions come from. */
    boolean joinsRows() {
        return model == KeyKind.AGGREGATE || model == KeyKind.UNIQUE;
    }

    boolean isKey(Identifier name) {
        return key.contains(lower(name));
    }

    Optional<ColumnDefinition> column(Identifier name) {
        return Optional.ofNullable(columns.get(lower(name)));
    }

    Optional<ColumnDefinition> column(String name) {
        return Optional.ofNullable(columns.get(name.toLowerCase(Locale.ROOT)));
    }

    Optional<String> property(String key) {
        return written(key).map(Property::value);
    }

    Optional<Property> written(String key) {
        return table.properties().stream()
                .filter(property -> property.key().equalsIgnoreCase(key))
                .findFirst();
    }

    void report(Location at, ModelCode code, String message) {
        findings.add(Finding.of(at, code, message));
    }

    void report(Location at, ModelCode code, String message, String help) {
        findings.add(Finding.of(at, code, message).withHelp(help));
    }

    void report(Finding finding) {
        findings.add(finding);
    }

    /** Reports a name that is no column; an unknown one is looked up nowhere else. */
    void known(Identifier name) {
        if (column(name).isEmpty()) {
            List<String> names =
                    table.columns().stream().map(column -> column.name().text()).toList();
            report(Finding.of(name.at(), ModelCode.UNKNOWN_COLUMN, "column '" + name + "' is not in this table")
                    .withHint(Nearest.hint(name.text(), names)));
        }
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    static String lower(Identifier name) {
        return name.text().toLowerCase(Locale.ROOT);
    }
}
