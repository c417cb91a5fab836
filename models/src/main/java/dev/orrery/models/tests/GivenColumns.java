// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.yaml.YamlValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the rows given for one model must and must not say. */
final class GivenColumns {
    private final Definition definition;
    private final Set<String> needed;
    private final Set<String> notNull;
    private final Set<String> computed;

    GivenColumns(Definition definition) {
        this.definition = definition;
        Optional<CreateTable> table = definition.match(
                found -> Optional.of(found.statement()), view -> Optional.empty(), mv -> Optional.empty());
        List<ColumnDefinition> columns = table.map(CreateTable::columns).orElse(List.of());
        Set<String> keys = table.map(GivenColumns::keys).orElse(Set.of());
        this.needed = columns.stream()
                .filter(column -> keys.contains(lower(column)))
                .filter(column -> column.defaultValue().isEmpty() && !column.autoIncrement())
                .map(GivenColumns::lower)
                .collect(Collectors.toSet());
        this.notNull = definition.columns().stream()
                .filter(column -> table.isPresent() && !column.nullable())
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        this.computed = columns.stream()
                .filter(column -> column.generated().isPresent())
                .map(GivenColumns::lower)
                .collect(Collectors.toSet());
    }

    private static String lower(ColumnDefinition column) {
        return column.name().text().toLowerCase(Locale.ROOT);
    }

    /** Of the models in which rows with one key become one row. */
    private static Set<String> keys(CreateTable table) {
        return table.key().stream()
                .filter(key -> key.kind() != CreateTable.KeyKind.DUPLICATE)
                .flatMap(key -> key.columns().stream())
                .map(column -> column.text().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    ModelTest.Row row(YamlValue yaml, ModelTestReader reader) {
        ModelTest.Row row = reader.row(definition, yaml);
        Set<String> written = row.values().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        row.values().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (computed.contains(lower)) {
                reader.refuse(Diagnostic.at(
                                yaml.map().keySpan(name),
                                ModelCode.COMPUTED_COLUMN_GIVEN,
                                "'" + name + "' is computed by '" + definition.name() + "'")
                        .withHelp("give what it is computed from"));
            } else if (value instanceof TestValue.Nothing && notNull.contains(lower)) {
                reader.refuse(Diagnostic.at(
                                yaml.map().keySpan(name),
                                ModelCode.VALUE_NEEDED,
                                "'" + name + "' of '" + definition.name() + "' cannot be NULL")
                        .withHelp("leave it out where its value does not matter"));
            }
        });
        needed.stream()
                .filter(name ->
                        !written.contains(name) && yaml.isMap() && !yaml.map().has(name))
                .sorted()
                .forEach(name -> reader.refuse(Diagnostic.at(
                                row.at(),
                                ModelCode.VALUE_NEEDED,
                                "the key column '" + name + "' of '" + definition.name() + "' has no value")
                        .withHelp("rows with the same key become one row: each needs its own")));
        return row;
    }
}
