// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import java.util.List;

/**
 * One statement of a plan.
 *
 * @param action in a word or two, such as {@code add-column}: part of its id in the changelog
 * @param kind what the subject is, in a word: {@code table}, {@code view}, {@code mv}, {@code database}
 * @param subject what it is done to: a database or {@code database.name}
 * @param sql one statement, without its {@code ;}
 * @param undo the statements that take it back, in order; empty when there is nothing to take back
 * @param effects what else happens, in words: what becomes inactive, what is lost
 */
public record Step(
        Mark mark,
        String action,
        String kind,
        String subject,
        String sql,
        List<String> undo,
        Cost cost,
        List<String> effects) {
    public Step {
        undo = List.copyOf(undo);
        effects = List.copyOf(effects);
    }

    /** The sign before an object in a plan. */
    public enum Mark {
        CREATE('+'),
        CHANGE('~'),
        DROP('-');

        private final char sign;

        Mark(char sign) {
            this.sign = sign;
        }

        public char sign() {
            return sign;
        }
    }
}
