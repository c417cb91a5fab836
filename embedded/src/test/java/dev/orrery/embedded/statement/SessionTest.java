// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.refresh.TaskRun;
import dev.orrery.embedded.session.ServerError;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {
    private Client client;

    @BeforeEach
    void open() throws Exception {
        client = Client.open();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void rows_that_were_inserted_are_read_as_starrocks_prints_them() throws Exception {
        client.run(
                "CREATE TABLE t (id INT, flag BOOLEAN, amount DECIMAL(10, 2), at DATETIME, doc JSON, tags ARRAY<STRING>)"
                        + " DUPLICATE KEY (id)");
        client.run(
                "INSERT INTO t VALUES (1, true, 1.5, '2026-01-02 03:04:05', '{\"b\":1,\"a\":[1, 2.0]}', ['x', NULL])");
        assertThat(client.rows("SELECT * FROM t"))
                .containsExactly("1\t1\t1.50\t2026-01-02 03:04:05\t{\"a\": [1, 2], \"b\": 1}\t[\"x\",null]");
        assertThat(client.rows("SELECT amount / 3, amount * 2, 1 / 0, sum(id) FROM t GROUP BY amount"))
                .containsExactly("0.50000000\t3.00\tNULL\t1");
    }

    @Test
    void primary_key_tables_take_updates_and_deletes() throws Exception {
        client.run("CREATE TABLE t (id INT, v STRING, n INT) PRIMARY KEY (id)");
        client.run("INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)");
        assertThat(client.affected("UPDATE t SET v = concat(v, '!'), n = n + 10 WHERE id > 1"))
                .isEqualTo(2);
        assertThat(client.affected("DELETE FROM t WHERE id IN (SELECT 2)")).isEqualTo(1);
        assertThat(client.rows("SELECT * FROM t ORDER BY id")).containsExactly("1\ta\t1", "3\tc!\t13");
        assertThatThrownBy(() -> client.run("INSERT INTO t VALUES ('x', 'y', 1)"))
                .isInstanceOf(ServerError.class)
                .hasMessageContaining("'id'");
    }

    @Test
    void views_are_analyzed_when_they_are_made() throws Exception {
        client.run("CREATE TABLE t (id INT, amount DECIMAL(10, 2)) PRIMARY KEY (id)");
        client.run("INSERT INTO t VALUES (1, 10), (2, 20)");
        client.run("CREATE VIEW v (k, total) AS SELECT id, sum(amount) FROM t GROUP BY id");
        assertThat(client.rows("SELECT total FROM v WHERE k = 2")).containsExactly("20.00");
        assertThatThrownBy(() -> client.run("CREATE VIEW w AS SELECT nope FROM t"))
                .hasMessage("Getting analyzing error. Detail message: Column 'nope' cannot be resolved.");
        assertThatThrownBy(() -> client.run("SELECT * FROM nope"))
                .hasMessage("Getting analyzing error. Detail message: Unknown table 'd.nope'.");
        client.run("ALTER VIEW v AS SELECT id AS k, 0 AS total FROM t");
        assertThat(client.rows("SELECT count(*), max(total) FROM v")).containsExactly("2\t0");
    }

    @Test
    void an_mv_is_refreshed_when_what_it_reads_changed() throws Exception {
        client.run("CREATE TABLE t (k INT, v INT) DUPLICATE KEY (k)");
        client.run("INSERT INTO t VALUES (1, 1), (1, 2), (2, 5)");
        client.run("CREATE MATERIALIZED VIEW m DISTRIBUTED BY HASH (k) REFRESH DEFERRED MANUAL AS"
                + " SELECT k, sum(v) AS s FROM t GROUP BY k");
        assertThat(client.rows("SELECT * FROM m")).isEmpty();
        client.rows("REFRESH MATERIALIZED VIEW m WITH SYNC MODE");
        assertThat(client.rows("SELECT * FROM m ORDER BY k")).containsExactly("1\t3", "2\t5");
        client.rows("REFRESH MATERIALIZED VIEW m WITH SYNC MODE");
        assertThat(states()).containsExactlyInAnyOrder(TaskRun.State.SUCCESS, TaskRun.State.SKIPPED);
        client.run("INSERT INTO t VALUES (3, 9)");
        client.rows("REFRESH MATERIALIZED VIEW m WITH SYNC MODE");
        assertThat(client.rows("SELECT count(*) FROM m")).containsExactly("3");
    }

    private List<TaskRun.State> states() throws Exception {
        return client.refreshes().runs().stream().map(TaskRun::state).toList();
    }

    @Test
    void an_mv_is_inactive_while_its_base_is_gone() throws Exception {
        client.run("CREATE TABLE t (k INT, v INT) DUPLICATE KEY (k)");
        client.run("CREATE VIEW w AS SELECT k, v FROM t");
        client.run("CREATE MATERIALIZED VIEW m REFRESH MANUAL AS SELECT k, max(v) AS x FROM w GROUP BY k");
        client.run("CREATE MATERIALIZED VIEW n REFRESH DEFERRED MANUAL AS SELECT k FROM m");
        client.run("DROP VIEW w");
        var state = client.engine().catalog().materializedViews().iterator();
        assertThat(state.next().inactiveReason()).isEqualTo("base-table dropped: w");
        assertThat(state.next().inactiveReason()).isEqualTo("base-mv inactive: m");
        assertThatThrownBy(() -> client.rows("REFRESH MATERIALIZED VIEW m WITH SYNC MODE"))
                .hasMessageMatching("execute task mv-(\\d+) failed: Materialized view: m/\\1 is not active due to"
                        + " base-table dropped: w.");
        client.run("CREATE VIEW w AS SELECT k, v + 1 AS v FROM t");
        client.rows("REFRESH MATERIALIZED VIEW m WITH SYNC MODE");
        assertThat(client.engine().catalog().materializedViews()).first().matches(v -> v.active());
    }

    @Test
    void columns_are_added_dropped_changed_and_renamed() throws Exception {
        client.run("CREATE TABLE t (id INT, a INT, doc JSON) PRIMARY KEY (id)");
        client.run("INSERT INTO t VALUES (1, 2, '{\"x\": \"y\"}')");
        client.run("ALTER TABLE t ADD COLUMN b VARCHAR(10) DEFAULT \"z\" AFTER id");
        client.run("ALTER TABLE t ADD COLUMN g VARCHAR(10) AS get_json_string(doc, '$.x')");
        client.run("ALTER TABLE t MODIFY COLUMN a BIGINT");
        client.run("ALTER TABLE t RENAME COLUMN a TO n");
        assertThat(client.rows("SELECT * FROM t")).containsExactly("1\tz\t2\t{\"x\": \"y\"}\ty");
        client.run("ALTER TABLE t DROP COLUMN b");
        client.run("INSERT INTO t VALUES (2, 3000000000, NULL)");
        assertThat(client.rows("SELECT * FROM t ORDER BY id DESC LIMIT 1"))
                .containsExactly("2\t3000000000\tNULL\tNULL");
        assertThatThrownBy(() -> client.run("ALTER TABLE t MODIFY COLUMN n TINYINT"))
                .hasMessageContaining("Can not change from bigint to tinyint");
        client.run("CREATE TABLE u (id INT) PRIMARY KEY (id); ALTER TABLE t SWAP WITH u");
        assertThat(client.rows("SELECT count(*) FROM u")).containsExactly("2");
    }

    @Test
    void overwriting_and_truncating_begin_anew() throws Exception {
        client.run("CREATE TABLE t (id INT) DUPLICATE KEY (id); INSERT INTO t VALUES (1), (2)");
        client.run("INSERT OVERWRITE t SELECT 7");
        assertThat(client.rows("SELECT * FROM t")).containsExactly("7");
        client.run("TRUNCATE TABLE t");
        assertThat(client.rows("SELECT * FROM t")).isEmpty();
        client.run("CREATE TABLE c AS SELECT 1 AS a, 'x' AS b");
        assertThat(client.rows("SELECT * FROM c")).containsExactly("1\tx");
    }

    @Test
    void indexes_that_a_cluster_has_to_switch_on_are_kept() throws Exception {
        client.run("CREATE TABLE g (k BIGINT NOT NULL, v STRING, INDEX i (v) USING GIN ('parser' = 'english'))"
                + " DUPLICATE KEY (k)");
        client.run("INSERT INTO g VALUES (1, 'a b')");
        assertThat(client.rows("SELECT v FROM g")).containsExactly("a b");
    }
}
