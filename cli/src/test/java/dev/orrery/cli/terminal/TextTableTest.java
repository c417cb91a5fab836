// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void numbers_stand_to_the_right_and_text_to_the_left() {
        TextTable table = new TextTable(List.of("branch", "held"));
        table.row(List.of("Aachen", "1098.50"));
        table.row(List.of("Ulm", "7.00"));
        assertThat(table.text()).isEqualTo("""
                branch     held
                ------  -------
                Aachen  1098.50
                Ulm        7.00
                """);
    }

    @Test
    void a_missing_value_reads_null() {
        TextTable table = new TextTable(List.of("a"));
        table.row(Arrays.asList((String) null));
        assertThat(table.text()).endsWith("NULL\n");
    }

    @Test
    void a_row_of_another_length_is_refused() {
        assertThatThrownBy(() -> new TextTable(List.of("a", "b")).row(List.of("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 cells under 2 headings");
    }
}
