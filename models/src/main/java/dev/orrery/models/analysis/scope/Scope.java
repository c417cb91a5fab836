// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.scope;

import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields that an expression can name, and those of the queries around it. */
public final class Scope {
    public static final Scope EMPTY = new Scope(null, List.of());

    /** Name of a field that answers to every name: its table is not known, which was said already. */
    public static final String ANY = "*";

    private final @Nullable Scope outer;
    private final FieldIndex index;

    public Scope(@Nullable Scope outer, List<Field> fields) {
        this(outer, new FieldIndex(fields));
    }

    private Scope(@Nullable Scope outer, FieldIndex index) {
        this.outer = outer;
        this.index = index;
    }

    /** The same fields inside another scope. */
    public Scope within(Scope other) {
        return new Scope(other, index);
    }

    /** For aliases of a select list, which later items may name. */
    public void add(Field field) {
        index.add(field);
    }

    /**
     * What a name stands for.
     *
     * @param found more than one when the name is ambiguous
     * @param path fields of a struct that follow the column
     * @param outer found in a query around this one
     */
    public record Match(List<Field> found, List<Identifier> path, boolean outer) {}

    /** The column first, then {@code table.column}, then {@code database.table.column}; then the queries around. */
    public Optional<Match> resolve(List<Identifier> parts) {
        Optional<Match> here = resolveHere(parts);
        if (here.isPresent() || outer == null) {
            return here;
        }
        return outer.resolve(parts).map(match -> new Match(match.found, match.path, true));
    }

    private Optional<Match> resolveHere(List<Identifier> parts) {
        for (int qualifiers = 0; qualifiers < Math.min(parts.size(), 4); qualifiers++) {
            boolean entered = qualifiers + 1 < parts.size();
            List<Field> named = index.named(lower(parts.get(qualifiers).text()));
            List<Field> found = matching(named, parts, qualifiers, entered);
            if (!found.isEmpty()) {
                List<Identifier> path = entered ? parts.subList(qualifiers + 1, parts.size()) : List.of();
                return Optional.of(new Match(found, path, false));
            }
        }
        List<Field> found = matching(index.named(ANY), parts, parts.size() - 1, false);
        return found.isEmpty() ? Optional.empty() : Optional.of(new Match(found.subList(0, 1), List.of(), false));
    }

    /** Without a stream: every name of every query comes through here. */
    private static List<Field> matching(List<Field> named, List<Identifier> parts, int qualifiers, boolean entered) {
        if (named.size() == 1) {
            return matches(named.get(0), parts, qualifiers, entered) ? named : List.of();
        }
        List<Field> found = new ArrayList<>(named.size());
        for (Field field : named) {
            if (matches(field, parts, qualifiers, entered)) {
                found.add(field);
            }
        }
        return found;
    }

    private static boolean matches(Field field, List<Identifier> parts, int qualifiers, boolean entered) {
        return isQualified(field, parts, qualifiers) && (!entered || canEnter(field));
    }

    private static boolean isQualified(Field field, List<Identifier> parts, int qualifiers) {
        if (qualifiers == 0) {
            return !field.isHidden();
        }
        Optional<RelationName> relation = field.relation();
        return relation.isPresent() && relation.get().isNamed(parts, qualifiers);
    }

    private static boolean canEnter(Field field) {
        DataType type = field.value().type();
        return type instanceof DataType.Struct || type.is(Kind.JSON) || type.is(Kind.UNKNOWN);
    }

    public List<Field> fields() {
        return Collections.unmodifiableList(index.fields());
    }

    /** Fields of one relation; all of them without a qualifier. */
    public List<Field> fieldsOf(List<Identifier> qualifier) {
        return index.fields().stream()
                .filter(field -> isQualified(field, qualifier, qualifier.size()))
                .toList();
    }

    /** Names of the relations that can qualify a column here. */
    public Set<String> relations() {
        Set<String> names = new LinkedHashSet<>();
        index.fields().forEach(field -> field.relation().ifPresent(name -> names.add(name.last())));
        return names;
    }

    /** Names are in lower case nearly always, and then as they are. */
    public static String lower(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c >= 'A' && c <= 'Z') || c > '~') {
                return name.toLowerCase(Locale.ROOT);
            }
        }
        return name;
    }
}
