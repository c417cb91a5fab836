// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.Orrery;
import dev.orrery.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OriginTest {
    @TempDir
    private Path project = Path.of("");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** No front end answers there: what is refused is refused before any is asked. */
    @BeforeEach
    void writeAProject() throws IOException {
        Files.createDirectories(project.resolve("models/dwd"));
        Files.writeString(project.resolve("models/dwd/v.sql"), "SELECT 1 AS id\n");
        try (ServerSocket closed = new ServerSocket(0)) {
            Files.writeString(project.resolve("orrery.yml"), """
                    name: shop
                    layers:
                      dwd: { kind: view }
                    environments:
                      prod: { hosts: "127.0.0.1:%1$d", user: root }
                      dev: { base: prod, databases: "*_dev" }
                      renamed: { hosts: "127.0.0.1:%1$d", user: root, databases: "*_x" }
                      small: { hosts: "127.0.0.1:%1$d", user: root, properties: { replication_num: 1 } }
                    """.formatted(closed.getLocalPort()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dev|stands on base 'prod'",
                "renamed|has names of its own for the project's databases",
                "small|adds properties to the models: replication_num"
            })
    void drift_is_adopted_only_where_the_project_lies_as_it_is_written(String environment, String why) {
        assertThat(run("drift", "--adopt", "-e", environment)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8))
                .contains("error[ORR-C033]: environment '" + environment + "' " + why, "orrery.yml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "renamed"})
    void a_projects_files_are_not_imported_from_databases_of_other_names(String environment) {
        assertThat(run("import", "--force", "-e", environment)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8)).contains("error[ORR-C033]: environment '" + environment + "' ");
    }

    @Test
    void a_project_that_is_begun_may_come_from_any_databases() {
        String other = project.resolve("other").toString();

        assertThat(run("import", "-e", "renamed", "--into", other)).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString(UTF_8)).contains("ORR-S").doesNotContain("ORR-C033");
    }

    @Test
    void an_environment_of_the_projects_names_is_asked() {
        assertThat(run("drift", "--adopt", "-e", "prod")).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString(UTF_8)).contains("ORR-S").doesNotContain("ORR-C033");
    }

    private int run(String... words) {
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Terminal.Style.PLAIN,
                false);
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "-p";
        all[words.length + 1] = project.toString();
        return Orrery.run(terminal, all);
    }
}
