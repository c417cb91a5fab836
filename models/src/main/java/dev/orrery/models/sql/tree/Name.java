// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A dotted name, such as {@code catalog.database.table}: one part or more. */
public record Name(List<Identifier> parts) implements Node {

    public Name {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a name has at least one part");
        }
    }

    public Name(Identifier only) {
        this(List.of(only));
    }

    public static Name of(String... parts) {
        return new Name(Arrays.stream(parts).map(Identifier::of).toList());
    }

    /** From the first part to the last. */
    @Override
    public Location at() {
        return new Location(parts.get(0).start(), last().end());
    }

    public Identifier last() {
        return parts.get(parts.size() - 1);
    }

    /** Joined by dots, unquoted: for people and for maps, not for SQL. */
    @Override
    public String toString() {
        return parts.stream().map(Identifier::text).collect(Collectors.joining("."));
    }
}
