// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import dev.orrery.models.catalog.Column;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the rows that came out differ from those that should have.
 *
 * @param columns that were compared
 * @param rows those that differ; none when the test passed
 */
public record Differences(List<Column> columns, List<Row> rows) {
    public Differences {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** A row of the one side, or of both. */
    public sealed interface Row {
        <R> R match(Function<Missing, R> missing, Function<Unexpected, R> unexpected, Function<Changed, R> changed);
    }

    /** Expected and not there; a cell a column. */
    public record Missing(List<String> cells) implements Row {
        public Missing {
            cells = List.copyOf(cells);
        }

        @Override
        public <R> R match(
                Function<Missing, R> missing, Function<Unexpected, R> unexpected, Function<Changed, R> changed) {
            return missing.apply(this);
        }
    }

    /** There and not expected. */
    public record Unexpected(List<String> cells) implements Row {
        public Unexpected {
            cells = List.copyOf(cells);
        }

        @Override
        public <R> R match(
                Function<Missing, R> missing, Function<Unexpected, R> unexpected, Function<Changed, R> changed) {
            return unexpected.apply(this);
        }
    }

    /** Two rows that are probably one: they agree in half of their cells at least. */
    public record Changed(List<Cell> cells) implements Row {
        public Changed {
            cells = List.copyOf(cells);
        }

        @Override
        public <R> R match(
                Function<Missing, R> missing, Function<Unexpected, R> unexpected, Function<Changed, R> changed) {
            return changed.apply(this);
        }
    }

    /** What was expected in a cell, and what stands there. */
    public record Cell(String expected, String actual, Agreement agreement) {}

    /** Whether both values of a cell are the same one. */
    public enum Agreement {
        SAME,
        DIFFERENT
    }

    /**
     * @param actual as the server printed them, a value or null for each column that is compared
     */
    public static Differences between(ModelTest.Expected expected, List<? extends List<@Nullable String>> actual) {
        List<Column> columns = expected.columns();
        List<Comparable> wanted = expected.rows().stream()
                .map(row -> Comparable.expected(row, columns))
                .toList();
        List<Comparable> found =
                actual.stream().map(row -> Comparable.printed(row, columns)).toList();
        return new Differences(
                columns,
                switch (expected.order()) {
                    case ANY -> unordered(wanted, found);
                    case AS_WRITTEN -> ordered(wanted, found);
                });
    }

    private record Comparable(List<String> forms, List<String> shown) {
        static Comparable expected(ModelTest.Row row, List<Column> columns) {
            List<String> forms = new ArrayList<>();
            List<String> shown = new ArrayList<>();
            for (Column column : columns) {
                TestValue value = row.values().getOrDefault(column.name(), new TestValue.Nothing());
                forms.add(ValueForm.of(value, column.type()).orElse(""));
                shown.add(
                        value.match(nothing -> ValueForm.NULL, TestValue.Word::text, JsonValue::text, JsonValue::text));
            }
            return new Comparable(forms, shown);
        }

        static Comparable printed(List<@Nullable String> row, List<Column> columns) {
            List<String> forms = new ArrayList<>();
            List<String> shown = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                String text = row.get(i);
                TestValue value =
                        text == null ? new TestValue.Nothing() : new TestValue.Word(text, TestValue.Spelling.TEXT);
                // What is no value of the type that the compiler saw is compared as it stands.
                forms.add(ValueForm.of(value, columns.get(i).type())
                        .orElseGet(() -> JsonValue.quoted(String.valueOf(text))));
                shown.add(text == null ? ValueForm.NULL : text);
            }
            return new Comparable(forms, shown);
        }

        int agreement(Comparable other) {
            int same = 0;
            for (int i = 0; i < forms.size(); i++) {
                same += forms.get(i).equals(other.forms.get(i)) ? 1 : 0;
            }
            return same;
        }

        Changed changedTo(Comparable other) {
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < forms.size(); i++) {
                boolean same = forms.get(i).equals(other.forms.get(i));
                cells.add(new Cell(shown.get(i), other.shown.get(i), same ? Agreement.SAME : Agreement.DIFFERENT));
            }
            return new Changed(cells);
        }
    }

    private static List<Row> ordered(List<Comparable> wanted, List<Comparable> found) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < Math.max(wanted.size(), found.size()); i++) {
            if (i >= found.size()) {
                rows.add(new Missing(wanted.get(i).shown()));
            } else if (i >= wanted.size()) {
                rows.add(new Unexpected(found.get(i).shown()));
            } else if (!wanted.get(i).forms().equals(found.get(i).forms())) {
                rows.add(wanted.get(i).changedTo(found.get(i)));
            }
        }
        return rows;
    }

    private static List<Row> unordered(List<Comparable> wanted, List<Comparable> found) {
        Map<List<String>, Deque<Comparable>> byForm = new HashMap<>();
        found.forEach(row ->
                byForm.computeIfAbsent(row.forms(), forms -> new ArrayDeque<>()).add(row));
        List<Comparable> missing = new ArrayList<>();
        for (Comparable row : wanted) {
            Deque<Comparable> alike = byForm.getOrDefault(row.forms(), new ArrayDeque<>());
            if (alike.isEmpty()) {
                missing.add(row);
            } else {
                alike.remove();
            }
        }
        List<Comparable> unexpected = new ArrayList<>();
        for (Comparable row : found) {
            Deque<Comparable> left = byForm.getOrDefault(row.forms(), new ArrayDeque<>());
            if (left.remove(row)) {
                unexpected.add(row);
            }
        }
        return paired(missing, unexpected);
    }

    private static List<Row> paired(List<Comparable> missing, List<Comparable> unexpected) {
        List<Row> rows = new ArrayList<>();
        List<Comparable> left = new ArrayList<>(unexpected);
        for (Comparable row : missing) {
            Optional<Comparable> nearest = left.stream()
                    .filter(other -> 2 * row.agreement(other) >= row.forms().size())
                    .max((a, b) -> Integer.compare(row.agreement(a), row.agreement(b)));
            nearest.ifPresent(left::remove);
            rows.add(nearest.<Row>map(row::changedTo).orElseGet(() -> new Missing(row.shown())));
        }
        left.forEach(row -> rows.add(new Unexpected(row.shown())));
        return rows;
    }
}
