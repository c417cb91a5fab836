// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.SyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class ShowCreateTest {
    private static final Path CORPUS = Path.of("../../shared/corpus/table_ddl.jsonl.gz");

    @Test
    void a_table_is_printed_in_the_layout_of_starrocks() {
        assertThat(text("orders")).isEqualTo("""
                CREATE TABLE `orders` (
                  `id` bigint(20) NOT NULL COMMENT "the 'id'",
                  `cust` int(11) NULL COMMENT "",
                  `amount` decimal(18, 2) NULL DEFAULT "0" COMMENT "",
                  `note` varchar(60) NULL COMMENT "",
                  `at` datetime NULL DEFAULT CURRENT_TIMESTAMP COMMENT "",
                  `yr` smallint(6) NULL AS year(at) COMMENT "",
                  INDEX bi (`note`) USING BITMAP COMMENT 'bm'
                ) ENGINE=OLAP\s
                PRIMARY KEY(`id`)
                COMMENT "all orders"
                DISTRIBUTED BY HASH(`id`) BUCKETS 4\s
                PROPERTIES (
                "compression" = "LZ4",
                "enable_persistent_index" = "true",
                "fast_schema_evolution" = "true",
                "replicated_storage" = "true",
                "replication_num" = "1"
                );""");
    }

    @Test
    void a_view_and_a_materialized_view_keep_their_query_as_it_was_written() {
        assertThat(text("v")).isEqualTo("""
                CREATE VIEW `v` (`a` COMMENT "x")
                COMMENT "first" SECURITY NONE AS SELECT 1;""");
        assertThat(text("mv")).isEqualTo("""
                CREATE MATERIALIZED VIEW `mv` (`cust`, `total`)
                DISTRIBUTED BY HASH(`cust`) BUCKETS 2\s
                REFRESH DEFERRED MANUAL
                PROPERTIES (
                "replicated_storage" = "true",
                "replication_num" = "1",
                "storage_medium" = "HDD"
                )
                AS SELECT cust, sum(amount) AS total FROM orders GROUP BY cust;""");
    }

    private static String text(String name) {
        return ShowCreate.of(new ShopState().entry(new ModelName("shop", name)).orElseThrow());
    }

    /** Tables that say their key: what a real front end printed of them, and what we print. */
    @Test
    void recorded_tables_are_printed_as_recorded() throws IOException {
        Assumptions.assumeTrue(Files.exists(CORPUS), () -> CORPUS + " is not here");
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (JsonNode recorded : recordings()) {
            String sql = recorded.path("sql").asText();
            String expected = recorded.path("show_create").asText();
            if (!recorded.path("ok").asBoolean()
                    || !sql.toUpperCase(Locale.ROOT).contains(" KEY")) {
                continue;
            }
            try {
                String printed = ShowCreate.table(ShopState.table(1, "db", sql));
                compared++;
                if (!printed.equals(expected)) {
                    different.add(expected + "\n--- but\n" + printed);
                }
            } catch (SyntaxException | ClassCastException e) {
                different.add(sql + "\n--- " + e);
            }
        }
        assertThat(compared).isGreaterThan(300);
        // The rest: partition lists that a real server unfolds, three replicas, defaults of ARRAY columns.
        assertThat(different.size()).isLessThan(compared * 3 / 10);
    }

    private static List<JsonNode> recordings() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> recordings = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(CORPUS)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                recordings.add(json.readTree(line));
            }
        }
        return recordings;
    }

    @Test
    void what_is_printed_can_be_read_again() {
        for (CatalogEntry entry : new ShopState().entries()) {
            assertThat(SqlParser.parseStatement(ShowCreate.of(entry))).isNotNull();
        }
    }
}
