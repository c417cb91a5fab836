// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.cli.CliCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_run_history_goes_with_its_environment() throws IOException {
        Path file = Files.createFile(folder.resolve("dev.mv.db"));
        assertThat(EnvironmentCommand.Drop.forget(folder.resolve("dev"))).isEmpty();
        assertThat(file).doesNotExist();
        assertThat(EnvironmentCommand.Drop.forget(folder.resolve("dev"))).isEmpty();
    }

    @Test
    void one_that_cannot_be_deleted_is_a_warning() throws IOException {
        // A folder with something in it can be deleted by nobody, root included.
        Files.createDirectories(folder.resolve("dev.mv.db/open"));
        assertThat(EnvironmentCommand.Drop.forget(folder.resolve("dev"))).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(CliCode.HISTORY_LEFT);
            assertThat(finding.message()).contains("dev.mv.db");
        });
    }
}
