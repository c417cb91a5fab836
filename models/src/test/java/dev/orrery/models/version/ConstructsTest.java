// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConstructsTest {
    /** A line of {@code constructs.txt}. */
    record Example(Construct construct, String lastWithout, String sql) {
        @Override
        public String toString() {
            return construct.name();
        }
    }

    static Stream<Example> examples() {
        try (InputStream in = ConstructsTest.class.getResourceAsStream("/version/constructs.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).map(line -> {
                String[] parts = line.split(" \\| ", 3);
                return new Example(Construct.valueOf(parts[0]), parts[1], parts[2]);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Diagnostic> refused(String sql, String version, RunMode runMode) {
        SourceFile file = new SourceFile("m.sql", sql);
        Diagnostics diagnostics = new Diagnostics();
        List<Statement> statements = SqlParser.parse(file, diagnostics);
        assertThat(diagnostics.sorted()).as(sql).isEmpty();
        Project.Target target =
                new Project.Target(StarRocksVersion.read(version).orElseThrow(), runMode, Set.of());
        statements.forEach(statement -> Constructs.check(
                statement,
                target,
                Constructs.Depth.FORMS_AND_FUNCTIONS,
                at -> new FileSpan(file, at.start(), at.end()),
                diagnostics));
        return diagnostics.sorted();
    }

    private static List<Diagnostic> refused(String sql, String version) {
        return refused(sql, version, RunMode.SHARED_NOTHING);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_construct_is_refused_before_its_release_and_taken_from_there_on(Example example) {
        Construct construct = example.construct();
        assertThat(refused(example.sql(), example.lastWithout(), RunMode.SHARED_DATA))
                .as("in %s", example.lastWithout())
                .extracting(Diagnostic::message)
                .contains("StarRocks " + example.lastWithout() + " does not know " + construct.shown()
                        + ", which came with " + construct.since());
        for (StarRocksVersion first : construct.since().firsts()) {
            assertThat(refused(example.sql(), first.toString(), RunMode.SHARED_DATA))
                    .as("in %s", first)
                    .isEmpty();
        }
    }

    @Test
    void every_construct_has_an_example() {
        assertThat(examples().map(Example::construct))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Construct.values()));
    }

    @ParameterizedTest
    @CsvSource({
        "3.1.9, false",
        "3.2, false",
        "3.2.9, false",
        "3.2.10, true",
        "3.2.14, true",
        "3.3.1, false",
        "3.3.2, true",
        "3.4, true",
        "4.1, true"
    })
    void what_was_carried_back_to_a_patch_counts_from_there_on_in_its_line(String version, boolean included) {
        assertThat(Since.of("3.2.10", "3.3.2")
                        .includes(StarRocksVersion.read(version).orElseThrow()))
                .isEqualTo(included);
    }

    @Test
    void the_place_is_that_of_the_construct_and_the_help_says_what_to_write() {
        Diagnostic found = refused("SELECT *\nFROM t\n  ASOF JOIN u ON t.k = u.k AND t.ts >= u.ts", "3.5")
                .get(0);

        assertThat(found.code().id()).isEqualTo("ORR-M008");
        assertThat(found.place().orElseThrow()).hasToString("m.sql:3:3");
        assertThat(found.place().orElseThrow().end()
                        - found.place().orElseThrow().start())
                .isEqualTo("ASOF JOIN".length());
        assertThat(found.help()).contains("join on the range and keep one row with row_number()");
    }

    @Test
    void a_later_patch_of_the_line_is_named_as_a_way_out() {
        assertThat(refused("ALTER TABLE t RENAME COLUMN a TO b", "3.3").get(0).help())
                .contains("if the servers have it, name their patch as the target; or add a column, copy, drop the old"
                        + " one");
    }

    @Test
    void constructs_in_subqueries_and_expressions_are_found() {
        assertThat(refused(
                        "SELECT a FROM t WHERE b IN (SELECT max(c) FILTER (WHERE d) FROM u) AND EXISTS (SELECT * EXCLUDE"
                                + " (e) FROM v) OR a = (SELECT 1 ORDER BY ALL)",
                        "3.5"))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE t (a INT) PROPERTIES ('bucket_size' = '1')      | 3.1 | the property 'bucket_size'",
                "CREATE TABLE t (a INT) PROPERTIES ('compression' = 'zstd(3)') | 3.2 | the property 'compression'",
                "ALTER TABLE t SET ('partition_ttl' = '1 MONTH')               | 3.2 | the property 'partition_ttl'",
                "ALTER MATERIALIZED VIEW m SET ('warehouse' = 'w')             | 3.2 | the property 'warehouse'",
            })
    void a_property_is_refused_by_name(String sql, String version, String shown) {
        assertThat(refused(sql.replace('\'', '"'), version))
                .singleElement()
                .satisfies(found -> assertThat(found.message()).contains("does not know " + shown));
    }

    @Test
    void a_function_is_refused_by_name_and_not_asked_for_by_a_parser() {
        String sql = "SELECT ds_hll_count_distinct(a) FROM t";
        assertThat(refused(sql, "3.2"))
                .extracting(Diagnostic::message)
                .containsExactly(
                        "StarRocks 3.2 does not know the function 'ds_hll_count_distinct', which came with 3.3");
        assertThat(Constructs.of(SqlParser.parseStatement(sql), RunMode.SHARED_NOTHING, Constructs.Depth.FORMS))
                .isEmpty();
    }

    @Test
    void a_generated_column_is_as_old_as_all_versions_where_back_ends_keep_the_rows() {
        String sql = "CREATE TABLE t (k INT, a INT AS k + 1)";
        assertThat(refused(sql, "3.1", RunMode.SHARED_NOTHING)).isEmpty();
        assertThat(refused(sql, "3.1", RunMode.SHARED_DATA)).hasSize(1);
    }
}
