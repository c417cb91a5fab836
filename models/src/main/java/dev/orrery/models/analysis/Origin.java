// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.catalog.ModelName;
import java.util.Comparator;

/**
 * A column of a table, view or MV that a query reads, or a part of one.
 *
 * @param path into a JSON or STRUCT column, such as {@code $.address.city}; empty for all of it
 */
public record Origin(ModelName model, String column, String path) implements Comparable<Origin> {
    private static final Comparator<Origin> ORDER =
            Comparator.comparing(Origin::model).thenComparing(Origin::column).thenComparing(Origin::path);

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
    Origin at(String more) {
        return new Origin(model, column, path.isEmpty() ? more : path + more.substring(1));
    }

    @Override
    public int compareTo(Origin other) {
        return ORDER.compare(this, other);
    }

    /** Such as {@code ods.txn.amount} or {@code ods.customer.profile->$.address.city}. */
    @Override
    public String toString() {
        return model + "." + column + (path.isEmpty() ? "" : "->" + path);
    }
}
