// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import dev.orrery.models.catalog.ModelName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is certain to be in an MV: for each root, its version when the refresh was started; for a root that comes through
 * another MV, the version that is in that one. A root that comes on two ways may be there in two versions.
 *
 * <p>Versions are taken before a refresh starts, so an MV may hold more than its cut says, never less: comparing cuts may lead
 * to a needless refresh, never to a wrongly skipped one.
 *
 * @param identity of the MV, its definition and those upstream: another one makes every version worthless
 */
public record Cut(String identity, SortedMap<ModelName, SortedSet<String>> versions) {
    public Cut {
        SortedMap<ModelName, SortedSet<String>> copy = new TreeMap<>();
        versions.forEach((root, held) -> copy.put(root, Collections.unmodifiableSortedSet(new TreeSet<>(held))));
        versions = Collections.unmodifiableSortedMap(copy);
    }

    /** The versions of a root that are in the MV; none when it was no root of it then. */
    SortedSet<String> of(ModelName root) {
        return versions.getOrDefault(root, Collections.emptySortedSet());
    }

    boolean holds(ModelName root, String version) {
        SortedSet<String> held = of(root);
        return held.size() == 1 && held.first().equals(version);
    }

    /** One line, as the run history keeps it: {@code identity; db.table=version; db.table=version|version}. */
    public String toText() {
        return identity
                + versions.entrySet().stream()
                        .map(entry ->
                                "; " + escaped(entry.getKey().toString()) + "=" + String.join("|", entry.getValue()))
                        .collect(Collectors.joining());
    }

    /** The reverse of {@link #toText()}. */
    public static Cut parse(String text) {
        String[] parts = text.split("; ");
        SortedMap<ModelName, SortedSet<String>> versions = new TreeMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].lastIndexOf('=');
            SortedSet<String> held = new TreeSet<>();
            Collections.addAll(held, parts[i].substring(equals + 1).split("\\|"));
            versions.put(ModelName.parse(unescaped(parts[i].substring(0, equals))), held);
        }
        return new Cut(parts[0], versions);
    }

    // Names may hold anything, in back-quotes.
    private static String escaped(String name) {
        return name.replace("%", "%25").replace(";", "%3B").replace("=", "%3D");
    }

    private static String unescaped(String text) {
        return text.replace("%3D", "=").replace("%3B", ";").replace("%25", "%");
    }
}
