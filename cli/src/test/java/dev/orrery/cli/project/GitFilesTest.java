// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.project.SourceFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project in a folder of a repository of its own. */
class GitFilesTest {
    @TempDir
    Path repository;

    private Path project = Path.of("");

    @BeforeEach
    void commit() throws Exception {
        project = repository.resolve("warehouse/bank");
        write("orrery.yml", "name: bank\n");
        write("models/ods/größe.sql", "SELECT 'ä'\n");
        write("models/ods/gone.sql", "SELECT 2");
        write(".orrery/data", "not committed as a rule");
        git("init", "-q");
        git("add", "-A");
        git("commit", "-q", "-m", "first");
        write("models/ods/größe.sql", "SELECT 'changed'\n");
        write("models/ods/new.sql", "SELECT 3");
        Files.delete(project.resolve("models/ods/gone.sql"));
    }

    private void write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "git", "-c", "user.name=A test", "-c", "user.email=test@example.org", "-c", "core.autocrlf=false"));
        command.addAll(List.of(words));
        Process git = new ProcessBuilder(command)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(said).isZero();
    }

    @Test
    void a_revision_is_read_as_it_was_and_the_folder_is_left_alone() {
        SourceFiles then = GitFiles.at(project, "HEAD");
        assertThat(then.list("models")).containsExactly("models/ods/gone.sql", "models/ods/größe.sql");
        assertThat(then.read("models/ods/größe.sql").map(SourceFile::text)).contains("SELECT 'ä'\n");
        assertThat(then.read("models/ods/new.sql")).isEmpty();
        assertThat(project.resolve("models/ods/gone.sql")).doesNotExist();
    }

    @Test
    void an_unknown_revision_is_refused() {
        assertThatThrownBy(() -> GitFiles.at(project, "mian"))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("ORR-C018");
    }
}
