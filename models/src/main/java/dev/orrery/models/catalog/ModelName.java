// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.catalog;

import dev.orrery.models.sql.tree.Name;
import org.jspecify.annotations.Nullable;

/** {@code database.name} of a table, view or MV. Case matters, as it does in StarRocks. */
public record ModelName(String database, String name) implements Comparable<ModelName> {
    /** From {@code database.name}, or {@code catalog.database.name} of a table of another catalog. */
    public static ModelName parse(String text) {
        int dot = text.lastIndexOf('.');
        if (dot <= 0 || dot == text.length() - 1) {
            throw new IllegalArgumentException("'" + text + "' is not database.name");
        }
        return new ModelName(text.substring(0, dot), text.substring(dot + 1));
    }

    public Name toName() {
        return Name.of(database, name);
    }

    // Written out: what a record makes of itself is several times slower, and this is the key of every map.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ModelName that && name.equals(that.name) && database.equals(that.database);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + database.hashCode();
    }

    @Override
    public int compareTo(ModelName other) {
        if (this == other) {
            return 0;
        }
        int order = database.compareTo(other.database);
        return order != 0 ? order : name.compareTo(other.name);
    }

    /** Such as {@code dws.branch_day}, unquoted. */
    @Override
    public String toString() {
        return database + "." + name;
    }
}
