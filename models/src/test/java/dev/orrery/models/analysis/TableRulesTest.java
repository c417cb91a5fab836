// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.project.Feature;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.CreateTable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableRulesTest {
    private static List<Finding> findings(String sql, Project.Target target) {
        CreateTable table = (CreateTable) SqlParser.parseStatement(sql);
        return StatementAnalysis.of(new ModelName("ods", "t"), table, Tables.of(new Catalog(List.of())), target)
                .findings();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE t (a INT, A INT) | NAME_OF_COLUMN_TWICE",
                "CREATE TABLE t (a INT) PRIMARY KEY (b) | UNKNOWN_COLUMN",
                "CREATE TABLE t (a INT, g INT AS a + 1) | GENERATED_COLUMN",
                "CREATE TABLE t (a INT, b INT) DUPLICATE KEY (a) ORDER BY (b, b) | TABLE_KEY",
                "CREATE TABLE t (a INT, b INT) UNIQUE KEY (a) DISTRIBUTED BY HASH(a) ORDER BY (b) | TABLE_KEY",
                "CREATE TABLE t (a INT NOT NULL AUTO_INCREMENT) | AUTO_INCREMENT",
                "CREATE TABLE t (a VARCHAR(9), INDEX i (a) USING GIN) | FEATURE_OFF",
                "CREATE TABLE t (a INT, INDEX i (a) USING NGRAMBF) | INDEX_COLUMN",
                "CREATE TABLE t (a INT) PROPERTIES ('replication_nums' = '1') | UNKNOWN_PROPERTY",
                "CREATE TABLE t (a INT) PROPERTIES ('storage_volume' = 'v') | UNKNOWN_PROPERTY",
                "CREATE TABLE lake.raw.t (a INT) | OTHER_CATALOG"
            })
    void tables_against_the_rules_are_refused(String sql, String code) {
        assertThat(findings(sql, Project.Target.newest()))
                .extracting(finding -> finding.code().name())
                .containsExactly(code);
    }

    @Test
    void what_the_target_has_switched_on_is_accepted() {
        Project.Target target = new Project.Target(StarRocksVersion.NEWEST, RunMode.SHARED_DATA, Set.of(Feature.GIN));
        assertThat(findings(
                        "CREATE TABLE t (a VARCHAR(9), INDEX i (a) USING GIN) PROPERTIES ('storage_volume' = 'v')",
                        target))
                .isEmpty();
    }
}
