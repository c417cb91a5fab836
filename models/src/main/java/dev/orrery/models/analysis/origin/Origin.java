// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.origin;

import dev.orrery.models.catalog.ModelName;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, view or MV that a query reads, or a part of one.
 *
 * @param path into a JSON or STRUCT column, such as {@code $.address.city}; empty for all of it
 */
public record Origin(ModelName model, String column, String path) implements Comparable<Origin> {
    /** All of a column. */
    public Origin(ModelName model, String column) {
        this(model, column, "");
    }

    /** The column that this is a part of. */
    public Origin whole() {
        return path.isEmpty() ? this : new Origin(model, column);
    }

    /**
     * A part of this part.
     *
     * @param more begins with {@code $}
     */
    public Origin at(String more) {
        return new Origin(model, column, path.isEmpty() ? more : path + more.substring(1));
    }

    // Written out, as that of a ModelName is.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin that
                && column.equals(that.column)
                && path.equals(that.path)
                && model.equals(that.model);
    }

    @Override
    public int hashCode() {
        return (31 * model.hashCode() + column.hashCode()) * 31 + path.hashCode();
    }

    @Override
    public int compareTo(Origin other) {
        if (this == other) {
            return 0;
        }
        int order = model.compareTo(other.model);
        order = order != 0 ? order : column.compareTo(other.column);
        return order != 0 ? order : path.compareTo(other.path);
    }

    /** Such as {@code ods.txn.amount} or {@code ods.customer.profile->$.address.city}. */
    @Override
    public String toString() {
        return model + "." + column + (path.isEmpty() ? "" : "->" + path);
    }
}
