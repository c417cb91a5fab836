// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.engine.DescribedPartition;
import dev.orrery.models.catalog.ModelName;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partitions of tables: which there are, what is in them, and their versions. */
class PartitionsTest {
    private Client client;

    @BeforeEach
    void open() throws Exception {
        client = Client.open();
    }

    @AfterEach
    void close() {
        client.close();
    }

    /** {@code name version rows}. */
    private List<String> partitions(String table) throws Exception {
        return described(table).stream()
                .map(p -> p.partition().name() + " " + p.partition().version() + " " + p.rows())
                .toList();
    }

    private List<DescribedPartition> described(String table) throws Exception {
        long id = client.engine().table(new ModelName("d", table)).orElseThrow().id();
        return client.engine().describedPartitions(id);
    }

    @Test
    void rows_make_the_partitions_that_they_need() throws Exception {
        client.run("CREATE TABLE t (id INT, at DATETIME) PARTITION BY date_trunc('day', at)");
        assertThat(partitions("t")).isEmpty();
        client.run("INSERT INTO t VALUES (1, '2026-01-02 03:04:05'), (2, '2026-01-01 00:00:00'), (3, NULL)");
        client.run("INSERT INTO t VALUES (4, '2026-01-02 23:59:59')");
        assertThat(partitions("t")).containsExactly("p00000101 2 1", "p20260101 2 1", "p20260102 3 2");
        assertThat(described("t").get(1).values())
                .isEqualTo("[types: [DATETIME]; keys: [2026-01-01 00:00:00]; ..types: [DATETIME]; keys:"
                        + " [2026-01-02 00:00:00]; )");
        client.run("CREATE TABLE c (city VARCHAR(20) NOT NULL, dt DATE, v INT) PARTITION BY (dt, city)");
        client.run("INSERT INTO c VALUES ('Menlo Park', '2023-11-02', 1), ('x', NULL, 2)");
        assertThat(partitions("c")).containsExactlyInAnyOrder("p20231102_MenloPark 2 1", "pNULL_x 2 1");
    }

    @Test
    void declared_ranges_take_their_rows_and_no_others() throws Exception {
        client.run("CREATE TABLE t (k INT, v INT) PARTITION BY RANGE(k) (PARTITION p1 VALUES LESS THAN ('0'),"
                + " PARTITION p2 VALUES LESS THAN ('100'), PARTITION p3 VALUES LESS THAN ('200'))");
        client.run("INSERT INTO t VALUES (-5, 1), (NULL, 2), (0, 3), (99, 4)");
        assertThat(partitions("t")).containsExactly("p1 2 2", "p2 2 2", "p3 1 0");
        assertThatThrownBy(() -> client.run("INSERT INTO t VALUES (200, 1)"))
                .hasMessageContaining("out of partition ranges");
        client.run("ALTER TABLE t ADD PARTITION p4 VALUES LESS THAN MAXVALUE; INSERT INTO t VALUES (200, 5)");
        assertThatThrownBy(() -> client.run("ALTER TABLE t ADD PARTITION p5 VALUES [('50'), ('60'))"))
                .hasMessageContaining("is intersected with range");
        client.run("ALTER TABLE t DROP PARTITION p2; ALTER TABLE t RENAME PARTITION p4 rest");
        assertThat(partitions("t")).containsExactly("p1 2 2", "p3 1 0", "rest 2 1");
        assertThat(client.rows("SELECT v FROM t ORDER BY v")).containsExactly("1", "2", "5");
        client.run("DELETE FROM t PARTITION (p1) WHERE v > 1; TRUNCATE TABLE t PARTITION (rest)");
        assertThat(partitions("t")).containsExactly("p1 3 1", "p3 1 0", "rest 1 0");
    }

    @Test
    void lists_series_and_several_columns_are_partitions_too() throws Exception {
        client.run("CREATE TABLE l (k INT, c VARCHAR(9), v INT) PARTITION BY LIST(k, c) (PARTITION a VALUES IN"
                + " (('1', 'x'), (NULL, 'y')), PARTITION b VALUES IN (('2', 'x')))");
        client.run("INSERT INTO l VALUES (1, 'x', 1), (NULL, 'y', 2), (2, 'x', 3)");
        assertThat(partitions("l")).containsExactlyInAnyOrder("a 2 2", "b 2 1");
        assertThatThrownBy(() -> client.run("INSERT INTO l VALUES (1, 'y', 1)")).hasMessageContaining("partition");
        client.run("CREATE TABLE s (dt DATE, v INT) PARTITION BY RANGE(dt) (START ('2026-01-30') END ('2026-02-02')"
                + " EVERY (INTERVAL 1 DAY))");
        assertThat(partitions("s")).containsExactly("p20260130 1 0", "p20260131 1 0", "p20260201 1 0");
        client.run("ALTER TABLE s ADD PARTITIONS START ('2026-03-01') END ('2026-05-01') EVERY (INTERVAL 1 MONTH)");
        assertThat(partitions("s")).hasSize(5).contains("p202603 1 0", "p202604 1 0");
        client.run("CREATE TABLE m (a INT, b INT) PARTITION BY RANGE(a, b) (PARTITION p VALUES LESS THAN ('10', '20'),"
                + " PARTITION q VALUES LESS THAN ('30', MAXVALUE))");
        client.run("INSERT INTO m VALUES (10, 19), (10, 20), (30, 5)");
        assertThat(partitions("m")).containsExactly("p 2 1", "q 2 2");
    }

    @Test
    void an_overwrite_replaces_the_partitions_that_it_names() throws Exception {
        client.run("CREATE TABLE t (dt DATE, v INT) PARTITION BY date_trunc('month', dt)");
        client.run("INSERT INTO t VALUES ('2026-01-05', 1), ('2026-02-05', 2)");
        long before = described("t").get(0).partition().id();
        client.run("INSERT OVERWRITE t PARTITION (p202601) SELECT '2026-01-09', 3");
        assertThat(client.rows("SELECT v FROM t ORDER BY v")).containsExactly("2", "3");
        assertThat(described("t").get(0).partition().id()).isNotEqualTo(before);
        client.run("INSERT OVERWRITE t PARTITION (dt = '2026-03-01') VALUES ('2026-03-08', 4)");
        assertThat(partitions("t")).containsExactly("p202601 2 1", "p202602 2 1", "p202603 2 1");
        assertThatThrownBy(() -> client.run("INSERT OVERWRITE t PARTITION (p202601) SELECT '2026-02-01', 3"))
                .hasMessageContaining("partition");
        assertThatThrownBy(() -> client.run("INSERT INTO t PARTITION (nope) SELECT '2026-02-01', 3"))
                .hasMessage("Getting analyzing error. Detail message: Unknown partition 'nope' in table 't'.");
        assertThat(client.rows("SELECT count(*) FROM t")).containsExactly("3");
    }

    @Test
    void a_dynamic_overwrite_replaces_the_partitions_that_it_writes_to() throws Exception {
        client.run("CREATE TABLE t (dt DATE, v INT) PARTITION BY date_trunc('month', dt)");
        client.run("INSERT INTO t VALUES ('2026-01-05', 1), ('2026-02-05', 2)");
        client.run("INSERT /*+SET_VAR(dynamic_overwrite = true)*/ OVERWRITE t SELECT '2026-02-09', 3");
        assertThat(client.rows("SELECT v FROM t ORDER BY v")).containsExactly("1", "3");
        client.run("INSERT OVERWRITE t SELECT '2026-02-09', 4");
        assertThat(client.rows("SELECT v FROM t ORDER BY v")).containsExactly("4");
    }

    @Test
    void dynamic_partitions_reach_into_the_future() throws Exception {
        client.run("CREATE TABLE t (dt DATE, v INT) PARTITION BY RANGE(dt) () PROPERTIES"
                + " ('dynamic_partition.time_unit' = 'DAY', 'dynamic_partition.start' = '-3', 'dynamic_partition.end'"
                + " = '2', 'dynamic_partition.prefix' = 'd')");
        assertThat(partitions("t")).containsExactly("d20260304 1 0", "d20260305 1 0", "d20260306 1 0");
        client.run("ALTER TABLE t ADD PARTITION old VALUES [('2026-02-01'), ('2026-02-02'))");
        client.engine().definitions().keepDynamicPartitions();
        assertThat(partitions("t")).containsExactly("d20260304 1 0", "d20260305 1 0", "d20260306 1 0");
    }

    @Test
    void partitions_are_dropped_by_a_condition_that_holds_for_all_their_rows() throws Exception {
        client.run("CREATE TABLE t (id INT, dt DATE) PARTITION BY date_trunc('day', dt)");
        client.run("INSERT INTO t VALUES (1, '2026-01-01'), (2, '2026-01-02'), (3, '2026-01-03')");
        client.run("ALTER TABLE t DROP PARTITIONS WHERE dt < '2026-01-02' AND dt >= '2025-01-01'");
        assertThat(partitions("t")).containsExactly("p20260102 2 1", "p20260103 2 1");
        client.run(
                "CREATE TABLE m (id INT, dt DATE) PARTITION BY RANGE(dt) (PARTITION p1 VALUES LESS THAN ('2026-02-01'),"
                        + " PARTITION p2 VALUES LESS THAN ('2026-03-01'), PARTITION p3 VALUES LESS THAN MAXVALUE)");
        client.run("ALTER TABLE m DROP PARTITIONS WHERE dt < '2026-02-20'");
        assertThat(partitions("m")).containsExactly("p2 1 0", "p3 1 0");
        assertThatThrownBy(() -> client.run("ALTER TABLE m DROP PARTITIONS WHERE day(dt) = 1"))
                .hasMessageContaining("ORR-E013");
        client.run(
                "CREATE TABLE c (city VARCHAR(20), v INT) PARTITION BY (city); INSERT INTO c VALUES ('a', 1), ('bb', 2)");
        client.run("ALTER TABLE c DROP PARTITIONS WHERE length(city) = 2");
        assertThat(client.rows("SELECT city FROM c")).containsExactly("a");
    }

    @Test
    void a_condition_that_compares_a_column_with_itself_drops_no_partition() throws Exception {
        client.run("CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p1 VALUES [('3'), ('11')))");
        client.run("INSERT INTO t VALUES (3), (10)");
        for (String condition : List.of(
                "k >= abs(k - 5)",
                "abs(k - 5) <= k",
                "k BETWEEN abs(k - 5) AND 100",
                "k BETWEEN 0 AND k * k - 5 * k + 10",
                "k > 0 AND k = k")) {
            assertThatThrownBy(() -> client.run("ALTER TABLE t DROP PARTITIONS WHERE " + condition))
                    .as(condition)
                    .hasMessageContaining("ORR-E013");
        }
        assertThat(partitions("t")).containsExactly("p1 2 2");
        client.run("ALTER TABLE t DROP PARTITIONS WHERE abs(-3) <= k AND k BETWEEN 1 + 1 AND 5 * 2");
        assertThat(partitions("t")).isEmpty();
    }

    @Test
    void one_partition_is_read_and_emptied_by_its_name() throws Exception {
        client.run("CREATE TABLE t (id INT, dt DATE) PARTITION BY date_trunc('day', dt)");
        client.run("INSERT INTO t VALUES (1, '2026-01-01'), (2, '2026-01-02'), (3, '2026-01-03')");
        assertThat(client.rows("SELECT x.id FROM t PARTITION (p20260101, p20260103) x ORDER BY 1"))
                .containsExactly("1", "3");
        assertThatThrownBy(() -> client.rows("SELECT * FROM t PARTITION (nope)"))
                .hasMessageContaining("Unknown partition 'nope' in table 't'");
        client.run("ALTER TABLE t TRUNCATE PARTITION (p20260101)");
        assertThat(partitions("t")).containsExactly("p20260101 1 0", "p20260102 2 1", "p20260103 2 1");
        client.run("INSERT OVERWRITE t PARTITION (p20260102) VALUES (9, '2026-01-02')");
        assertThat(client.rows("SELECT id FROM t ORDER BY id")).containsExactly("3", "9");
    }

    @Test
    void auto_increment_goes_on_with_a_number_that_was_not_given_away() throws Exception {
        client.run("CREATE TABLE a (id BIGINT NOT NULL AUTO_INCREMENT, v INT) PRIMARY KEY (id)");
        client.run(
                "INSERT INTO a (v) VALUES (1), (2); ALTER TABLE a AUTO_INCREMENT = 100; INSERT INTO a (v) VALUES (3)");
        assertThat(client.rows("SELECT max(id) FROM a")).containsExactly("100");
        assertThatThrownBy(() -> client.run("ALTER TABLE a AUTO_INCREMENT = 5")).hasMessageContaining("beyond 5");
    }
}
