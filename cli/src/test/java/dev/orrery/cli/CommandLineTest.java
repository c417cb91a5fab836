// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Terminal.Style.PLAIN,
            false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "plan --detialed",
                "plan --propose -o plan.sql",
                "show",
                "rollback --count 0",
                "rollback --to 0001 --count 1",
                "embedded --mysql-port 99999",
                "refresh history --count -1",
                "refresh why",
                "load run core --once --watch"
            })
    void wrong_use_has_a_code_of_its_own_and_is_never_taken_for_differences(String words) {
        assertThat(Orrery.run(terminal, words.split(" ", -1))).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err.toString(UTF_8)).isNotEmpty();
    }

    static Stream<String> commands() {
        return names("", Orrery.commandLine(Terminal.ofProcess(java.util.Map.of())));
    }

    private static Stream<String> names(String before, CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .filter(command -> !command.getKey().equals("help"))
                .flatMap(command -> Stream.concat(
                        Stream.of(before + command.getKey()),
                        names(before + command.getKey() + " ", command.getValue())));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_has_help(String words) {
        assertThat(Orrery.run(terminal, (words + " --help").split(" ", -1))).isZero();
        assertThat(out.toString(UTF_8)).startsWith("Usage: orrery " + words);
    }

    @Test
    void the_top_prints_its_commands() {
        assertThat(Orrery.run(terminal)).isZero();
        assertThat(out.toString(UTF_8)).contains("plan", "apply", "refresh");
    }
}
