// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Statement;
import java.util.Optional;

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
