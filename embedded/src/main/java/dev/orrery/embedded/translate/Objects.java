// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Query;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What names in FROM stand for. */
public interface Objects {

    /**
     * @throws ServerError when the name is known and cannot be read
     */
    Optional<Source> find(ModelName name) throws ServerError;

    /**
     * Some partitions of a table.
     *
     * @param partitions {@code PARTITION (p1, p2)}, in normal spelling
     * @throws ServerError when the table has no such partitions
     */
    default Optional<Source> find(ModelName name, String partitions) throws ServerError {
        throw new Refusal(EmbeddedCode.FORM_REFUSED, "'" + partitions + "' after a table's name");
    }

    /** For the names in the text of a view. */
    default Objects withinView() {
        return this;
    }

    /** Something to read from. */
    sealed interface Source {
        List<Column> columns();

        <R> R match(Function<Rows, R> rows, Function<View, R> view);

        /**
         * Rows that exist.
         *
         * @param physicalName of the DuckDB table, quoted where needed; its columns are named as these
         */
        record Rows(String physicalName, List<Column> columns) implements Source {
            @Override
            public <R> R match(Function<Rows, R> rows, Function<View, R> view) {
                return rows.apply(this);
            }
        }

        /** A query with a name, in the place of which it is put. */
        record View(ModelName name, Query query, List<Column> columns) implements Source {
            @Override
            public <R> R match(Function<Rows, R> rows, Function<View, R> view) {
                return view.apply(this);
            }
        }
    }
}
