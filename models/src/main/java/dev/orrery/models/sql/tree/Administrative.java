// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.Optional;

/**
 * Any other statement of StarRocks: its family is known and its brackets are whole, the rest is kept as it stands.
 *
 * @param kind the words that name the family, such as {@code CREATE USER} or {@code GRANT}
 * @param object what the statement is about, where the name stands right after those words
 * @param text the whole statement, words and strings as written, single blanks between them
 */
public record Administrative(Location at, String kind, Optional<Name> object, String text) implements Statement {
    @Override
    public <R> R accept(StatementVisitor<R> visitor) {
        return visitor.administrative(this);
    }
}
