// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.Severity;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;
import dev.orrery.models.sql.lexer.Tokens;
import dev.orrery.models.sql.parser.StatementReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * One token of one model of the bank is dropped, misspelt, doubled or swapped with the next, 300 times, and the whole
 * project compiled. What is still valid SQL is no matter; else there must be a finding, and the first one in the file
 * must stand on the right line. Right is the line of the change; the line of the token after it, since a reader notices
 * there at the earliest that one is missing; and, where a bracket lost its partner, the line of the other one. A name
 * that is changed where it is defined is refused where it is used as it was: the two disagree, and either may be wrong.
 */
class MutationTest {
    private static final int MUTATIONS = 300;
    private static final SourceFiles BANK = TestFiles.below(Path.of("../examples/bank"));

    private int harmless;
    private int onTheLine;
    private int beside;
    private int byUsers;

    @Test
    void an_error_is_found_on_its_line(TestReporter reporter) {
        List<String> models = BANK.list("models").stream()
                .filter(path -> path.endsWith(".sql"))
                .toList();
        StringBuilder elsewhere = new StringBuilder();
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            SourceFile model =
                    BANK.read(models.get(random.nextInt(models.size()))).orElseThrow();
            judge(Mutation.of(model, random), seed, elsewhere);
        }
        String measured = harmless + " harmless, " + onTheLine + " on the line, " + beside + " beside it, " + byUsers
                + " where the name is used as it was, " + (MUTATIONS - harmless - onTheLine - beside - byUsers)
                + " elsewhere";
        reporter.publishEntry(measured + "\n" + elsewhere);
        assertThat(onTheLine + beside)
                .as(measured + elsewhere)
                .isGreaterThanOrEqualTo((MUTATIONS - harmless - byUsers) * 97 / 100);
        assertThat(harmless).as(measured).isLessThan(MUTATIONS / 4);
    }

    @Test
    void a_model_of_ten_megabytes_of_noise_is_one_diagnostic() {
        Random random = new Random(3);
        StringBuilder noise = new StringBuilder(10 << 20);
        for (int i = 0; i < 10 << 20; i++) {
            noise.append((char) (' ' + random.nextInt(95)));
        }
        SourceFile model = new SourceFile("models/dwd/noise.sql", noise.toString());
        Diagnostics diagnostics = new Diagnostics();
        SourceFiles files =
                SourceFiles.of(Map.of("orrery.yml", "name: noise\nlayers: { dwd: {} }\n", model.path(), model.text()));

        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> Compiler.compile(Project.load(files, diagnostics), diagnostics));

        assertThat(diagnostics.sorted()).hasSize(1);
    }

    private void judge(Mutation mutation, int seed, StringBuilder elsewhere) {
        Diagnostics diagnostics = new Diagnostics();
        Compiler.compile(Project.load(mutation.in(BANK), diagnostics), diagnostics);
        List<Diagnostic> found = diagnostics.sorted();
        List<Diagnostic> errors = found.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .filter(finding -> finding.place()
                        .orElseThrow()
                        .file()
                        .path()
                        .equals(mutation.file().path()))
                .toList();
        int line = errors.isEmpty() ? 0 : errors.get(0).place().orElseThrow().line();
        if (found.isEmpty()) {
            harmless++;
        } else if (errors.isEmpty()) {
            byUsers++;
        } else if (line == mutation.line()) {
            onTheLine++;
        } else if (disagrees(mutation, errors.get(0))) {
            byUsers++;
        } else if (mutation.near().contains(line)) {
            beside++;
        } else {
            elsewhere
                    .append(seed)
                    .append(' ')
                    .append(mutation.what())
                    .append(' ')
                    .append(mutation.file().path());
            elsewhere
                    .append(':')
                    .append(mutation.line())
                    .append(" → ")
                    .append(line)
                    .append(' ')
                    .append(errors.get(0).message())
                    .append('\n');
        }
    }

    /** Whether the error stands where the changed name, or the bracket around the changed one, is used as it was. */
    private static boolean disagrees(Mutation mutation, Diagnostic error) {
        String changed = mutation.what();
        boolean bracket = changed.endsWith("(") && error.message().endsWith("'(' is never closed");
        boolean name =
                error.code() != ModelCode.SYNTAX && mutation.names().stream().anyMatch(error.message()::contains);
        return bracket || name;
    }

    /**
     * A changed model.
     *
     * @param line of the changed token
     * @param names what the tokens around were, in words
     * @param near the other lines on which the error may be shown
     */
    private record Mutation(SourceFile file, String what, List<String> names, int line, Set<Integer> near) {
        static Mutation of(SourceFile file, Random random) {
            Tokens tokens = StatementReader.marked(file.text()).tokens();
            int token = random.nextInt(tokens.count() - 2);
            String written = tokens.written(token);
            String next = tokens.written(token + 1);
            int end = tokens.end(token);
            return switch (random.nextInt(4)) {
                case 0 -> changed(file, tokens, token, end, "", "dropped " + written);
                case 1 -> changed(file, tokens, token, end, misspelt(written), "misspelt " + written);
                case 2 -> changed(file, tokens, token, end, written + " " + written, "doubled " + written);
                default ->
                    changed(
                            file,
                            tokens,
                            token,
                            tokens.end(token + 1),
                            next + file.text().substring(end, tokens.start(token + 1)) + written,
                            "swapped " + written + " and " + next);
            };
        }

        private static Mutation changed(
                SourceFile file, Tokens tokens, int token, int end, String replacement, String what) {
            String text = file.text();
            int start = tokens.start(token);
            SourceFile changed =
                    new SourceFile(file.path(), text.substring(0, start) + replacement + text.substring(end));
            Set<Integer> near = new TreeSet<>();
            near.add(file.line(tokens.start(token + 1)));
            near.add(file.line(tokens.start(Math.min(token + 2, tokens.count() - 1))));
            if (tokens.partner(token) >= 0) {
                near.add(file.line(tokens.start(tokens.partner(token))));
            }
            List<String> names = IntStream.rangeClosed(Math.max(0, token - 1), token + 1)
                    .mapToObj(tokens::written)
                    .filter(word -> Character.isLetter(word.charAt(0)))
                    .toList();
            return new Mutation(changed, what, names, file.line(start), near);
        }

        /** Two neighbouring letters swapped, or one letter more. */
        private static String misspelt(String written) {
            for (int i = 1; i + 1 < written.length(); i++) {
                boolean letters = Character.isLetter(written.charAt(i)) && Character.isLetter(written.charAt(i + 1));
                if (letters && written.charAt(i) != written.charAt(i + 1)) {
                    return written.substring(0, i)
                            + written.charAt(i + 1)
                            + written.charAt(i)
                            + written.substring(i + 2);
                }
            }
            return written + "x";
        }

        SourceFiles in(SourceFiles project) {
            return new SourceFiles() {
                @Override
                public List<String> list(String folder) {
                    return project.list(folder);
                }

                @Override
                public Optional<SourceFile> read(String path) {
                    return path.equals(file.path()) ? Optional.of(file) : project.read(path);
                }
            };
        }
    }
}
