// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Many small cases in one readable file. Each begins with a line {@code ### title}; what stands before {@code ---} is
 * the input, what stands behind it the expected answer. With {@code -Dgolden.update=true} the answers are written anew,
 * for a person to read in the difference.
 */
public final class GoldenCases {
    private final Path file;

    private record Case(String title, String input, String expected) {}

    private GoldenCases(Path file) {
        this.file = file;
    }

    /**
     * @param name below {@code src/test/resources/golden}
     */
    public static Stream<DynamicTest> of(String name, UnaryOperator<String> answer) {
        return new GoldenCases(Path.of("src/test/resources/golden").resolve(name)).tests(answer);
    }

    private Stream<DynamicTest> tests(UnaryOperator<String> answer) {
        List<Case> cases = read();
        if (Boolean.getBoolean("golden.update")) {
            write(cases, answer);
            cases = read();
        }
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.title,
                        () -> assertThat(answer.apply(one.input)).as(one.input).isEqualTo(one.expected)));
    }

    private List<Case> read() {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            List<Case> cases = new ArrayList<>();
            for (String part : text.split("(?m)^### ")) {
                if (part.isBlank()) {
                    continue;
                }
                int title = part.indexOf('\n');
                int border = part.indexOf("\n---\n", title);
                String input = part.substring(title + 1, border < 0 ? part.length() : border + 1);
                String expected = border < 0 ? "" : part.substring(border + 5);
                cases.add(new Case(part.substring(0, title), input.strip(), expected.strip()));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(List<Case> cases, UnaryOperator<String> answer) {
        StringBuilder text = new StringBuilder();
        for (Case one : cases) {
            text.append("### ").append(one.title).append('\n').append(one.input).append("\n---\n");
            text.append(answer.apply(one.input)).append("\n\n");
        }
        try {
            Files.writeString(file, text.toString().stripTrailing() + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
