// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueFormTest {
    private static TestValue word(String text) {
        return new TestValue.Word(text, TestValue.Spelling.TEXT);
    }

    private static TestValue bare(String text) {
        return new TestValue.Word(text, TestValue.Spelling.BARE);
    }

    private static void same(DataType type, TestValue one, TestValue other) {
        assertThat(ValueForm.of(one, type)).isPresent().isEqualTo(ValueForm.of(other, type));
    }

    private static void none(DataType type, String text) {
        assertThat(ValueForm.of(word(text), type)).isEmpty();
    }

    @Test
    void numbers_are_compared_as_numbers() {
        same(new DataType.Decimal(18, 2), word("1.50"), bare("1.5"));
        same(new DataType.Decimal(18, 2), word("0.00"), bare("0"));
        same(DataType.of(Kind.BIGINT), word("007"), bare("7"));
        same(DataType.of(Kind.DOUBLE), word("0.30000000000000004"), bare("0.3"));
        none(new DataType.Decimal(18, 2), "1.005");
        none(DataType.of(Kind.TINYINT), "128");
        none(DataType.of(Kind.INT), "1.5");
    }

    @Test
    void times_are_compared_as_times() {
        same(DataType.of(Kind.DATETIME), word("2026-10-01"), word("2026-10-01 00:00:00"));
        same(DataType.of(Kind.DATETIME), word("2026-10-01T09:00:01.500"), word("2026-10-01 09:00:01.500000"));
        same(DataType.of(Kind.DATE), word("2026-10-01"), word("2026-10-01 00:00:00"));
        none(DataType.of(Kind.DATE), "2026-10-01 09:00:00");
        none(DataType.of(Kind.DATE), "01.10.2026");
    }

    @Test
    void flags_are_one_or_true() {
        same(DataType.of(Kind.BOOLEAN), word("1"), bare("true"));
        none(DataType.of(Kind.BOOLEAN), "yes");
    }

    @Test
    void json_is_compared_by_content_and_keeps_texts_from_numbers() {
        DataType json = DataType.of(Kind.JSON);
        TestValue written =
                new TestValue.Fields(Map.of("b", bare("1.0"), "a", new TestValue.Items(List.of(word("x")))));
        same(json, written, word("{\"a\": [\"x\"], \"b\": 1}"));
        assertThat(ValueForm.of(word("{\"a\":1}"), json)).isNotEqualTo(ValueForm.of(word("{\"a\":\"1\"}"), json));
    }

    @Test
    void nested_values_are_read_as_servers_print_them() {
        DataType days = new DataType.Array(DataType.of(Kind.DATE));
        same(
                days,
                new TestValue.Items(List.of(word("2026-10-01"), new TestValue.Nothing())),
                word("[\"2026-10-01\",null]"));
        DataType map = new DataType.Map(DataType.of(Kind.INT), DataType.varchar());
        same(map, new TestValue.Fields(Map.of("1", word("a"), "2", word("b"))), word("{2:\"b\",1:\"a\"}"));
        DataType struct = new DataType.Struct(
                List.of(new DataType.Field("a", DataType.of(Kind.INT)), new DataType.Field("b", DataType.varchar())));
        same(struct, new TestValue.Fields(Map.of("b", word("x"), "a", bare("1"))), word("{\"a\":1,\"b\":\"x\"}"));
        none(days, "[2026-10-01");
    }

    @Test
    void a_text_that_says_null_is_not_null() {
        assertThat(ValueForm.of(word("NULL"), DataType.varchar()))
                .isNotEqualTo(ValueForm.of(new TestValue.Nothing(), DataType.varchar()));
    }
}
