// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Definitions by name. Immutable; iterates in the order of names. */
public final class Catalog {
    private final SortedMap<ModelName, Definition> definitions;
    private final Map<ModelName, Definition> found;

    public Catalog(Collection<? extends Definition> definitions) {
        SortedMap<ModelName, Definition> byName = new TreeMap<>();
        for (Definition definition : definitions) {
            if (byName.put(definition.name(), definition) != null) {
                throw new IllegalArgumentException("'" + definition.name() + "' is defined twice");
            }
        }
        this.definitions = Collections.unmodifiableSortedMap(byName);
        this.found = new HashMap<>(byName);
    }

    public Optional<Definition> find(ModelName name) {
        return Optional.ofNullable(found.get(name));
    }

    public Collection<Definition> definitions() {
        return definitions.values();
    }

    public java.util.Set<ModelName> names() {
        return definitions.keySet();
    }
}
