// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.catalog.ModelName;
import java.util.Comparator;

/** A column of a table, view or MV that a query reads. */
public record Origin(ModelName model, String column) implements Comparable<Origin> {
    private static final Comparator<Origin> ORDER =
            Comparator.comparing(Origin::model).thenComparing(Origin::column);

    @Override
    public int compareTo(Origin other) {
        return ORDER.compare(this, other);
    }

    /** Such as {@code ods.txn.amount}. */
    @Override
    public String toString() {
        return model + "." + column;
    }
}
