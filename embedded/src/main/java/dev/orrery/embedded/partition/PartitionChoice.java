// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which partitions a statement names: all of the table's, some by name, or one by the values of its columns. */
public sealed interface PartitionChoice {
    <R> R match(Supplier<R> all, Function<Named, R> named, Function<Keyed, R> keyed);

    static PartitionChoice all() {
        return new All();
    }

    default boolean isAll() {
        return match(() -> true, named -> false, keyed -> false);
    }

    record All() implements PartitionChoice {
        @Override
        public <R> R match(Supplier<R> all, Function<Named, R> named, Function<Keyed, R> keyed) {
            return all.get();
        }
    }

    record Named(List<String> names) implements PartitionChoice {
        public Named {
            names = List.copyOf(names);
        }

        @Override
        public <R> R match(Supplier<R> all, Function<Named, R> named, Function<Keyed, R> keyed) {
            return named.apply(this);
        }
    }

    record Keyed(List<KeyValue> values) implements PartitionChoice {
        public Keyed {
            values = List.copyOf(values);
        }

        @Override
        public <R> R match(Supplier<R> all, Function<Named, R> named, Function<Keyed, R> keyed) {
            return keyed.apply(this);
        }
    }

    /**
     * Reads {@code PARTITION (p1, p2)} and {@code PARTITION (dt = '…')}.
     *
     * @param clause as the parser kept it
     */
    static PartitionChoice of(String clause) {
        Words words = new Words(clause);
        boolean temporary = words.accept("TEMPORARY");
        if (temporary || !(words.accept("PARTITION") || words.accept("PARTITIONS"))) {
            throw new dev.orrery.embedded.duck.Refusal(
                    dev.orrery.embedded.session.EmbeddedCode.FORM_REFUSED, "a temporary partition");
        }
        List<String> names = new ArrayList<>();
        List<KeyValue> values = new ArrayList<>();
        boolean listed = words.accept("(");
        while (!words.isEmpty() && !words.accept(")")) {
            if (words.accept(",")) {
                continue;
            }
            Words.Word word = words.next();
            if (words.accept("=")) {
                boolean nothing = words.accept("NULL");
                values.add(new KeyValue(
                        word.text(),
                        nothing ? Optional.empty() : Optional.of(words.next().text())));
            } else {
                names.add(word.text());
            }
            if (!listed) {
                break;
            }
        }
        return values.isEmpty() ? new Named(names) : new Keyed(values);
    }
}
