// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.catalog.ModelName;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects of a server that this project made, with what both sides looked like when it last finished an apply.
 */
public record Registry(SortedMap<ModelName, Entry> entries) {

    public Registry {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** Nothing is ours. */
    public static Registry empty() {
        return new Registry(new TreeMap<>(Map.of()));
    }

    public Optional<Entry> find(ModelName name) {
        return Optional.ofNullable(entries.get(name));
    }

    public boolean owns(ModelName name) {
        return entries.containsKey(name);
    }

    /**
     * One object.
     *
     * @param desired fingerprint of what the project said; empty while an apply has not finished
     * @param live fingerprint of what the server then answered; empty likewise
     */
    public record Entry(ModelKind kind, String desired, String live) {

        /** Written before the first step, so that what a killed apply leaves behind is known to be ours. */
        public static Entry begun(ModelKind kind) {
            return new Entry(kind, "", "");
        }

        public boolean isFinished() {
            return !desired.isEmpty();
        }
    }
}
