// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.diff.Diff;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.Registry;
import dev.orrery.ddl.live.LiveCatalog;
import dev.orrery.ddl.normal.Fingerprint;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is written down of each model when an apply has ended. */
final class Settlement {
    /** Matches no definition: the object is ours, and is looked at in full next time. */
    static final String UNKNOWN = "unknown";

    private Settlement() {}

    /**
     * An object about which something remains to be said, such as a column that is kept though the project does not have it, is
     * looked at in full each time: what is withheld is never forgotten.
     */
    static SortedMap<ModelName, Registry.Entry> entries(Desired wishes, LiveCatalog live, Registry before) {
        SortedMap<ModelName, Registry.Entry> entries = new TreeMap<>();
        for (Definition wanted : wishes.catalog().definitions()) {
            live.catalog()
                    .find(wanted.name())
                    .ifPresent(found -> entries.put(
                            wanted.name(),
                            new Registry.Entry(ModelKind.of(wanted), Fingerprint.of(wanted), Fingerprint.of(found))));
        }
        for (ModelName name : withheld(wishes, live, entries, before)) {
            entries.computeIfPresent(name, (same, entry) -> new Registry.Entry(entry.kind(), entry.desired(), UNKNOWN));
        }
        return entries;
    }

    /** The registry as if everything of a model's name were ours: what differs is then planned like any other change. */
    static Registry adopted(Catalog desired, LiveCatalog live, Registry recorded) {
        SortedMap<ModelName, Registry.Entry> entries = new TreeMap<>();
        for (ModelName name : desired.names()) {
            live.catalog()
                    .find(name)
                    .ifPresent(found -> entries.put(name, new Registry.Entry(ModelKind.of(found), UNKNOWN, UNKNOWN)));
        }
        entries.putAll(recorded.entries());
        return new Registry(entries);
    }

    private static Set<ModelName> withheld(
            Desired wishes, LiveCatalog live, SortedMap<ModelName, Registry.Entry> entries, Registry before) {
        SortedMap<ModelName, Registry.Entry> unknown = new TreeMap<>();
        entries.forEach((name, entry) -> unknown.put(
                name,
                // What was as it is now when the last apply ended was looked at then: nothing was withheld.
                before.find(name).filter(entry::equals).orElse(new Registry.Entry(entry.kind(), UNKNOWN, UNKNOWN))));
        Diff.Live there = new Diff.Live(live.databases(), live.catalog(), Map.of(), new Registry(unknown));
        return Diff.between(Desired.of(wishes.catalog()).reading(wishes.elsewhere()), there, Destructive.WITHHELD)
                .withheld();
    }
}
