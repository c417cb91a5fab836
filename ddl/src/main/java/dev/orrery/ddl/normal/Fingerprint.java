// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Property;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A short text that is the same for definitions that say the same: how an object was when an apply finished. When the
 * tree learns something new, fingerprints change, and objects are compared in full once more.
 */
public final class Fingerprint {
    private Fingerprint() {}

    /** 64 hexadecimal digits. */
    public static String of(Definition definition) {
        StringBuilder text = new StringBuilder();
        definition.match(
                table -> {
                    append(text, NormalTable.of(table.statement(), table.name()));
                    List<Property> properties = table.statement().properties().stream()
                            .sorted(Comparator.comparing(Property::key))
                            .toList();
                    return append(text, properties);
                },
                view -> append(text, view.statement()),
                materializedView -> append(text, materializedView.statement()));
        for (Column column : definition.columns()) {
            append(text, column);
        }
        return sha256(text.toString());
    }

    /** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Records by their parts, without the places where they stand. */
    private static boolean append(StringBuilder text, Object value) {
        if (value instanceof Location) {
            return true;
        }
        if (value instanceof Optional<?> optional) {
            return append(text, optional.map(List::of).orElse(List.of()));
        }
        if (value instanceof List<?> list) {
            text.append('[');
            list.forEach(item -> append(text, item));
            text.append(']');
            return true;
        }
        if (value instanceof Record) {
            return appendRecord(text, value);
        }
        String leaf = value.toString();
        text.append(leaf.length()).append(':').append(leaf).append(' ');
        return true;
    }

    private static boolean appendRecord(StringBuilder text, Object record) {
        text.append(record.getClass().getSimpleName()).append('(');
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                append(text, component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
        text.append(')');
        return true;
    }
}
