// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static final FileSpan HERE = new FileSpan(new SourceFile("tests/a.yml", ""), 0, 0);
    private static final List<Column> COLUMNS = List.of(
            new Column("id", DataType.of(DataType.Kind.INT), true, Optional.empty()),
            new Column("name", DataType.varchar(), true, Optional.empty()));

    private static ModelTest.Row row(String id, String name) {
        return new ModelTest.Row(
                HERE,
                Map.of(
                        "id", new TestValue.Word(id, TestValue.Spelling.BARE),
                        "name", new TestValue.Word(name, TestValue.Spelling.TEXT)));
    }

    private static List<@Nullable String> printed(@Nullable String... cells) {
        return Arrays.asList(cells);
    }

    private static Differences between(
            ModelTest.Order order, List<ModelTest.Row> expected, List<List<@Nullable String>> actual) {
        return Differences.between(new ModelTest.Expected(COLUMNS, expected, order), actual);
    }

    @Test
    void equal_rows_in_any_order_do_not_differ() {
        List<ModelTest.Row> expected = List.of(row("1", "a"), row("1", "a"), row("2", "b"));
        List<List<@Nullable String>> actual = List.of(printed("2", "b"), printed("1", "a"), printed("1", "a"));
        assertThat(between(ModelTest.Order.ANY, expected, actual).isEmpty()).isTrue();
        assertThat(between(ModelTest.Order.AS_WRITTEN, expected, actual).rows()).hasSize(2);
    }

    @Test
    void a_row_that_comes_once_too_often_is_unexpected() {
        Differences found =
                between(ModelTest.Order.ANY, List.of(row("1", "a")), List.of(printed("1", "a"), printed("1", "a")));
        assertThat(found.rows()).containsExactly(new Differences.Unexpected(List.of("1", "a")));
    }

    @Test
    void rows_that_share_half_of_their_cells_are_one_that_changed() {
        Differences found = between(
                ModelTest.Order.ANY,
                List.of(row("1", "a"), row("2", "b")),
                List.of(printed("2", null), printed("3", "c")));
        assertThat(found.rows())
                .containsExactly(
                        new Differences.Missing(List.of("1", "a")),
                        new Differences.Changed(List.of(
                                new Differences.Cell("2", "2", Differences.Agreement.SAME),
                                new Differences.Cell("b", "NULL", Differences.Agreement.DIFFERENT))),
                        new Differences.Unexpected(List.of("3", "c")));
    }

    @Test
    void shuffled_rows_never_differ_and_one_taken_away_is_always_missed() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<ModelTest.Row> expected = new ArrayList<>();
            List<List<@Nullable String>> actual = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                String id = String.valueOf(random.nextInt(4));
                String name = String.valueOf(random.nextInt(3));
                expected.add(row(id, name));
                actual.add(printed(id, name));
            }
            Collections.shuffle(actual, random);
            assertThat(between(ModelTest.Order.ANY, expected, actual).rows())
                    .as("seed %d", seed)
                    .isEmpty();
            actual.remove(random.nextInt(actual.size()));
            assertThat(between(ModelTest.Order.ANY, expected, actual).rows())
                    .as("seed %d", seed)
                    .hasSize(1)
                    .first()
                    .isInstanceOf(Differences.Missing.class);
        }
    }
}
