// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.TypeText;
import java.util.stream.Collectors;

/** Parts of a table as messages name them. */
final class Words {
    private Words() {}

    /** Such as {@code PRIMARY KEY (id, day)}, of a normal form. */
    static String key(CreateTable table) {
        CreateTable.Key key = table.key().orElseThrow();
        return key.kind() + " KEY "
                + key.columns().stream().map(Identifier::text).collect(Collectors.joining(", ", "(", ")"));
    }

    static String type(DataType type) {
        return TypeText.ddl(type);
    }
}
