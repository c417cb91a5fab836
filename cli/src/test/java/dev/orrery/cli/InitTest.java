// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Terminal.Style.PLAIN,
            false);

    @TempDir
    private Path home = Path.of("");

    private Path bank = Path.of("");

    @BeforeEach
    void writeTheExample() {
        bank = home.resolve("bank");
        assertThat(Orrery.run(terminal, "init", bank.toString())).isEqualTo(ExitCode.OK);
    }

    @Test
    void what_belongs_to_one_machine_stays_out_of_git() throws IOException {
        assertThat(bank.resolve(".gitignore")).hasContent(".orrery/");
    }

    @Test
    void a_mistake_in_orrery_yml_is_all_that_is_told() throws IOException {
        Path file = bank.resolve("orrery.yml");
        Files.writeString(file, Files.readString(file).replaceFirst("kind: view", "kind: viev"));
        assertThat(Orrery.run(terminal, "check", "-p", bank.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8))
                .contains("orrery.yml:", "did you mean 'view'?")
                .doesNotContain("models/");
    }

    @Test
    void a_plan_that_is_not_there_is_said_in_words() {
        assertThat(Orrery.run(terminal, "apply", "nosuch.sql", "-p", bank.toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8)).contains("cannot read the plan 'nosuch.sql': no such file or folder");
    }
}
