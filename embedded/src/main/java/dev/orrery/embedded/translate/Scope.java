// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns that an expression may name, those of the queries around it behind them.
 *
 * @param parent of the query in which this one stands
 */
record Scope(List<Entry> entries, @Nullable Scope parent) {

    /**
     * A column.
     *
     * @param database of its relation, where that is a table without an alias
     * @param relation the name or alias of its relation; empty for lambda parameters
     * @param hidden only with its relation's name: the sides of a column that USING made one of
     */
    record Entry(String database, String relation, String name, Typed value, boolean hidden) {
        Entry asHidden() {
            return new Entry(database, relation, name, value, true);
        }

        Entry nullable() {
            return new Entry(database, relation, name, value.nullable(true), hidden);
        }
    }

    /** A column that was found, and the parts of its name that are fields of it. */
    record Found(Typed value, List<Identifier> fields) {}

    static Scope empty() {
        return new Scope(List.of(), null);
    }

    Scope {
        entries = List.copyOf(entries);
    }

    Scope inside(@Nullable Scope outer) {
        return new Scope(entries, outer);
    }

    /** The column, or the column and its fields, that a dotted name means: the nearest query's first. */
    Optional<Found> find(Name name) throws ServerError {
        List<Identifier> parts = name.parts();
        for (int qualifiers = 0; qualifiers < Math.min(3, parts.size()); qualifiers++) {
            List<Entry> matches = matching(parts, qualifiers);
            if (matches.size() > 1) {
                throw ServerError.analyzing("Column '" + parts.get(qualifiers).text() + "' is ambiguous");
            }
            if (matches.size() == 1) {
                return Optional.of(new Found(matches.get(0).value(), parts.subList(qualifiers + 1, parts.size())));
            }
        }
        return parent == null ? Optional.empty() : parent.find(name);
    }

    private List<Entry> matching(List<Identifier> parts, int qualifiers) {
        String column = parts.get(qualifiers).text();
        List<Entry> matches = new ArrayList<>();
        for (Entry entry : entries) {
            boolean named = entry.name.equalsIgnoreCase(column);
            boolean qualified = switch (qualifiers) {
                case 0 -> !entry.hidden;
                case 1 -> entry.relation.equals(parts.get(0).text());
                default ->
                    entry.database.equals(parts.get(0).text())
                            && entry.relation.equals(parts.get(1).text());
            };
            if (named && qualified) {
                matches.add(entry);
            }
        }
        return matches;
    }

    /** What a star stands for. */
    List<Entry> star(Reference.Star star) throws ServerError {
        List<Entry> chosen = new ArrayList<>();
        for (Entry entry : entries) {
            boolean wanted = star.qualifier().map(q -> qualifies(entry, q)).orElse(!entry.hidden);
            boolean excluded = star.excluded().stream().anyMatch(e -> e.text().equalsIgnoreCase(entry.name));
            if (wanted && !excluded) {
                chosen.add(entry);
            }
        }
        if (chosen.isEmpty() && star.qualifier().isPresent()) {
            throw new ServerError(
                    5502,
                    "42602",
                    "Getting analyzing error. Detail message: Unknown table '"
                            + star.qualifier().get().last().text() + "'.");
        }
        return chosen;
    }

    private static boolean qualifies(Entry entry, Name qualifier) {
        List<Identifier> parts = qualifier.parts();
        boolean relation = entry.relation.equals(qualifier.last().text());
        return parts.size() == 1
                ? relation
                : relation && entry.database.equals(parts.get(parts.size() - 2).text());
    }
}
