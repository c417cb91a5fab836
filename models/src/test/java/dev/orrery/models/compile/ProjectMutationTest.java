// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Severity;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bank with one mistake in it, many times over: each is found, in its file and line, and nothing crashes. */
class ProjectMutationTest {
    private static final Map<String, String> BANK = texts();

    private static Map<String, String> texts() {
        SourceFiles files = TestFiles.below(Path.of("../examples/bank"));
        Map<String, String> texts = new TreeMap<>();
        for (String folder : List.of("models", "pipelines", "tests")) {
            files.list(folder).forEach(path -> files.read(path).ifPresent(file -> texts.put(path, file.text())));
        }
        files.read(Project.FILE).ifPresent(file -> texts.put(Project.FILE, file.text()));
        return texts;
    }

    private static List<Diagnostic> check(Map<String, String> texts) {
        Diagnostics diagnostics = new Diagnostics();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Compiler.compile(Project.load(SourceFiles.of(texts), diagnostics), diagnostics)
                    .lineage()
                    .edges();
        });
        return diagnostics.sorted();
    }

    private static List<Diagnostic> errors(Map<String, String> texts) {
        return check(texts).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    private static Map<String, String> with(String path, String text) {
        Map<String, String> changed = new TreeMap<>(BANK);
        changed.put(path, text);
        return changed;
    }

    private static List<String> models() {
        return BANK.keySet().stream().filter(path -> path.endsWith(".sql")).toList();
    }

    private static String text(String path) {
        return BANK.getOrDefault(path, "");
    }

    private static String told(List<Diagnostic> findings) {
        return findings.stream().map(DiagnosticText::of).collect(Collectors.joining());
    }

    /** A place in the file, at most so many lines before or behind. */
    private static boolean isNear(Diagnostic finding, String path, int line, int lines) {
        return finding.place()
                .filter(place -> place.file().path().equals(path) && Math.abs(place.line() - line) <= lines)
                .isPresent();
    }

    @Test
    void the_bank_itself_has_no_errors() {
        assertThat(told(errors(BANK))).isEmpty();
    }

    @Test
    void a_misspelt_table_is_found_where_it_stands() {
        int tried = 0;
        for (String path : models()) {
            String text = text(path);
            for (String name : List.of("dwd.txn", "dwd.account", "dws.branch_day", "dim.branch", "ods.customer")) {
                int at = text.indexOf(" " + name + " ");
                if (at < 0 || text.contains("CREATE TABLE")) {
                    continue;
                }
                tried++;
                String broken = text.substring(0, at + 1) + name + "x" + text.substring(at + 1 + name.length());
                int line = (int) text.substring(0, at)
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        + 1;
                List<Diagnostic> found = errors(with(path, broken));
                assertThat(found).as(path).anySatisfy(finding -> {
                    assertThat(isNear(finding, path, line, 0)).isTrue();
                    assertThat(finding.code().id()).isEqualTo("ORR-M050");
                    assertThat(finding.hint()).contains("did you mean '" + name + "'?");
                });
                // What reads the broken model is not blamed for it.
                assertThat(found).as(told(found)).allMatch(finding -> inFile(finding, path));
            }
        }
        assertThat(tried).isGreaterThan(10);
    }

    private static boolean inFile(Diagnostic finding, String path) {
        return finding.place()
                .map(FileSpan::file)
                .filter(file -> file.path().equals(path))
                .isPresent();
    }

    @Test
    void a_missing_model_is_missed_by_each_of_its_readers_and_by_nobody_else() {
        for (String path : models()) {
            Map<String, String> texts = new TreeMap<>(BANK);
            texts.remove(path);
            String[] parts = path.substring(0, path.length() - 4).split("/", -1);
            String name = parts[1] + "." + parts[2];
            Set<String> readers = BANK.entrySet().stream()
                    .filter(entry ->
                            entry.getKey().endsWith(".sql") && !entry.getKey().equals(path))
                    .filter(entry -> entry.getValue()
                            .replaceAll("(?s)/\\*---.*?---\\*/", "")
                            .matches("(?s).*\\b" + name.replace(".", "\\.") + "\\b(?!\\.).*"))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            Set<String> blamed = errors(texts).stream()
                    .filter(finding -> finding.code().id().equals("ORR-M050"))
                    .flatMap(finding -> finding.place().stream())
                    .map(place -> place.file().path())
                    .collect(Collectors.toSet());
            assertThat(blamed).as("without %s", path).isEqualTo(readers);
        }
    }

    @Test
    void a_circle_is_reported_at_one_of_its_steps() {
        // dwd.txn comes to read an MV that stands on it.
        String path = "models/dwd/txn.sql";
        String text = text(path) + "\nUNION ALL SELECT * FROM dwd.txn_again\n";
        Map<String, String> texts = with(path, text);
        texts.put("models/dwd/txn_again.sql", "SELECT * FROM dwd.txn\n");
        List<Diagnostic> found = errors(texts);
        assertThat(found).as(told(found)).hasSize(1).first().satisfies(finding -> {
            assertThat(finding.code().id()).isEqualTo("ORR-M080");
            assertThat(finding.place().map(place -> place.file().path()))
                    .hasValueSatisfying(file -> assertThat(file).startsWith("models/dwd/txn"));
        });
    }

    @Tag("slow")
    @Test
    void cut_and_swapped_words_crash_nothing_and_stay_in_their_file() {
        Random random = new Random(20261121);
        List<String> models = models();
        for (int i = 0; i < 300; i++) {
            String path = models.get(random.nextInt(models.size()));
            String broken = mutated(text(path), random);
            List<Diagnostic> found = check(with(path, broken));
            String what = "mutation " + i + " of " + path + ":\n" + broken;
            found.forEach(
                    finding -> assertThat(DiagnosticText.of(finding)).as(what).isNotEmpty());
            boolean syntax = found.stream()
                    .anyMatch(finding -> finding.code().id().compareTo("ORR-M040") < 0 && inFile(finding, path));
            if (syntax) {
                // A model that cannot be read says so itself; its readers are quiet.
                assertThat(found.stream().filter(finding -> finding.severity() == Severity.ERROR))
                        .as(what)
                        .allMatch(finding -> inFile(finding, path));
            }
        }
    }

    private static String mutated(String text, Random random) {
        List<String> words = new ArrayList<>(List.of(text.split("(?<=\\W)|(?=\\W)", -1)));
        int at = random.nextInt(words.size());
        switch (random.nextInt(5)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, words.get(random.nextInt(words.size())));
            case 2 -> words.set(at, words.get(random.nextInt(words.size())));
            case 3 -> words.set(at, words.get(at) + "x");
            default -> words.subList(at, words.size()).clear();
        }
        return String.join("", words);
    }

    @Test
    void broken_yaml_is_found_in_its_line() {
        String[] lines = text(Project.FILE).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].isBlank() || lines[i].startsWith("#")) {
                continue;
            }
            String[] copy = lines.clone();
            copy[i] = copy[i].replaceFirst("\\s*(#.*)?$", "") + " } [ :";
            int line = i + 1;
            List<Diagnostic> found = errors(with(Project.FILE, String.join("\n", copy)));
            assertThat(found)
                    .as("line %s: %s", line, copy[i])
                    .isNotEmpty()
                    .allMatch(finding -> inFile(finding, Project.FILE))
                    .anyMatch(finding -> isNear(finding, Project.FILE, line, 1));
        }
    }

    @Test
    void unknown_keys_are_found_in_their_line_with_the_nearest_one() {
        Random random = new Random(7);
        for (String path : models()) {
            String text = text(path);
            String[] lines = text.split("\n", -1);
            for (int i = 0; i < lines.length && !lines[i].contains("---*/"); i++) {
                int colon = lines[i].indexOf(':');
                if (colon < 4 || lines[i].startsWith(" ") || lines[i].startsWith("/*")) {
                    continue;
                }
                int letter = random.nextInt(colon - 1);
                String key = lines[i].substring(0, colon);
                String[] copy = lines.clone();
                copy[i] = key.substring(0, letter) + key.substring(letter + 1) + lines[i].substring(colon);
                int line = i + 1;
                assertThat(errors(with(path, String.join("\n", copy))))
                        .as("%s:%s %s", path, line, copy[i])
                        .anyMatch(finding -> isNear(finding, path, line, 0)
                                && finding.hint()
                                        .filter(hint -> hint.contains("'" + key + "'"))
                                        .isPresent());
            }
        }
    }
}
