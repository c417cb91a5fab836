// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A field that a STRUCT gets or loses.
 *
 * @param path from the column to the STRUCT, each step ended by a point: {@code v2.}, {@code [*].}; empty for the column itself
 * @param after the field before it; empty for the first one
 */
public record FieldEdit(Kind kind, String path, String name, DataType type, Optional<String> after) {
    /** Which of the two. */
    public enum Kind {
        ADD,
        DROP
    }

    /** What makes one type the other; empty when fields alone do not. */
    static Optional<List<FieldEdit>> between(DataType from, DataType to) {
        List<FieldEdit> edits = new ArrayList<>();
        return collect(from, to, "", edits) ? Optional.of(edits) : Optional.empty();
    }

    private static boolean collect(DataType from, DataType to, String path, List<FieldEdit> edits) {
        if (from.equals(to)) {
            return true;
        }
        if (from instanceof DataType.Array a && to instanceof DataType.Array b) {
            return collect(a.element(), b.element(), path + "[*].", edits);
        }
        return from instanceof DataType.Struct a && to instanceof DataType.Struct b && fields(a, b, path, edits);
    }

    private static boolean fields(DataType.Struct from, DataType.Struct to, String path, List<FieldEdit> edits) {
        List<String> kept = names(from).stream().filter(names(to)::contains).toList();
        if (kept.isEmpty()
                || !kept.equals(names(to).stream().filter(names(from)::contains).toList())) {
            return false;
        }
        List<FieldEdit> own = new ArrayList<>();
        own.addAll(missing(from, to, path, Kind.DROP));
        own.addAll(missing(to, from, path, Kind.ADD));
        edits.addAll(own);
        return kept.stream().allMatch(name -> collect(field(from, name), field(to, name), path + name + ".", edits));
    }

    /** The fields of one that the other does not have. */
    private static List<FieldEdit> missing(DataType.Struct one, DataType.Struct other, String path, Kind kind) {
        List<FieldEdit> edits = new ArrayList<>();
        Optional<String> after = Optional.empty();
        for (DataType.Field field : one.fields()) {
            if (!names(other).contains(lower(field.name()))) {
                edits.add(new FieldEdit(kind, path, field.name(), field.type(), after));
            }
            after = Optional.of(field.name());
        }
        return edits;
    }

    private static DataType field(DataType.Struct struct, String name) {
        return struct.fields().stream()
                .filter(field -> lower(field.name()).equals(name))
                .findFirst()
                .orElseThrow()
                .type();
    }

    private static List<String> names(DataType.Struct struct) {
        return struct.fields().stream().map(field -> lower(field.name())).toList();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
