// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.trace;

import dev.orrery.embedded.engine.CatalogState;
import dev.orrery.embedded.engine.StoredColumn;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.engine.StoredView;
import dev.orrery.models.analysis.Tables;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The catalog as the analyzer reads it. */
record CatalogTables(CatalogState state) implements Tables {
    @Override
    public Optional<List<Column>> columns(ModelName name) {
        Optional<List<Column>> table = state.table(name)
                .map(t -> t.columns().stream().map(StoredColumn::asColumn).toList());
        return table.or(() -> state.view(name).map(StoredView::columns))
                .or(() -> state.materializedView(name).map(StoredMaterializedView::columns));
    }

    @Override
    public Collection<ModelName> names() {
        return state.tables().stream().map(StoredTable::name).toList();
    }
}
