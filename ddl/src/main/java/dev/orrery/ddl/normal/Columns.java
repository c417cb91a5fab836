// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which columns a table, view or MV has: what a star and a bare name stand for. */
@FunctionalInterface
public interface Columns {

    /** Their names in lower case, in order; empty when the object is not known. */
    Optional<List<String>> of(ModelName name);

    /** The same, and for objects that are not known here those that others know. */
    default Columns or(Columns others) {
        return name -> of(name).or(() -> others.of(name));
    }

    /** Each object's are put together once: a table is read by many. */
    static Columns in(Catalog catalog) {
        Map<ModelName, Optional<List<String>>> known = new ConcurrentHashMap<>();
        return name -> {
            Optional<List<String>> found = known.get(name);
            return found != null ? found : known.computeIfAbsent(name, asked -> columns(catalog, asked));
        };
    }

    private static Optional<List<String>> columns(Catalog catalog, ModelName name) {
        return catalog.find(name)
                .map(definition -> definition.columns().stream()
                        .map(Column::name)
                        .map(column -> column.toLowerCase(Locale.ROOT))
                        .toList());
    }
}
