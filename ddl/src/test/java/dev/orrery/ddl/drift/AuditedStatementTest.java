// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AuditedStatementTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE ods.txn ADD COLUMN a INT | ods.txn",
                "alter table `ods`.`txn` drop column a | ods.txn",
                "/* anna */ ALTER TABLE txn SWAP WITH txn_new; | dwd.txn txn_new",
                "CREATE OR REPLACE VIEW default_catalog.ads.v AS SELECT 1 | ads.v",
                "DROP MATERIALIZED VIEW IF EXISTS dws.`a b` | dws.a b",
                "CREATE MATERIALIZED VIEW IF NOT EXISTS m REFRESH ASYNC AS SELECT 1 | dwd.m",
                "CREATE INDEX i ON ods.txn (g) USING BITMAP | ods.txn",
                "TRUNCATE TABLE txn | dwd.txn",
                "ALTER VIEW v AS SELECT * FROM ods.alter_table | dwd.v",
                "SELECT 'ALTER TABLE ods.txn' | ''",
                "INSERT INTO ods.txn SELECT * FROM x | ''",
                "DROP DATABASE ods | ''"
            })
    void the_objects_of_a_statement_are_found_by_its_first_words(String statement, String subjects) {
        String expected = subjects.replace(" txn_new", " dwd.txn_new");
        assertThat(AuditedStatement.subjects(statement, "dwd").stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }
}
