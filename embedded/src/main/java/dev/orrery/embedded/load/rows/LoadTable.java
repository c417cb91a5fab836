// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import dev.orrery.models.catalog.ModelName;
import java.util.List;
import java.util.Optional;

/**
 * A table as a load sees it.
 *
 * @param deletes whether rows can be deleted by {@code __op}: PRIMARY KEY tables only
 */
public record LoadTable(ModelName name, List<LoadColumn> columns, boolean deletes) {
    public LoadTable {
        columns = List.copyOf(columns);
    }

    /** By its name, compared without case. */
    public Optional<LoadColumn> column(String column) {
        return columns.stream()
                .filter(one -> one.name().equalsIgnoreCase(column))
                .findFirst();
    }

    /** What a load without a {@code columns} header fills. */
    public List<LoadColumn> loadable() {
        return columns.stream()
                .filter(one -> one.absence() != LoadColumn.Absence.GENERATED)
                .toList();
    }
}
