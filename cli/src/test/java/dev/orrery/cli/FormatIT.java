// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code orrery format} on files of a project, with the packaged command. */
class FormatIT {
    private static final String UNTIDY = """
            /*---
            kind: view
            description:   kept   as it is
            ---*/
            select a,b  -- why b
            from ${source}.t where a in (1,2)
            """;
    private static final String TIDY = """
            /*---
            kind: view
            description:   kept   as it is
            ---*/
            SELECT a, b -- why b
            FROM ${source}.t
            WHERE a IN (1, 2)
            """;

    @TempDir
    private Path project = Path.of("");

    private Path untidy = Path.of("");
    private Path broken = Path.of("");

    @BeforeEach
    void a_project() throws IOException {
        Files.createDirectories(project.resolve("models/dwd"));
        Files.writeString(project.resolve("orrery.yml"), "name: p\n");
        untidy = Files.writeString(project.resolve("models/dwd/untidy.sql"), UNTIDY);
        Files.writeString(project.resolve("models/dwd/tidy.sql"), TIDY);
        broken = Files.writeString(project.resolve("models/dwd/broken.sql"), "select a from\n");
    }

    private OrreryProcess.Ended orrery(String... arguments) throws IOException, InterruptedException {
        return OrreryProcess.run(project, arguments);
    }

    @Test
    void files_are_laid_out_and_what_is_not_understood_stays_as_it_is() throws IOException, InterruptedException {
        OrreryProcess.Ended formatted = orrery("format");

        assertThat(formatted.exitCode()).as(formatted.toString()).isEqualTo(ExitCode.FAILED);
        assertThat(formatted.out()).isEqualTo("models/dwd/untidy.sql\n");
        assertThat(formatted.err())
                .contains("--> models/dwd/broken.sql:1:14")
                .contains("1 formatted, 1 as they should be, 1 not understood and left alone");
        assertThat(untidy).hasContent(TIDY);
        assertThat(broken).hasContent("select a from\n");

        Files.delete(broken);
        OrreryProcess.Ended again = orrery("format");
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).isEmpty();
    }

    @Test
    void a_check_changes_nothing_and_fails_where_something_would_change() throws IOException, InterruptedException {
        OrreryProcess.Ended checked = orrery("format", "--check", "models/dwd/untidy.sql");

        assertThat(checked.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(checked.out()).isEqualTo("models/dwd/untidy.sql\n");
        assertThat(untidy).hasContent(UNTIDY);
        assertThat(orrery("format", "--check", "models/dwd/tidy.sql").exitCode())
                .isZero();
    }

    @Test
    void a_file_that_is_no_text_and_a_path_that_is_not_there_are_named() throws IOException, InterruptedException {
        byte[] latin = "SELECT 'é'".getBytes(StandardCharsets.ISO_8859_1);
        Path other = Files.write(project.resolve("models/dwd/latin.sql"), latin);

        assertThat(orrery("format", "models/dwd/latin.sql").err())
                .contains("ORR-C010")
                .contains("not UTF-8");
        assertThat(other).hasBinaryContent(latin);
        assertThat(orrery("format", "models/nowhere").err()).contains("there is no file or folder 'models/nowhere'");
    }
}
