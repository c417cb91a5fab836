// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which columns a table, view or MV has: what a star and a bare name stand for. */
@FunctionalInterface
public interface Columns {

    /** Their names in lower case, in order; empty when the object is not known. */
    Optional<List<String>> of(ModelName name);

    /** The same, and for objects that are not known here those that others know. */
    default Columns or(Columns others) {
        return name -> of(name).or(() -> others.of(name));
    }

    static Columns in(Catalog catalog) {
        return name -> catalog.find(name)
                .map(definition -> definition.columns().stream()
                        .map(Column::name)
                        .map(column -> column.toLowerCase(Locale.ROOT))
                        .toList());
    }
}
