// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.LiveMaterializedView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many definitions at once, from a server whose greeting offers no answers to several statements: as a real one's. */
final class ShowCreateTest {
    private static final int TABLES = 250;

    private final EngineServer server = new EngineServer();
    private final Set<ModelName> names = new TreeSet<>();

    @BeforeEach
    void tables_of_all_kinds() {
        try (JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            starRocks.execute("CREATE DATABASE a");
            for (int i = 0; i < TABLES; i++) {
                ModelName name = new ModelName("a", "t" + i + (i == 7 ? ";`x" : ""));
                names.add(name);
                starRocks.execute("CREATE TABLE a.`" + name.name().replace("`", "``")
                        + "` (id INT COMMENT 'a; \"b\"') DUPLICATE KEY (id) DISTRIBUTED BY HASH(id) BUCKETS 2");
            }
            starRocks.execute("CREATE MATERIALIZED VIEW a.m (d COMMENT 'day') COMMENT 'it''s' DISTRIBUTED BY HASH(d)"
                    + " REFRESH DEFERRED MANUAL PROPERTIES (\"replication_num\" = \"1\")"
                    + " AS SELECT id FROM a.t1 WHERE id > 0");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void many_definitions_come_in_few_round_trips_as_they_come_one_by_one() throws Exception {
        try (CountingProxy proxy = new CountingProxy(server.address());
                JdbcStarRocks starRocks = JdbcStarRocks.connect(proxy.address())) {
            proxy.roundTrips();
            SortedMap<ModelName, String> shown = starRocks.showCreate(names);
            assertThat(proxy.roundTrips()).isLessThan(10);
            assertThat(shown.keySet()).isEqualTo(names);
            shown.forEach((name, text) -> assertThat(starRocks.showCreate(name)).isEqualTo(Optional.of(text)));
        }
    }

    @Test
    void what_is_not_there_is_left_out_and_the_others_come() {
        try (JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            SortedMap<ModelName, String> shown = starRocks.showCreate(
                    List.of(new ModelName("a", "t3"), new ModelName("a", "gone"), new ModelName("a", "t9")));
            assertThat(shown.keySet()).containsExactly(new ModelName("a", "t3"), new ModelName("a", "t9"));
        }
    }

    @Test
    void the_bulk_read_of_an_mv_is_what_show_create_prints() {
        try (JdbcStarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            assertThat(starRocks.materializedViews(Set.of("a")))
                    .extracting(LiveMaterializedView::definition)
                    .containsExactly(
                            starRocks.showCreate(new ModelName("a", "m")).orElseThrow());
        }
    }
}
