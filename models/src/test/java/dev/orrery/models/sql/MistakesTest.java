// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the mistakes that people make are told. A file of {@code golden/sql} holds, between lines of {@code ====}, a text
 * and after {@code ----} what is said about it; {@code -Dgolden.update=true} writes it anew.
 */
class MistakesTest {
    private static final String NEXT = "====\n";
    private static final String ANSWER = "----\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "brackets",
                "clauses",
                "commas",
                "misspelt",
                "operators",
                "quotes",
                "reserved_words",
                "several",
                "statements",
                "tables"
            })
    void a_mistake_is_told_as_recorded(String topic) throws IOException {
        Path file = Path.of("src/test/resources/golden/sql/" + topic + ".txt");
        String recorded = Files.readString(file);
        String told = Arrays.stream(recorded.split(NEXT))
                .map(part -> part.substring(0, part.indexOf(ANSWER)))
                .map(sql -> sql + ANSWER + told(sql))
                .collect(Collectors.joining(NEXT));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, told);
        }
        assertThat(told).isEqualTo(Files.readString(file));
    }

    private static String told(String sql) {
        Diagnostics diagnostics = new Diagnostics();
        SqlParser.parse(new SourceFile("m.sql", sql.stripTrailing()), diagnostics);
        assertThat(diagnostics.sorted()).as(sql).isNotEmpty();
        return diagnostics.sorted().stream().map(DiagnosticText::of).collect(Collectors.joining());
    }
}
