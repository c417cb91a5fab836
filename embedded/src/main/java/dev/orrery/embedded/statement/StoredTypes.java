// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;

/** The types of stored columns that come from a query: texts lose their lengths, NULL becomes BOOLEAN. */
final class StoredTypes {
    private StoredTypes() {}

    static DataType of(DataType type) {
        if (TypeRules.isText(type)) {
            return DataType.string();
        }
        return type.is(Kind.NULL) ? TypeRules.BOOLEAN : type;
    }
}
