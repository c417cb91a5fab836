// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields that an expression can name, and those of the queries around it. */
final class Scope {
    static final Scope EMPTY = new Scope(null, List.of());

    /** Name of a field that answers to every name: its table is not known, which was said already. */
    static final String ANY = "*";

    private final @Nullable Scope outer;
    private final List<Field> fields;
    private final Map<String, List<Field>> byName;

    Scope(@Nullable Scope outer, List<Field> fields) {
        this(outer, new ArrayList<>(fields.size()), new HashMap<>(fields.size() * 2));
        fields.forEach(this::add);
    }

    private Scope(@Nullable Scope outer, List<Field> fields, Map<String, List<Field>> byName) {
        this.outer = outer;
        this.fields = fields;
        this.byName = byName;
    }

    /** The same fields inside another scope. */
    Scope within(Scope other) {
        return new Scope(other, fields, byName);
    }

    /** For aliases of a select list, which later items may name. */
    void add(Field field) {
        fields.add(field);
        byName.computeIfAbsent(lower(field.name()), name -> new ArrayList<>(1)).add(field);
    }

    /**
     * What a name stands for.
     *
     * @param found more than one when the name is ambiguous
     * @param path fields of a struct that follow the column
     * @param outer found in a query around this one
     */
    record Match(List<Field> found, List<Identifier> path, boolean outer) {}

    /** The column first, then {@code table.column}, then {@code database.table.column}; then the queries around. */
    Optional<Match> resolve(List<Identifier> parts) {
        Optional<Match> here = resolveHere(parts);
        if (here.isPresent() || outer == null) {
            return here;
        }
        return outer.resolve(parts).map(match -> new Match(match.found, match.path, true));
    }

    private Optional<Match> resolveHere(List<Identifier> parts) {
        for (int qualifiers = 0; qualifiers < Math.min(parts.size(), 4); qualifiers++) {
            List<Identifier> qualifier = parts.subList(0, qualifiers);
            List<Identifier> path = parts.subList(qualifiers + 1, parts.size());
            List<Field> named = byName.get(lower(parts.get(qualifiers).text()));
            List<Field> found = named == null ? List.of() : matching(named, qualifier, path);
            if (!found.isEmpty()) {
                return Optional.of(new Match(found, path, false));
            }
        }
        List<Field> any = byName.get(ANY);
        List<Field> found = any == null ? List.of() : matching(any, parts.subList(0, parts.size() - 1), List.of());
        return found.isEmpty() ? Optional.empty() : Optional.of(new Match(found.subList(0, 1), List.of(), false));
    }

    /** Without a stream: every name of every query comes through here. */
    private static List<Field> matching(List<Field> named, List<Identifier> qualifier, List<Identifier> path) {
        List<Field> found = new ArrayList<>(named.size());
        for (Field field : named) {
            if (isQualified(field, qualifier) && (path.isEmpty() || canEnter(field))) {
                found.add(field);
            }
        }
        return found;
    }

    private static boolean isQualified(Field field, List<Identifier> qualifier) {
        return qualifier.isEmpty()
                ? !field.isHidden()
                : field.relation().map(name -> name.isNamed(qualifier)).orElse(false);
    }

    private static boolean canEnter(Field field) {
        DataType type = field.value().type();
        return type instanceof DataType.Struct || type.is(Kind.JSON) || type.is(Kind.UNKNOWN);
    }

    List<Field> fields() {
        return Collections.unmodifiableList(fields);
    }

    /** Fields of one relation; all of them without a qualifier. */
    List<Field> fieldsOf(List<Identifier> qualifier) {
        return fields.stream().filter(field -> isQualified(field, qualifier)).toList();
    }

    /** Names of the relations that can qualify a column here. */
    Set<String> relations() {
        Set<String> names = new LinkedHashSet<>();
        fields.forEach(field -> field.relation().ifPresent(name -> names.add(name.last())));
        return names;
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
