// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.plan.CatalogText;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SeedReaderTest {
    private static final Definition.Table LIMITS =
            (Definition.Table) CatalogText.parse("""
            CREATE TABLE ads.risk_limit (
              branch_id INT NOT NULL, name VARCHAR(8), share DECIMAL(4, 2), valid_from DATE, changed_at DATETIME, active BOOLEAN)
            DUPLICATE KEY (branch_id) DISTRIBUTED BY HASH(branch_id);
            """).definitions().iterator().next();

    private final Diagnostics diagnostics = new Diagnostics();

    private Optional<Seed> read(String text) {
        return SeedReader.read(new SourceFile("models/ads/risk_limit.csv", text), LIMITS, diagnostics);
    }

    private String findings() {
        return diagnostics.sorted().stream()
                .map(finding -> finding.message()
                        + finding.help().map(help -> " (" + help + ")").orElse(""))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void columns_come_in_any_order_and_quotes_may_hold_commas_quotes_and_line_ends() {
        Seed seed = read("name,branch_id\n\"a, \"\"b\"\"\",1\n\"c\nd\",2\n").orElseThrow();

        assertThat(seed.columns()).containsExactly("name", "branch_id");
        assertThat(seed.rows()).containsExactly(List.of("a, \"b\"", "1"), List.of("c\nd", "2"));
    }

    @Test
    void a_bare_backslash_n_is_null_and_a_quoted_one_is_text() {
        Seed seed = read("branch_id,name\n1,\\N\n2,\"\\N\"\n").orElseThrow();

        assertThat(seed.rows()).containsExactly(Arrays.asList("1", null), List.of("2", "\\N"));
    }

    @Test
    void a_misspelt_column_names_the_nearest_one() {
        assertThat(read("branch_id,nmae\n1,x\n")).isEmpty();
        assertThat(diagnostics.sorted())
                .extracting(Diagnostic::hint)
                .containsExactly(Optional.of("did you mean 'name'?"));
    }

    @Test
    void text_after_a_closing_quote_is_refused_and_not_lost() {
        assertThat(read("branch_id,name\n1,\"a\" b\n")).isEmpty();
        assertThat(findings())
                .isEqualTo("text after a closing double quote (a quote inside a quoted value is written twice)");
    }

    @Test
    void a_value_that_does_not_fit_its_column_is_found_in_the_file() {
        assertThat(read("""
                        branch_id,name,share,valid_from,changed_at,active
                        1,short,12.34,2026-01-31,2026-01-31 08:30:00,true
                        one,"much too long",123.4,31.01.2026,noon,maybe
                        \\N,x,0.123,2026-02-30,2026-01-31,0
                        """)).isEmpty();
        assertThat(findings()).isEqualTo("""
                'one' does not fit column 'branch_id', INT (it takes a whole number)
                'much too long' does not fit column 'name', VARCHAR(8) (it takes at most 8 bytes; these are 13)
                '123.4' does not fit column 'share', DECIMAL(4, 2) (it takes a number of at most 2 digits before the point and 2 behind it)
                '31.01.2026' does not fit column 'valid_from', DATE (it takes a date such as 2026-01-31)
                'noon' does not fit column 'changed_at', DATETIME (it takes a time such as 2026-01-31 08:30:00)
                'maybe' does not fit column 'active', BOOLEAN (it takes true or false)
                NULL does not fit column 'branch_id', INT (it takes no NULL)
                '0.123' does not fit column 'share', DECIMAL(4, 2) (it takes a number of at most 2 digits before the point and 2 behind it)
                '2026-02-30' does not fit column 'valid_from', DATE (it takes a date such as 2026-01-31)""");
    }

    @Test
    void a_line_of_too_few_values_is_refused() {
        assertThat(read("branch_id,name\n1\n")).isEmpty();
        assertThat(findings()).startsWith("a line of 1 values under 2 columns");
    }

    @Test
    void a_quote_that_is_never_closed_is_refused() {
        assertThat(read("branch_id,name\n1,\"a\n")).isEmpty();
        assertThat(findings()).startsWith("a double quote that is never closed");
    }

    @Test
    void a_needed_column_that_is_missing_is_named() {
        assertThat(read("name\nx\n")).isEmpty();
        assertThat(findings()).startsWith("column 'branch_id' of 'ads.risk_limit' is missing in the first line");
    }
}
