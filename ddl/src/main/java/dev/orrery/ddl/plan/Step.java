// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.ddl.diff.QueryEdits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One statement of a plan.
 *
 * @param action in a word or two, such as {@code add-column}: part of its id in the changelog
 * @param kind what the subject is, in a word: {@code table}, {@code view}, {@code mv}, {@code database}
 * @param subject what it is done to: a database or {@code database.name}
 * @param sql one statement, without its {@code ;}
 * @param undo the statements that take it back, in order; empty when there is nothing to take back
 * @param effects what else happens, in words: what changes, what becomes inactive, what is lost
 * @param diff how a query differs from what it was, line by line
 * @param weight what it has to move, where that is known
 */
public record Step(
        Mark mark,
        String action,
        String kind,
        String subject,
        String sql,
        List<String> undo,
        Cost cost,
        List<String> effects,
        List<String> diff,
        Optional<Weight> weight) {
    /** The action of a step that gives an object another name. */
    public static final String RENAME = "rename";

    /** The action of a step that gives a column another name. */
    public static final String RENAME_COLUMN = "rename-column";

    /** That of the step at the end that carries the way back: one for each such step, in the same order. */
    public static final String UNDO_OF_RENAME_COLUMN = "undo-of-rename-column";

    /** That of the step at the end that carries the way back. */
    public static final String UNDO_OF_RENAME = "undo-of-rename";

    /** That of the step before it: the way back of what stands on it. */
    public static final String UNDO_OF_READERS = "undo-of-readers";

    /** That of the first step of an MV that is made anew. */
    static final String BUILD_ASIDE = "build-aside";

    public Step {
        diff = List.copyOf(diff);
        undo = List.copyOf(undo);
        effects = List.copyOf(effects);
    }

    /** One that changes no query. */
    public Step(
            Mark mark,
            String action,
            String kind,
            String subject,
            String sql,
            List<String> undo,
            Cost cost,
            List<String> effects) {
        this(mark, action, kind, subject, sql, undo, cost, effects, List.of(), Optional.empty());
    }

    /** The same step, taken back by another one; what it put aside it takes away itself. */
    Step leavingUndoToReaders() {
        List<String> own = action.equals(BUILD_ASIDE) ? undo : List.of();
        return new Step(mark, action, kind, subject, sql, own, cost, effects, diff, weight);
    }

    /** The same step, saying what it has to move. */
    Step weighing(Weight known) {
        return new Step(mark, action, kind, subject, sql, undo, cost, effects, diff, Optional.of(known));
    }

    /** The same step, saying what is other in a query. */
    Step of(QueryEdits edits) {
        List<String> words = new ArrayList<>(edits.words());
        words.addAll(effects);
        return new Step(mark, action, kind, subject, sql, undo, cost, words, edits.lines(), weight);
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
