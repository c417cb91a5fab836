// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.QueryStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SqlPropertyTest {
    private static final String MODEL = """
            CREATE MATERIALIZED VIEW dws.branch_day COMMENT "per day" PARTITION BY (biz_date)
            DISTRIBUTED BY HASH(branch_id) BUCKETS 4 REFRESH DEFERRED MANUAL PROPERTIES ("replication_num" = "1") AS
            WITH t AS (SELECT a.*, row_number() OVER (PARTITION BY a.id ORDER BY a.ts DESC) AS rn FROM ods.txn a)
            SELECT t.branch_id, date_trunc('day', t.ts) AS biz_date, sum(CASE WHEN t.x > 0 THEN t.x ELSE 0 END) AS paid,
              array_map(x -> x + 1, [1, 2])[1] AS y, t.j -> '$.a' AS z
            FROM t LEFT JOIN dim.branch b ON t.branch_id = b.id AND b.name LIKE 'a%' WHERE t.rn = 1 AND t.d IN (1, 2)
            GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 1 LIMIT 10
            """;

    @Test
    void any_expression_survives_printing_and_parsing() {
        for (long seed = 0; seed < 5_000; seed++) {
            Expression tree = new TreeGenerator(seed).expression(1 + (int) (seed % 4));
            String printed = SqlPrinter.print(tree);
            assertThat(SqlParser.parseExpression(printed).equals(tree))
                    .as("seed %d: %s", seed, printed)
                    .isTrue();
        }
    }

    @Test
    void any_query_survives_printing_and_parsing() {
        for (long seed = 0; seed < 2_000; seed++) {
            Query tree = new TreeGenerator(seed).query(1 + (int) (seed % 2));
            String printed = SqlPrinter.print(tree);
            assertThat(((QueryStatement) SqlParser.parseStatement(printed))
                            .query()
                            .equals(tree))
                    .as("seed %d: %s", seed, printed)
                    .isTrue();
        }
    }

    @Test
    void a_mutilated_statement_is_refused_or_read_but_never_breaks_the_parser() {
        Random random = new Random(7);
        List<String> words = new ArrayList<>(List.of(MODEL.split("(?<=\\W)|(?=\\W)")));
        for (int i = 0; i < 3_000; i++) {
            List<String> mutated = new ArrayList<>(words);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(mutated.size());
                switch (random.nextInt(3)) {
                    case 0 -> mutated.remove(at);
                    case 1 -> mutated.add(at, words.get(random.nextInt(words.size())));
                    default -> mutated.set(at, words.get(random.nextInt(words.size())));
                }
            }
            String sql = String.join("", mutated);
            Diagnostics diagnostics = new Diagnostics();
            int statements =
                    SqlParser.parse(new SourceFile("m.sql", sql), diagnostics).size();
            assertThat(statements + diagnostics.sorted().size()).as(sql).isPositive();
        }
    }

    @Test
    void ten_megabytes_of_noise_are_one_diagnostic() {
        Random random = new Random(11);
        StringBuilder noise = new StringBuilder(10 << 20);
        for (int i = 0; i < 10 << 20; i++) {
            noise.append((char) random.nextInt(256));
        }
        Diagnostics diagnostics = new Diagnostics();
        assertThat(SqlParser.parse(new SourceFile("noise.sql", noise.toString()), diagnostics))
                .isEmpty();
        assertThat(diagnostics.sorted()).hasSize(1);
    }
}
