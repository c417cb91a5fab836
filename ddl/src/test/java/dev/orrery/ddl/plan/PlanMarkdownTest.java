// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.diff.Destructive;
import org.junit.jupiter.api.Test;

final class PlanMarkdownTest {
    private static final String TABLE =
            "CREATE TABLE ods.t (id BIGINT NOT NULL, a INT, b INT) PRIMARY KEY (id) DISTRIBUTED BY HASH(id);\n";
    private static final String VIEW = "CREATE VIEW dwd.v AS SELECT t.id FROM ods.t AS t;\n";

    @Test
    void a_plan_is_a_table_with_diffs_and_statements_folded() {
        Plan plan = Plan.of(
                CatalogText.parse(
                        TABLE.replace(", b INT", "") + VIEW.replace("ods.t AS t", "ods.t AS t WHERE t.a | 1 > 0")),
                ScenarioTest.live(CatalogText.parse(TABLE + VIEW)),
                Destructive.ALLOWED);

        assertThat(PlanMarkdown.of(plan)).isEqualTo("""
                ### Plan: 0 to create, 2 to change, 0 to drop.

                | | object | what | cost |
                |---|---|---|---|
                | `~` | view `dwd.v` | replace<br>query changed | instant |
                | `~` | table `ods.t` | drop-column<br>- column b<br>its values are lost; undo adds it anew, without them | **loses data** |

                <details><summary>How queries change</summary>

                ````diff
                @@ dwd.v @@
                -SELECT t.id FROM ods.t AS t
                +SELECT t.id FROM ods.t AS t WHERE t.a | 1 > 0
                ````

                </details>

                <details><summary>Statements</summary>

                ````sql
                CREATE OR REPLACE VIEW dwd.v
                AS SELECT t.id FROM ods.t AS t WHERE t.a | 1 > 0;
                ALTER TABLE ods.t DROP COLUMN b;
                ````

                </details>
                """);
    }
}
