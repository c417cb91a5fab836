// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a query can read: the columns of tables, views and MVs by their names. */
public interface Tables {

    /** Columns in order; empty when there is no such table. */
    Optional<List<Column>> columns(ModelName name);

    /** Every name, for suggestions. */
    Collection<ModelName> names();

    static Tables of(Catalog catalog) {
        return new Tables() {
            @Override
            public Optional<List<Column>> columns(ModelName name) {
                return catalog.find(name).map(Definition::columns);
            }

            @Override
            public Collection<ModelName> names() {
                return catalog.names();
            }
        };
    }
}
