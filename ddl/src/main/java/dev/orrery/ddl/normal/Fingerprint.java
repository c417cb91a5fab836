// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.Property;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * A short text that is the same for definitions that say the same: how an object was when an apply finished. When the
 * printer learns something new, fingerprints change, and objects are compared in full once more.
 */
public final class Fingerprint {
    private Fingerprint() {}

    /** 64 hexadecimal digits. */
    public static String of(Definition definition) {
        String statement = definition.match(
                table -> SqlPrinter.print(NormalTable.of(table.statement(), table.name()))
                        + properties(table.statement().properties()),
                view -> SqlPrinter.print(view.statement()),
                materializedView -> SqlPrinter.print(materializedView.statement()));
        StringBuilder text = new StringBuilder(statement);
        for (Column column : definition.columns()) {
            append(text.append('\n'), column.name());
            append(text, column.type().toString());
            append(text, Boolean.toString(column.nullable()));
            append(text, column.comment().orElse(""));
        }
        return sha256(text.toString());
    }

    private static String properties(List<Property> properties) {
        StringBuilder text = new StringBuilder();
        properties.stream().sorted(Comparator.comparing(Property::key)).forEach(property -> {
            append(text, property.key());
            append(text, property.value());
        });
        return text.toString();
    }

    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part).append(' ');
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
}
