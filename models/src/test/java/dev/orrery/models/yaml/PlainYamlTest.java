// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class PlainYamlTest {
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setSchema(new CoreSchema()).build();
    private static final List<String> WORDS = List.of(
            "kind",
            "dws.branch_day",
            "10 minutes",
            "true",
            "null",
            "3.5",
            "0x1F",
            "~",
            "1e3",
            ".inf",
            "每天的存款",
            "a-b",
            "\"a: b # c\"",
            "'it is'",
            "'it''s'",
            "\"\\n\"",
            "a:b",
            "x #y",
            "x#y",
            "-1",
            "(a, b)",
            "*",
            "[a, \"b\"]",
            "{a: b, \"c\": [d, {e: 1}]}",
            "{}",
            "[]",
            "[a, ]",
            "{a}",
            "|",
            "> x",
            "&a x",
            "",
            "?",
            "a  b",
            "date_trunc('day', dt)");
    private static final String NOISE = "  \n:-,[]{}\"'#a1\t\r&*|>?%~\\\u2028\u00e9";

    private static Optional<Node> read(String text) {
        return PlainYaml.read(text, SETTINGS.getSchema().getScalarResolver());
    }

    /** Everything that is ever asked of a node. */
    private static String shown(Node node, YamlSource source) {
        String head = node.getTag() + "@" + source.span(node).start() + "-"
                + source.span(node).end();
        if (node instanceof ScalarNode scalar) {
            return head + "'" + scalar.getValue() + "'";
        }
        if (node instanceof SequenceNode sequence) {
            return head
                    + sequence.getValue().stream()
                            .map(item -> shown(item, source))
                            .toList();
        }
        return head
                + ((MappingNode) node)
                        .getValue().stream()
                                .map(tuple ->
                                        shown(tuple.getKeyNode(), source) + "=" + shown(tuple.getValueNode(), source))
                                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String byEngine(String text, YamlSource source) {
        try {
            return new Compose(SETTINGS)
                    .composeString(text)
                    .map(node -> shown(node, source))
                    .orElse("nothing");
        } catch (YamlEngineException e) {
            return "refused: " + e.getMessage();
        }
    }

    /** Whether it was read here; then as the engine reads it. */
    private static boolean agrees(String text) {
        YamlSource source =
                new YamlSource(new SourceFile("a.sql", text + "---*/\nSELECT 1\n"), 0, false, new Diagnostics());
        Optional<Node> plain = read(text);
        plain.ifPresent(node -> assertThat(shown(node, source)).as(text).isEqualTo(byEngine(text, source)));
        return plain.isPresent();
    }

    @Test
    void a_header_of_the_usual_form_needs_no_engine() {
        assertThat(agrees("""

                kind: materialized_view
                description: Deposits and loans per branch and day, 分行
                target_lag: 10 minutes
                distributed_by: ["branch_id"]
                buckets: 16
                properties: {"replication_num": "1", "x": "y"}
                columns:
                  branch_id: Branch that keeps the account
                tests:
                  - not_null: branch_id
                  - unique: [branch_id, biz_date]
                  - accepted_values:
                      column: kind
                      values: [a, b]
                grants:
                - reader
                """)).isTrue();
        assertThat(agrees(" kind: view ")).isTrue();
    }

    @Test
    void what_is_not_plain_is_left_to_the_engine() {
        for (String text : List.of(
                "",
                "a",
                "a: b: c",
                "a: b # c",
                "a:\n",
                "a: b\n  c",
                "a: \"b\\n\"",
                "a: &x b",
                "- a\n b: c",
                "a: b\n c: d",
                "a: |\n  b",
                "a:\tb",
                "a: [b",
                "a: [b: c]",
                "{a: b}",
                "a: 'it''s'",
                "? a",
                "a: 🙂",
                "---\na: b",
                "a : b")) {
            assertThat(agrees(text)).as(text).isFalse();
        }
    }

    @Test
    void any_text_that_is_read_here_reads_as_the_engine_reads_it() {
        Random random = new Random(20261121);
        int read = 0;
        for (int i = 0; i < 30_000; i++) {
            StringBuilder text = new StringBuilder();
            block(random, text, random.nextInt(3), 0);
            for (int edits = random.nextInt(3); edits > 0 && text.length() > 0; edits--) {
                int place = random.nextInt(text.length());
                char noise = NOISE.charAt(random.nextInt(NOISE.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(place, noise);
                    case 1 -> text.deleteCharAt(place);
                    default -> text.insert(place, noise);
                }
            }
            read += agrees(text.toString()) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(5_000);
    }

    private static void block(Random random, StringBuilder text, int indent, int depth) {
        boolean list = random.nextInt(3) == 0;
        for (int lines = 1 + random.nextInt(3); lines > 0; lines--) {
            text.append(" ".repeat(indent)).append(list ? "- " : "");
            if (!list || random.nextInt(3) == 0) {
                text.append((char) ('a' + random.nextInt(4))).append(random.nextInt(30) == 0 ? ":" : ": ");
            }
            if (depth < 3 && !list && random.nextInt(4) == 0) {
                text.append('\n');
                block(random, text, indent + random.nextInt(3), depth + 1);
            } else {
                // Mostly words that are plain, so that whole texts are.
                text.append(WORDS.get(random.nextInt(random.nextInt(4) == 0 ? WORDS.size() : 12)))
                        .append('\n');
            }
            if (random.nextInt(12) == 0) {
                text.append('\n');
            }
        }
    }
}
