// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final Path BANK = Path.of("../examples/bank");
    private static final Path GOLDEN = Path.of("src/test/resources/golden/select/bank.txt");

    private static Map<String, String> bank() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(BANK)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = BANK.relativize(file).toString().replace('\\', '/');
                if (!path.startsWith("data/") && !path.startsWith(".")) {
                    texts.put(path, Files.readString(file, StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    private static Compilation compile(SourceFiles files) {
        Diagnostics diagnostics = new Diagnostics();
        Compilation compilation = Compiler.compile(Project.load(files, diagnostics), diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        return compilation;
    }

    /** With {@code -Dgolden.update=true} the answers are written anew, for a person to read in the difference. */
    @Test
    void words_select_models_as_recorded() throws IOException {
        Compilation bank = compile(SourceFiles.of(bank()));
        List<String> lines = Files.readAllLines(GOLDEN, StandardCharsets.UTF_8);
        String actual = lines.stream()
                .filter(line -> !line.startsWith("    "))
                .map(line -> line.startsWith("#") ? line + "\n" : line + "\n" + answer(bank, line))
                .collect(Collectors.joining());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(GOLDEN, actual, StandardCharsets.UTF_8);
        }
        assertThat(actual).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    }

    private static String answer(Compilation bank, String line) {
        int at = line.indexOf("exclude ");
        String select = at < 0 ? line : line.substring(0, at);
        List<String> exclude = at < 0 ? List.of() : List.of(line.substring(at + "exclude ".length()));
        try {
            String models = new Selection(List.of(select), exclude)
                    .of(bank, Optional.empty()).stream()
                            .map(ModelName::toString)
                            .collect(Collectors.joining(" "));
            return "    " + (models.isEmpty() ? "(none)" : models) + "\n";
        } catch (DiagnosticException e) {
            return DiagnosticText.of(e.diagnostics().get(0))
                    .lines()
                    .map(text -> "    " + text + "\n")
                    .collect(Collectors.joining());
        }
    }

    @Test
    void modified_are_models_that_say_something_else_than_before() throws IOException {
        Map<String, String> now = bank();
        Map<String, String> then = new TreeMap<>(now);
        then.remove("models/ads/city_deposits.sql");
        then.computeIfPresent("models/ads/risk_limit.csv", (path, text) -> text.replaceFirst("0.8000", "0.7000"));
        then.computeIfPresent("models/dws/branch_day.sql", (path, text) -> text.replace("15 seconds", "30 seconds"));
        then.computeIfPresent("models/dwd/txn.sql", (path, text) -> text + "\n-- a comment\n\n");
        then.computeIfPresent("models/dwd/account.sql", (path, text) -> text + "\nWHERE 1 = 0");
        SourceFiles files = SourceFiles.of(now);
        Optional<Before> before = Optional.of(Before.of(files, SourceFiles.of(then)));
        Compilation bank = compile(files);

        assertThat(select("state:new", bank, before)).isEqualTo("[ads.city_deposits]");
        assertThat(select("state:modified", bank, before))
                .isEqualTo("[ads.city_deposits, ads.risk_limit, dwd.account, dws.branch_day]");
        assertThat(select("state:modified+,layer:ads", bank, before))
                .contains("ads.account_balance", "ads.branch_dashboard")
                .doesNotContain("dwd.");
        assertThat(new Selection(List.of("+state:modified"), List.of()).asksForState())
                .isTrue();
        assertThat(new Selection(List.of("dwd.txn+"), List.of()).asksForState()).isFalse();
    }

    private static String select(String words, Compilation bank, Optional<Before> before) {
        return new Selection(List.of(words), List.of()).of(bank, before).toString();
    }
}
