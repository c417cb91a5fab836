// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.models.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementSeriesTest {
    @Test
    void statements_of_any_length_read_in_a_row_are_what_they_are_when_read_alone() {
        StatementSeries series = new StatementSeries();
        List<String> texts = new ArrayList<>();
        List<Statement> read = new ArrayList<>();
        for (long seed = 0; seed < 500; seed++) {
            texts.add(SqlPrinter.print(new TreeGenerator(seed).query(1 + (int) (seed % 3))));
        }
        texts.add(250, "SELECT " + "abc, ".repeat(20_000) + "1 FROM t");
        texts.add(300, "SELECT 'it''s', \"a\\nb\" -- said\nFROM t");
        texts.forEach(text -> read.add(series.parse(text)));

        for (int i = 0; i < texts.size(); i++) {
            // Compared at the end: what is read later changes nothing of a tree.
            assertThat(read.get(i).equals(SqlParser.parseStatement(texts.get(i))))
                    .as(texts.get(i))
                    .isTrue();
        }
    }

    @Test
    void after_an_error_the_next_statement_is_read() {
        StatementSeries series = new StatementSeries();
        for (String wrong : List.of("SELECT FROM t", "SELECT 'open", "SELECT a FROM t extra words")) {
            assertThatThrownBy(() -> series.parse(wrong)).isInstanceOf(SyntaxException.class);
            assertThat(SqlPrinter.print(series.parse("SELECT 1;"))).isEqualTo("SELECT 1");
        }
    }
}
