// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.EngineSessions;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/**
 * Expressions and what StarRocks answers, from its documentation and its recorded answers: {@code answers.txt} has one a
 * line, an arrow and the answer; {@code !} before the answer stands for an error with this text.
 */
class FunctionAnswersTest {
    private static List<String> lines() {
        try (InputStream stream = FunctionAnswersTest.class.getResourceAsStream("answers.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains(" => "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_expression_is_answered_as_starrocks_answers_it() throws Exception {
        List<String> answers = new ArrayList<>();
        try (EngineSessions sessions = new EngineSessions(Clock.systemUTC());
                Session session = sessions.open()) {
            for (String line : lines()) {
                int arrow = line.lastIndexOf(" => ");
                String expected = line.substring(arrow + 4);
                String answer = answer(session, line.substring(0, arrow));
                boolean failed =
                        expected.startsWith("! ") && answer.startsWith("! ") && answer.contains(expected.substring(2));
                answers.add(line.substring(0, arrow) + " => " + (failed ? expected : answer));
            }
        }
        assertThat(String.join("\n", answers)).isEqualTo(String.join("\n", lines()));
    }

    private static String answer(Session session, String expression) {
        String sql = expression.startsWith("SELECT ") ? expression : "SELECT " + expression;
        try {
            Answer.Rows rows = session.execute(sql).match(found -> found, done -> {
                throw new AssertionError("no rows");
            });
            StringJoiner text = new StringJoiner("; ");
            try (Answer.RowSource source = rows.source()) {
                for (String[] row = source.next(); row != null; row = source.next()) {
                    text.add(String.join(
                            ", ",
                            java.util.Arrays.stream(row)
                                    .map(value -> value == null ? "NULL" : value)
                                    .toList()));
                }
            }
            return text.toString();
        } catch (ServerError e) {
            return "! " + e.getMessage();
        }
    }
}
