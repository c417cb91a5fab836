// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/**
 * A name as written, without back-quotes. As with every node, where it stands is no part of what it says: two of the same
 * text are equal. A third of all nodes are names, so they hold their place without another object.
 *
 * @param start offset of its first character
 * @param end offset after its last one
 * @param text in its first spelling; whether case matters depends on what it names
 */
public record Identifier(int start, int end, String text) implements Node {

    public Identifier(Location at, String text) {
        this(at.start(), at.end(), text);
    }

    public static Identifier of(String text) {
        return new Identifier(Location.NOWHERE, text);
    }

    @Override
    public Location at() {
        return new Location(start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identifier identifier && identifier.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
