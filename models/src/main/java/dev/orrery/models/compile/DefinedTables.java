// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.analysis.Tables;
import dev.orrery.models.analysis.scope.ReadColumns;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What has been analyzed so far, growing model by model. */
final class DefinedTables implements Tables {
    private final Map<ModelName, Definition> definitions;
    private final Set<ModelName> unknowable;
    private final Collection<ModelName> names;
    private final Collection<String> macros;
    private final Map<ModelName, ReadColumns> read = new ConcurrentHashMap<>();

    DefinedTables(
            Map<ModelName, Definition> definitions,
            Set<ModelName> unknowable,
            Collection<ModelName> names,
            Collection<String> macros) {
        this.definitions = definitions;
        this.unknowable = unknowable;
        this.names = names;
        this.macros = macros;
    }

    @Override
    public Collection<String> macros() {
        return macros;
    }

    @Override
    public Optional<List<Column>> columns(ModelName name) {
        Definition definition = definitions.get(name);
        if (definition != null) {
            return Optional.of(Tables.readFrom(definition));
        }
        return unknowable.contains(name) ? Optional.of(List.of(ANY)) : Optional.empty();
    }

    @Override
    public Optional<ReadColumns> read(ModelName name) {
        ReadColumns known = read.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ReadColumns> made = Tables.super.read(name);
        made.ifPresent(columns -> read.put(name, columns));
        return made;
    }

    @Override
    public Collection<ModelName> names() {
        return names;
    }
}
