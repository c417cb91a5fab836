// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import java.io.Serializable;
import java.util.List;
import java.util.function.Function;

/** How a text says which row is meant. Serializable: the job carries it to its workers. */
public sealed interface Format extends Serializable {

    <R> R match(Function<Csv, R> csv, Function<DebeziumJson, R> debezium);

    /**
     * RFC 4180 with a header; the stream of a row is its file's name without the ending.
     *
     * @param nullText an unquoted field of this text is NULL; so is an empty one, except for a text column
     */
    record Csv(char delimiter, String nullText) implements Format {
        @Override
        public <R> R match(Function<Csv, R> csv, Function<DebeziumJson, R> debezium) {
            return csv.apply(this);
        }
    }

    /**
     * Debezium's envelope without a schema, one event a line; the stream of an event is {@code <database or
     * schema>.<table>} of its {@code source}, else its file's name without the ending.
     *
     * @param position fields of the envelope that order the events of a row; empty: what fits the event's connector
     * @param epoch what a number in a date-time column counts
     */
    record DebeziumJson(List<String> position, Epoch epoch) implements Format {
        public DebeziumJson {
            position = List.copyOf(position);
        }

        @Override
        public <R> R match(Function<Csv, R> csv, Function<DebeziumJson, R> debezium) {
            return debezium.apply(this);
        }
    }

    /** Units of numbers that count from 1970: Debezium's {@code time.precision.mode} and the column decide. */
    enum Epoch {
        MS,
        US,
        NS
    }
}
