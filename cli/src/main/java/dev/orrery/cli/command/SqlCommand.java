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
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.sql.ParseAnswer;
import dev.orrery.models.version.Constructs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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

        @Option(
                names = "--starrocks",
                paramLabel = "VERSION",
                defaultValue = "4.1",
                converter = VersionConverter.class,
                description =
                        "What older servers do not know is an error (default: ${DEFAULT-VALUE}, the newest known).")
        private StarRocksVersion version = StarRocksVersion.NEWEST;

        Lines(Terminal terminal) {
            this.terminal = terminal;
        }

        StarRocksVersion version() {
            return version;
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

    /** A version as orrery.yml spells it. */
    static final class VersionConverter implements ITypeConverter<StarRocksVersion> {
        @Override
        public StarRocksVersion convert(String text) {
            StarRocksVersion version = StarRocksVersion.read(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is no StarRocks version, it reads like 3.5 or 3.5.2"));
            if (version.isBefore(StarRocksVersion.OLDEST)) {
                throw new TypeConversionException(
                        "StarRocks " + version + " is too old, " + StarRocksVersion.OLDEST + " is the first supported");
            }
            return version;
        }
    }

    @Command(name = "parse", description = "{\"id\",\"sql\"} → {\"id\",\"ok\",\"kind\",\"canonical\",\"error\"}")
    static final class Parse extends Lines {
        Parse(Terminal terminal) {
            super(terminal);
        }

        @Override
        void answer(JsonNode question, ObjectNode answer) {
            Project.Target target = new Project.Target(version(), RunMode.SHARED_NOTHING, Set.of());
            ParseAnswer parsed = ParseAnswer.of(
                    question.path("sql").asText(),
                    (statement, file, found) -> Constructs.check(
                            statement,
                            target,
                            Constructs.Depth.FORMS,
                            at -> new FileSpan(file, at.start(), at.end()),
                            found));
            answer.put("ok", parsed.ok());
            if (parsed.ok()) {
                answer.put("kind", parsed.kind()).put("canonical", parsed.canonical());
            }
            parsed.error().ifPresent(problem -> error(answer, problem.line(), problem.column(), problem.message()));
        }
    }

    @Command(name = "describe", description = "{\"id\",\"setup\",\"sql\"} → {\"id\",\"columns\"} or {\"id\",\"error\"}")
    static final class Describe extends Lines {
        private @Nullable Describer describer;

        Describe(Terminal terminal) {
            super(terminal);
        }

        /** One for all lines: it keeps what the last setup defined. */
        private Describer describer() {
            if (describer == null) {
                describer = new Describer(version());
            }
            return describer;
        }

        @Override
        void answer(JsonNode question, ObjectNode answer) {
            List<String> setup = new ArrayList<>();
            question.path("setup").forEach(statement -> setup.add(statement.asText()));
            Describer.Answer described =
                    describer().describe(setup, question.path("sql").asText());
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
