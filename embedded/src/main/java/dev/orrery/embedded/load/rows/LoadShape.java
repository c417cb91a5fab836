// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of a body are for.
 *
 * @param fields CSV columns in order, or JSON keys; names that the table has not are passed over, {@code __op} says
 *     upsert or delete
 * @param constants columns that get the same value in each row, by name
 */
public record LoadShape(List<String> fields, Map<String, String> constants, Strictness strictness) {
    /** The field that says what to do with the row: 0 upsert, 1 delete. */
    public static final String OP = "__op";

    /** What becomes of a value that is none of its column's type. */
    public enum Strictness {
        /** It is NULL. */
        LENIENT,
        /** Its row is bad. */
        STRICT
    }

    public LoadShape {
        fields = List.copyOf(fields);
        constants = Map.copyOf(constants);
    }

    /** The place of the field for a column, whose name is compared without case; -1 for none. */
    int field(String column) {
        for (int place = 0; place < fields.size(); place++) {
            if (fields.get(place).equalsIgnoreCase(column)) {
                return place;
            }
        }
        return -1;
    }

    @Nullable
    String constant(String column) {
        for (Map.Entry<String, String> constant : constants.entrySet()) {
            if (constant.getKey().equalsIgnoreCase(column)) {
                return constant.getValue();
            }
        }
        return null;
    }

    /** Whether the load gives a value to the column. */
    public boolean fills(String column) {
        return field(column) >= 0 || constant(column) != null;
    }
}
