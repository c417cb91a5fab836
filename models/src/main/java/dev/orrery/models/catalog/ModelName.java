// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.catalog;

import dev.orrery.models.sql.tree.Name;
import java.util.Comparator;

/** {@code database.name} of a table, view or MV. Case matters, as it does in StarRocks. */
public record ModelName(String database, String name) implements Comparable<ModelName> {
    private static final Comparator<ModelName> ORDER =
            Comparator.comparing(ModelName::database).thenComparing(ModelName::name);

    /** From {@code database.name}. */
    public static ModelName parse(String text) {
        int dot = text.indexOf('.');
        if (dot <= 0 || dot == text.length() - 1) {
            throw new IllegalArgumentException("'" + text + "' is not database.name");
        }
        return new ModelName(text.substring(0, dot), text.substring(dot + 1));
    }

    public Name toName() {
        return Name.of(database, name);
    }

    @Override
    public int compareTo(ModelName other) {
        return ORDER.compare(this, other);
    }

    /** Such as {@code dws.branch_day}, unquoted. */
    @Override
    public String toString() {
        return database + "." + name;
    }
}
