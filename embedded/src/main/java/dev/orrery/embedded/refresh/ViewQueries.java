// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.refresh;

import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.session.ServerError;

/** The queries of materialized views for DuckDB. */
public interface ViewQueries {

    /**
     * A SELECT whose columns have the MV's types, in order.
     *
     * @throws ServerError when what it reads is not there any more
     */
    String select(StoredMaterializedView view) throws ServerError;
}
