// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.function.FunctionSupport;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.function.FunctionKind;
import dev.orrery.models.function.FunctionTable;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.tree.QueryStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page that tells what the embedded server makes of each function. It is computed here: where it no longer says
 * what the translator does, run with {@code -Dpage.write=true} and commit it.
 */
class FunctionPageTest {
    private static final Path PAGE = Path.of("../docs/functions.md");
    private static final int MOST_ARGUMENTS = 8;

    private static final Environment ENVIRONMENT = new Environment(
            ZonedDateTime.of(2026, 3, 4, 5, 6, 7, 0, ZoneId.of("UTC")),
            Optional.of("d"),
            Environment.Who.ROOT,
            1,
            (scope, name) -> Optional.of(""));

    @Test
    void the_page_says_what_the_translator_does() throws IOException {
        String page = page();
        if (Boolean.getBoolean("page.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void what_is_called_approximate_is_answered() {
        assertThat(FunctionSupport.approximations().keySet()).allMatch(FunctionPageTest::isAnswered);
    }

    private static String page() {
        FunctionTable table = FunctionTable.builtIn();
        Set<String> exact = new TreeSet<>();
        Set<String> refused = new TreeSet<>();
        for (String name : table.names()) {
            if (!FunctionSupport.approximations().containsKey(name)) {
                (isAnswered(name) ? exact : refused).add(name);
            }
        }
        String approximate = FunctionSupport.approximations().entrySet().stream()
                .map(entry -> "| `" + entry.getKey() + "` | " + entry.getValue() + " |")
                .collect(Collectors.joining("\n"));
        return String.join(
                "\n",
                "# Functions of the embedded server",
                "",
                "What `orrery embedded` makes of each of StarRocks' "
                        + table.names().size() + " functions. A test computes this page from the translator.",
                "",
                "## Exact: " + exact.size(),
                "",
                "The same answer as StarRocks', by its documentation and by recorded answers.",
                "",
                names(exact),
                "",
                "## Approximate: " + FunctionSupport.approximations().size(),
                "",
                "| function | how it differs |",
                "|---|---|",
                approximate,
                "",
                "## Refused: " + refused.size(),
                "",
                "`ORR-E011` or `ORR-E013`: no answer is better than a wrong one. Most of them read the state of a cluster, or"
                        + " are hashes and sketches whose bytes are StarRocks' own.",
                "",
                names(refused),
                "");
    }

    private static String names(Set<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(" "));
    }

    /** Refused is what no arguments bring through and some are told so. */
    private static boolean isAnswered(String name) {
        if (failure(name, "NULL, INTERVAL 1 DAY").isEmpty()) {
            return true;
        }
        boolean refused = false;
        for (int count = 0; count <= MOST_ARGUMENTS; count++) {
            for (String argument : List.of("NULL", "[1]", "'a'", "MAP{1:1}", "to_bitmap(1)")) {
                String arguments = Stream.generate(() -> argument).limit(count).collect(Collectors.joining(", "));
                Optional<String> failure = failure(name, arguments);
                if (failure.isEmpty()) {
                    return true;
                }
                refused |= failure.get().startsWith("ORR-E01");
            }
        }
        return !refused;
    }

    private static Optional<String> failure(String name, String arguments) {
        FunctionKind kind = FunctionTable.builtIn().kind(name).orElseThrow();
        String call = name + "(" + arguments + ")";
        String sql = switch (kind) {
            case SCALAR, AGGREGATE -> "SELECT " + call;
            case WINDOW -> "SELECT " + call + " OVER (ORDER BY 1)";
            case TABLE -> "SELECT * FROM TABLE(" + call + ")";
        };
        try {
            QueryStatement statement = (QueryStatement) SqlParser.parseStatement(sql);
            new Translator(table -> Optional.empty(), ENVIRONMENT).query(statement.query());
            return Optional.empty();
        } catch (SyntaxException e) {
            return Optional.of("a form of its own");
        } catch (ServerError | Refusal e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
