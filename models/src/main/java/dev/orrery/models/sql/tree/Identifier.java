// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/**
 * A name as written, without back-quotes.
 *
 * @param text in its first spelling; whether case matters depends on what it names
 */
public record Identifier(Location at, String text) implements Node {

    public static Identifier of(String text) {
        return new Identifier(Location.NOWHERE, text);
    }

    @Override
    public String toString() {
        return text;
    }
}
