// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.table;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables that there are.
 *
 * @param loadedDatabases those of layers marked {@code loaded}; empty when nobody knows, as on a server
 */
public record Targets(Map<ModelName, TargetTable> tables, Optional<Set<String>> loadedDatabases) {

    public Targets {
        tables = Map.copyOf(tables);
        loadedDatabases = loadedDatabases.map(Set::copyOf);
    }

    /** The tables of a project. */
    public static Targets of(Catalog catalog, Set<String> loadedDatabases) {
        return of(
                catalog.definitions().stream()
                        .flatMap(d -> d.match(Stream::of, view -> Stream.<Definition.Table>of(), mv -> Stream.of()))
                        .map(TargetTable::of)
                        .toList(),
                Optional.of(loadedDatabases));
    }

    public static Targets of(Collection<TargetTable> tables, Optional<Set<String>> loadedDatabases) {
        return new Targets(
                tables.stream()
                        .collect(Collectors.toMap(t -> new ModelName(t.database(), t.name()), Function.identity())),
                loadedDatabases);
    }

    public Optional<TargetTable> find(ModelName name) {
        return Optional.ofNullable(tables.get(name));
    }
}
