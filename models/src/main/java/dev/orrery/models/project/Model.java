// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One file below {@code models/}, parsed.
 *
 * @param name by its path
 * @param kind by its statement, its header or its layer, in this order
 * @param statement a CREATE as it was written, or a bare query
 * @param seed path of the CSV with its rows, for a seed
 */
public record Model(
        ModelText text,
        ModelName name,
        Layer layer,
        ModelGraph.Kind kind,
        Header header,
        Statement statement,
        Optional<String> seed) {

    /**
     * Privileges by role: what the layer says and this kind of model can have, and for each role that the header names, the
     * header's word instead. None at all takes what the layer says away.
     */
    public SortedMap<String, SortedSet<String>> grants() {
        SortedMap<String, SortedSet<String>> grants = new TreeMap<>();
        Map<String, List<String>> written = new TreeMap<>(layer.grants());
        written.putAll(header.life().grants());
        written.forEach((role, privileges) -> {
            SortedSet<String> upper = new TreeSet<>();
            privileges.stream()
                    .flatMap(privilege -> Privilege.of(privilege).stream())
                    .filter(privilege -> privilege.isFor(kind))
                    .forEach(privilege -> upper.add(privilege.name()));
            if (!upper.isEmpty()) {
                grants.put(role, upper);
            }
        });
        return grants;
    }

    /** The same model under the name that an environment has for it. */
    public Model named(ModelName other) {
        return new Model(text, other, layer, kind, header, statement, seed);
    }

    /** The same model with other words about it. */
    public Model with(Header other) {
        return new Model(text, name, layer, kind, other, statement, seed);
    }

    public String path() {
        return text.file().path();
    }

    /** Where a node of the statement stands in the file. */
    public FileSpan span(Location at) {
        return text.span(at);
    }

    /** Where a key of the header stands; the start of the file when it is not there. */
    public FileSpan keySpan(String key) {
        FileSpan span = header.keys().get(key);
        return span == null ? new FileSpan(text.file(), 0, 0) : text.span(span.start(), span.end());
    }

    /** The YAML of the header with its marks, variables replaced; empty when there is none. */
    public String headerText() {
        String all = text.expanded().text();
        int open = all.indexOf(ModelReader.OPEN);
        int close = all.indexOf(ModelReader.CLOSE);
        return open >= 0 && close > open && all.substring(0, open).isBlank() ? all.substring(open, close) : "";
    }
}
