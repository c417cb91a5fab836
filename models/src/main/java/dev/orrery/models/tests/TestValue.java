// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A value as a person writes it or a server prints it, before anybody knows its type. */
public sealed interface TestValue {

    <R> R match(
            Function<Nothing, R> nothing, Function<Word, R> word, Function<Items, R> items, Function<Fields, R> fields);

    /** NULL. */
    record Nothing() implements TestValue {
        @Override
        public <R> R match(
                Function<Nothing, R> nothing,
                Function<Word, R> word,
                Function<Items, R> items,
                Function<Fields, R> fields) {
            return nothing.apply(this);
        }
    }

    /**
     * A single value.
     *
     * @param spelling tells the text {@code "1"} from the number {@code 1}, which JSON keeps apart
     */
    record Word(String text, Spelling spelling) implements TestValue {
        @Override
        public <R> R match(
                Function<Nothing, R> nothing,
                Function<Word, R> word,
                Function<Items, R> items,
                Function<Fields, R> fields) {
            return word.apply(this);
        }
    }

    /** The elements of an array. */
    record Items(List<TestValue> values) implements TestValue {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public <R> R match(
                Function<Nothing, R> nothing,
                Function<Word, R> word,
                Function<Items, R> items,
                Function<Fields, R> fields) {
            return items.apply(this);
        }
    }

    /** The entries of a map, a struct or a JSON object, in their order. */
    record Fields(Map<String, TestValue> values) implements TestValue {
        public Fields {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public <R> R match(
                Function<Nothing, R> nothing,
                Function<Word, R> word,
                Function<Items, R> items,
                Function<Fields, R> fields) {
            return fields.apply(this);
        }
    }

    /** How a word is written. */
    enum Spelling {
        TEXT,
        BARE
    }
}
