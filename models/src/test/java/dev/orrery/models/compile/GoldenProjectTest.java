// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.lineage.Lineage;
import dev.orrery.models.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder below {@code golden/compile} is a project with what it compiles to beside it. With {@code
 * -Dgolden.update=true} the expectations are written anew, for a person to read in the difference.
 */
class GoldenProjectTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/compile");

    static List<String> projects() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("projects")
    void a_project_compiles_as_recorded(String name) {
        Path folder = FOLDER.resolve(name);
        Diagnostics diagnostics = new Diagnostics();
        Project project = Project.load(TestFiles.below(folder), diagnostics);
        Compilation compilation = Compiler.compile(project, diagnostics);

        String findings = diagnostics.sorted().stream().map(DiagnosticText::of).collect(Collectors.joining());
        verify(folder.resolve("expected.diagnostics"), findings);
        verify(folder.resolve("expected.ddl"), compilation.script());
        verify(folder.resolve("expected.columns"), columns(compilation));
        verify(folder.resolve("expected.lineage"), lineage(compilation.lineage()));
    }

    private static String columns(Compilation compilation) {
        return compilation.catalog().definitions().stream()
                .flatMap(definition -> definition.columns().stream()
                        .map(column -> definition.name() + "." + column.name() + " "
                                + dev.orrery.models.function.TypeNames.of(column.type())
                                + (column.nullable() ? "" : " NOT NULL") + "\n"))
                .collect(Collectors.joining());
    }

    private static String lineage(Lineage lineage) {
        return lineage.edges().stream()
                .map(edge -> edge.to() + " <- " + edge.from() + " " + edge.flow() + "\n")
                .collect(Collectors.joining());
    }

    private static void verify(Path file, String actual) {
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.writeString(file, actual, StandardCharsets.UTF_8);
            }
            assertThat(actual).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
