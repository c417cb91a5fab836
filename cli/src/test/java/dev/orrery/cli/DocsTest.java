// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Docs name what is there. */
class DocsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void the_classes_of_the_onboarding_walk_exist() throws IOException {
        List<String> classes = Pattern.compile("dev\\.orrery(\\.[a-z]+)+\\.[A-Z][A-Za-z]+")
                .matcher(Files.readString(ROOT.resolve("docs/onboarding.md")))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertThat(classes).hasSizeGreaterThan(12).allSatisfy(name -> {
            String module = name.split("\\.", -1)[2];
            assertThat(ROOT.resolve(module).resolve("src/main/java").resolve(name.replace('.', '/') + ".java"))
                    .exists();
        });
    }

    @Test
    void links_between_pages_lead_somewhere() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> top = Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md"));
            Stream<Path> pages = docs.filter(file -> file.toString().endsWith(".md"));
            for (Path page : Stream.concat(top, pages).toList()) {
                Pattern.compile("\\]\\(([^)#:]+)\\)")
                        .matcher(Files.readString(page))
                        .results()
                        .map(link -> page.resolveSibling(link.group(1)))
                        .forEach(target ->
                                assertThat(target).as("linked from " + page).exists());
            }
        }
    }

    @Test
    void every_command_is_on_the_commands_page() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/commands.md"));
        dev.orrery.cli.terminal.Terminal terminal =
                dev.orrery.cli.terminal.Terminal.ofProcess(java.util.Map.of("CI", "true"));
        assertThat(Orrery.commandLine(terminal).getSubcommands().keySet())
                .filteredOn(name -> !name.equals("help"))
                .allSatisfy(name -> assertThat(page).contains("`" + name));
    }
}
