// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.diagnostic.FileSpan;
import java.util.List;
import java.util.function.Function;

/** Something that must hold for the rows of a model, as its header says under {@code tests}. */
public sealed interface DataTest {

    FileSpan at();

    <R> R match(
            Function<NotNull, R> notNull,
            Function<Unique, R> unique,
            Function<AcceptedValues, R> acceptedValues,
            Function<RowsSatisfy, R> rowsSatisfy,
            Function<Relationships, R> relationships);

    record NotNull(FileSpan at, List<String> columns) implements DataTest {
        public NotNull {
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R match(
                Function<NotNull, R> notNull,
                Function<Unique, R> unique,
                Function<AcceptedValues, R> acceptedValues,
                Function<RowsSatisfy, R> rowsSatisfy,
                Function<Relationships, R> relationships) {
            return notNull.apply(this);
        }
    }

    /** No two rows agree in all of the columns. */
    record Unique(FileSpan at, List<String> columns) implements DataTest {
        public Unique {
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R match(
                Function<NotNull, R> notNull,
                Function<Unique, R> unique,
                Function<AcceptedValues, R> acceptedValues,
                Function<RowsSatisfy, R> rowsSatisfy,
                Function<Relationships, R> relationships) {
            return unique.apply(this);
        }
    }

    /** The column is NULL or one of the values. */
    record AcceptedValues(FileSpan at, String column, List<String> values) implements DataTest {
        public AcceptedValues {
            values = List.copyOf(values);
        }

        @Override
        public <R> R match(
                Function<NotNull, R> notNull,
                Function<Unique, R> unique,
                Function<AcceptedValues, R> acceptedValues,
                Function<RowsSatisfy, R> rowsSatisfy,
                Function<Relationships, R> relationships) {
            return acceptedValues.apply(this);
        }
    }

    /** Every value of the column, NULL aside, is a value of another model's column. */
    record Relationships(FileSpan at, String column, String to, String field) implements DataTest {
        @Override
        public <R> R match(
                Function<NotNull, R> notNull,
                Function<Unique, R> unique,
                Function<AcceptedValues, R> acceptedValues,
                Function<RowsSatisfy, R> rowsSatisfy,
                Function<Relationships, R> relationships) {
            return relationships.apply(this);
        }
    }

    /**
     * A condition holds for every row; one that is NULL holds.
     *
     * @param condition SQL over the model's columns
     */
    record RowsSatisfy(FileSpan at, String condition) implements DataTest {
        @Override
        public <R> R match(
                Function<NotNull, R> notNull,
                Function<Unique, R> unique,
                Function<AcceptedValues, R> acceptedValues,
                Function<RowsSatisfy, R> rowsSatisfy,
                Function<Relationships, R> relationships) {
            return rowsSatisfy.apply(this);
        }
    }
}
