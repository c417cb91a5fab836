// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.GoldenCases;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.project.Feature;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.CreateTable;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule of StarRocks' tables with a table against it and what is said about it. */
class TableRulesTest {
    private static final Pattern TARGET =
            Pattern.compile("-- target: (\\S+)(?: (shared_data))?(?: features=(\\S+))?\n");

    private static List<Finding> findings(String sql, Project.Target target) {
        CreateTable table = (CreateTable) SqlParser.parseStatement(sql);
        return StatementAnalysis.of(new ModelName("ods", "t"), table, Tables.of(new Catalog(List.of())), target)
                .findings();
    }

    @TestFactory
    Stream<DynamicTest> tables_against_the_rules_are_refused_with_the_reason() {
        return GoldenCases.of("rules/tables.txt", TableRulesTest::answer);
    }

    private static String answer(String input) {
        Matcher matcher = TARGET.matcher(input);
        Project.Target target = matcher.lookingAt() ? target(matcher) : Project.Target.newest();
        SourceFile file = new SourceFile("models/ods/t.sql", input);
        return findings(input, target).stream()
                .map(finding -> finding.in(
                        new FileSpan(file, finding.at().start(), finding.at().end())))
                .map(DiagnosticText::of)
                .collect(Collectors.joining())
                .strip();
    }

    private static Project.Target target(Matcher matcher) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        if (matcher.group(3) != null) {
            for (String feature : matcher.group(3).split(",")) {
                features.add(Feature.valueOf(feature.toUpperCase(java.util.Locale.ROOT)));
            }
        }
        return new Project.Target(
                StarRocksVersion.read(matcher.group(1)).orElseThrow(),
                matcher.group(2) == null ? RunMode.SHARED_NOTHING : RunMode.SHARED_DATA,
                features);
    }

    @Test
    void what_the_target_has_switched_on_is_accepted() {
        Project.Target target = new Project.Target(StarRocksVersion.NEWEST, RunMode.SHARED_DATA, Set.of(Feature.GIN));
        assertThat(findings(
                        "CREATE TABLE t (a VARCHAR(9), INDEX i (a) USING GIN ('imp_lib' = 'builtin'))"
                                + " PROPERTIES ('storage_volume' = 'v')",
                        target))
                .isEmpty();
    }

    @Test
    void a_table_with_everything_is_accepted() {
        assertThat(findings("""
                        CREATE TABLE t (
                          id BIGINT NOT NULL AUTO_INCREMENT,
                          day DATE NOT NULL DEFAULT '2026-01-01',
                          code VARCHAR(36) DEFAULT (uuid()),
                          price DECIMAL(10, 2) DEFAULT '0.00',
                          at DATETIME DEFAULT CURRENT_TIMESTAMP,
                          tags ARRAY<STRING>,
                          doc JSON,
                          city STRING AS get_json_string(doc, '$.city'),
                          INDEX by_code (code) USING BITMAP
                        )
                        PRIMARY KEY (id, day)
                        PARTITION BY date_trunc('month', day)
                        DISTRIBUTED BY HASH (id) BUCKETS 8
                        ORDER BY (day, code)
                        PROPERTIES ('replication_num' = '1', 'compression' = 'ZSTD(3)', 'bloom_filter_columns' = 'code')
                        """, Project.Target.newest())).isEmpty();
    }
}
