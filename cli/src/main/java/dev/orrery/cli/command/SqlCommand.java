// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.analysis.Describer;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.sql.ParseAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code orrery sql …}: the language for editors and tools, a JSON object a line in, one a line out. */
@Command(name = "sql", description = "Parses or describes statements from stdin, for editors and tools.")
final class SqlCommand {
    /** A line in, a line out. */
    abstract static sealed class Lines implements Callable<Integer> permits Parse, Describe {
        private static final ObjectMapper JSON = new ObjectMapper();

        private final Terminal terminal;

        @Option(
                names = "--ndjson",
                required = true,
                description = "One JSON object a line: the only form there is, said so that another can come.")
        private boolean ndjson;

        Lines(Terminal terminal) {
            this.terminal = terminal;
        }

        abstract void answer(JsonNode question, ObjectNode answer);

        @Override
        public Integer call() throws IOException {
            if (!ndjson) {
                throw new IllegalStateException("picocli asks for a required option");
            }
            BufferedReader questions = new BufferedReader(new InputStreamReader(terminal.in(), UTF_8));
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                if (!line.isBlank()) {
                    terminal.print(answer(line));
                }
            }
            return ExitCode.OK;
        }

        private String answer(String line) throws JsonProcessingException {
            ObjectNode answer = JSON.createObjectNode();
            try {
                JsonNode question = JSON.readTree(line);
                answer.set("id", question.path("id"));
                answer(question, answer);
            } catch (JsonProcessingException e) {
                answer.put("ok", false);
                error(answer, 1, 1, "this line is not JSON: " + e.getOriginalMessage());
            }
            return JSON.writeValueAsString(answer);
        }

        static void error(ObjectNode answer, int line, int column, String message) {
            answer.putObject("error").put("line", line).put("column", column).put("message", message);
        }
    }

    @Command(name = "parse", description = "{\"id\",\"sql\"} → {\"id\",\"ok\",\"kind\",\"canonical\",\"error\"}")
    static final class Parse extends Lines {
        Parse(Terminal terminal) {
            super(terminal);
        }

        @Override
        void answer(JsonNode question, ObjectNode answer) {
            ParseAnswer parsed = ParseAnswer.of(question.path("sql").asText());
            answer.put("ok", parsed.ok());
            if (parsed.ok()) {
                answer.put("kind", parsed.kind()).put("canonical", parsed.canonical());
            }
            parsed.error().ifPresent(problem -> error(answer, problem.line(), problem.column(), problem.message()));
        }
    }

    @Command(name = "describe", description = "{\"id\",\"setup\",\"sql\"} → {\"id\",\"columns\"} or {\"id\",\"error\"}")
    static final class Describe extends Lines {
        Describe(Terminal terminal) {
            super(terminal);
        }

        @Override
        void answer(JsonNode question, ObjectNode answer) {
            List<String> setup = new ArrayList<>();
            question.path("setup").forEach(statement -> setup.add(statement.asText()));
            Describer.Answer described =
                    new Describer().describe(setup, question.path("sql").asText());
            if (described.error().isPresent()) {
                Diagnostic found = described.error().get();
                int line = found.place().map(place -> place.line()).orElse(1);
                int column = found.place().map(place -> place.column()).orElse(1);
                error(answer, line, column, found.message());
                return;
            }
            var columns = answer.putArray("columns");
            described
                    .columns()
                    .forEach(column -> columns.addArray()
                            .add(column.name())
                            .add(column.type())
                            .add(column.nullable()));
        }
    }
}
