// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the FROM of one SELECT offers to the names in it, and the SELECT around it. */
final class Scope {
    private final @Nullable Scope outer;
    private final List<Leaf> leaves = new ArrayList<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    /**
     * One relation of a FROM.
     *
     * @param name its alias or its last name, in lower case
     * @param database of a table without an alias: {@code db.t.c} names its column too; empty otherwise
     * @param columns its output columns in lower case; empty when they are not known
     */
    record Leaf(String name, String database, Optional<List<String>> columns) {
        boolean has(String column) {
            return columns.isPresent() && columns.get().contains(column);
        }
    }

    void add(Leaf leaf) {
        leaves.add(leaf);
    }

    List<Leaf> leaves() {
        return leaves;
    }

    boolean knows(String column) {
        return leaves.stream().anyMatch(leaf -> leaf.has(column));
    }

    /** {@code leaf.column[.field…]} in lower case; a name that cannot be placed stays as it is, in lower case. */
    Name resolve(Name name) {
        List<String> parts = name.parts().stream()
                .map(Identifier::text)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .toList();
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Optional<List<String>> found = scope.place(parts);
            if (found.isPresent()) {
                return Name.of(found.get().toArray(String[]::new));
            }
        }
        return Name.of(parts.toArray(String[]::new));
    }

    private Optional<List<String>> place(List<String> parts) {
        String first = parts.get(0);
        if (parts.size() >= 3) {
            for (Leaf leaf : leaves) {
                if (leaf.database().equals(first) && leaf.name().equals(parts.get(1))) {
                    return Optional.of(parts.subList(1, parts.size()));
                }
            }
        }
        if (parts.size() >= 2 && leaves.stream().anyMatch(leaf -> leaf.name().equals(first))) {
            return Optional.of(parts);
        }
        List<Leaf> owners = leaves.stream().filter(leaf -> leaf.has(first)).toList();
        if (owners.size() == 1) {
            return Optional.of(prefixed(owners.get(0), parts));
        }
        boolean onlyOneToAsk = leaves.size() == 1 && leaves.get(0).columns().isEmpty() && parts.size() == 1;
        return onlyOneToAsk ? Optional.of(prefixed(leaves.get(0), parts)) : Optional.empty();
    }

    private static List<String> prefixed(Leaf leaf, List<String> parts) {
        List<String> placed = new ArrayList<>();
        placed.add(leaf.name());
        placed.addAll(parts);
        return placed;
    }
}
