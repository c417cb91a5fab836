// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.embedded.load.rows.LoadFailure;
import dev.orrery.embedded.load.rows.LoadTable;
import dev.orrery.embedded.load.rows.Staging;
import dev.orrery.models.catalog.ModelName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables that loads fill. */
public interface LoadTarget {
    /** A connection of its own to the DuckDB database; the caller closes it. */
    Connection connect() throws SQLException;

    boolean hasDatabase(String name);

    Optional<LoadTable> table(ModelName name);

    /**
     * Applies staged rows inside the transaction that is open on the staging's connection.
     *
     * @return keeps other writers away from the table: closed after COMMIT or ROLLBACK
     * @throws LoadFailure when the rows do not fit the table
     */
    Applied apply(ModelName table, Staging staging, Applying how) throws SQLException, LoadFailure;

    /**
     * DuckDB's SELECT of a table's columns, {@code __op} and {@code __seq} out of rows of texts.
     *
     * @throws LoadFailure for an expression that StarRocks would refuse, or the embedded server does
     */
    String mapped(ModelName table, Mapping mapping) throws LoadFailure;

    /**
     * How columns come out of fields.
     *
     * @param rows the temporary table of the rows, unquoted
     * @param fields its columns, all of them texts
     * @param columns what is selected, in order
     * @param expressions of columns, in StarRocks' SQL over the fields
     * @param constants of columns
     * @param where over columns and fields, in StarRocks' SQL
     */
    record Mapping(
            String rows,
            List<String> fields,
            List<String> columns,
            Map<String, String> expressions,
            Map<String, String> constants,
            Optional<String> where) {}

    /** Rows applied in a transaction that is not over. */
    interface Applied extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * How rows are applied.
     *
     * @param mergeCondition a column: a row counts only when its value is not smaller than the one that is there
     */
    record Applying(Columns unnamed, Optional<String> mergeCondition, List<String> partitions) {
        public Applying {
            partitions = List.copyOf(partitions);
        }
    }

    /** What becomes of the columns that a load does not name. */
    enum Columns {
        /** They get their defaults. */
        DEFAULTED,
        /** They keep their values: {@code partial_update}. */
        KEPT
    }
}
