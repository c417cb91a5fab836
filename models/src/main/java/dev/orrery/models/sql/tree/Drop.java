// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/**
 * {@code DROP TABLE | VIEW | MATERIALIZED VIEW | DATABASE [IF EXISTS] name [FORCE]}.
 *
 * @param temporary of {@code DROP TEMPORARY TABLE}
 */
public record Drop(Location at, ObjectKind kind, boolean temporary, boolean ifExists, Name name, boolean force)
        implements Statement {

    @Override
    public <R> R accept(StatementVisitor<R> visitor) {
        return visitor.drop(this);
    }

    /** What is dropped. */
    public enum ObjectKind {
        TABLE("TABLE"),
        VIEW("VIEW"),
        MATERIALIZED_VIEW("MATERIALIZED VIEW"),
        DATABASE("DATABASE");

        private final String words;

        ObjectKind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
