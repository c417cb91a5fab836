// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.tree.CreateTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What a person wrote and what a real StarRocks 4.1 then printed for it, 942 times: both have one normal form. */
final class RecordedTablesTest {
    private static final Path CORPUS = Path.of("../../shared/corpus/table_ddl.jsonl.gz");
    private static final double SHARE = 0.99;

    @Test
    void a_table_differs_in_nothing_from_what_the_server_prints_for_it() throws IOException {
        assumeTrue(Files.exists(CORPUS), "the corpus is not here");
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (Map<String, String> line : lines()) {
            if (!line.containsKey("show_create")) {
                continue;
            }
            CreateTable written;
            CreateTable shown;
            try {
                if (!(SqlParser.parseStatement(line.getOrDefault("sql", "")) instanceof CreateTable table)) {
                    continue;
                }
                // What is deployed is what the compiler prints of the tree.
                written = (CreateTable) SqlParser.parseStatement(SqlPrinter.print(table));
                shown = (CreateTable) SqlParser.parseStatement(line.getOrDefault("show_create", ""));
            } catch (SyntaxException e) {
                continue; // The parser's own corpus test counts these.
            }
            compared++;
            ModelName name = new ModelName("db", shown.name().last().text());
            boolean sameTree = NormalTable.of(written, name).equals(NormalTable.of(shown, name));
            boolean sameProperties = PropertyRules.between(written.properties(), shown.properties())
                    .isEmpty();
            if (!sameTree || !sameProperties) {
                different.add((sameTree ? "PROPERTIES " : "TREE ") + line.getOrDefault("sql", "") + "\n  =>\n"
                        + line.getOrDefault("show_create", ""));
            }
        }
        if (Boolean.getBoolean("orrery.show")) {
            Files.writeString(Path.of("target/recorded-tables.txt"), String.join("\n=====\n", different));
        }
        assertThat(compared).isGreaterThan(800);
        assertThat(1 - (double) different.size() / compared)
                .as(
                        "share of %s tables whose normal forms agree; first that do not: %s",
                        compared, different.stream().limit(3).toList())
                .isGreaterThan(SHARE);
    }

    private static List<Map<String, String>> lines() throws IOException {
        List<Map<String, String>> lines = new ArrayList<>();
        JsonFactory json = new JsonFactory();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(CORPUS)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Map<String, String> texts = new HashMap<>();
                try (JsonParser parser = json.createParser(line)) {
                    parser.nextToken();
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        String field = parser.currentName();
                        if (parser.nextToken() == JsonToken.VALUE_STRING) {
                            texts.put(field, parser.getText());
                        } else {
                            parser.skipChildren();
                        }
                    }
                }
                lines.add(texts);
            }
        }
        return lines;
    }
}
