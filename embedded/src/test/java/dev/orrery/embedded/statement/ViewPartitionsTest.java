// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.engine.DescribedPartition;
import dev.orrery.embedded.refresh.TaskRun;
import dev.orrery.models.catalog.ModelName;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partitions of MVs: which a refresh fills, and which it leaves alone. */
class ViewPartitionsTest {
    private static final Pattern FILLED = Pattern.compile("\"mvPartitionsToRefresh\":(\\[[^]]*])");

    private Client client;

    @BeforeEach
    void open() throws Exception {
        client = Client.open();
        client.run("CREATE TABLE sales (dt DATE, cust INT, amt INT) PARTITION BY date_trunc('day', dt)");
        client.run("INSERT INTO sales VALUES ('2026-01-01', 1, 10), ('2026-01-02', 1, 20), ('2026-02-01', 2, 30)");
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void view(String name, String partitionBy, String query) throws Exception {
        client.run("CREATE MATERIALIZED VIEW " + name + " PARTITION BY (" + partitionBy
                + ") REFRESH DEFERRED MANUAL AS " + query);
    }

    /** The partitions that the refresh filled. */
    private String refresh(String view, String words) throws Exception {
        String id = client.rows("REFRESH MATERIALIZED VIEW " + view + " " + words + " WITH SYNC MODE")
                .get(0);
        TaskRun run = client.refreshes().runs().stream()
                .filter(r -> r.queryId().equals(id))
                .findFirst()
                .orElseThrow();
        Matcher names = FILLED.matcher(run.extraMessage());
        assertThat(names.find()).isTrue();
        return run.state() + names.group(1).replace("\"", "");
    }

    /** {@code name version rows}. */
    private List<String> partitions(String view) throws Exception {
        long id = client.engine()
                .catalog()
                .materializedView(new ModelName("d", view))
                .orElseThrow()
                .id();
        List<DescribedPartition> all = client.engine().describedPartitions(id);
        return all.stream()
                .map(p -> p.partition().name() + " " + p.partition().version() + " " + p.rows())
                .toList();
    }

    @Test
    void only_partitions_whose_base_changed_are_refreshed() throws Exception {
        view("m", "dt", "SELECT dt, sum(amt) AS total FROM sales GROUP BY dt");
        assertThat(refresh("m", "")).isEqualTo("SUCCESS[p20260101,p20260102,p20260201]");
        assertThat(refresh("m", "")).isEqualTo("SKIPPED[]");
        client.run("INSERT INTO sales VALUES ('2026-01-02', 3, 5)");
        assertThat(refresh("m", "")).isEqualTo("SUCCESS[p20260102]");
        assertThat(partitions("m")).containsExactly("p20260101 2 1", "p20260102 3 1", "p20260201 2 1");
        assertThat(client.rows("SELECT * FROM m ORDER BY dt"))
                .containsExactly("2026-01-01\t10", "2026-01-02\t25", "2026-02-01\t30");
        client.run("TRUNCATE TABLE sales PARTITION (p20260101)");
        assertThat(refresh("m", "")).isEqualTo("SUCCESS[p20260101]");
        assertThat(client.rows("SELECT count(*) FROM m")).containsExactly("2");
        assertThat(refresh("m", "FORCE")).isEqualTo("SUCCESS[p20260101,p20260102,p20260201]");
    }

    @Test
    void a_range_is_refreshed_and_what_lies_outside_stays_stale() throws Exception {
        view("m", "dt", "SELECT dt, sum(amt) AS total FROM sales GROUP BY dt");
        assertThat(refresh("m", "PARTITION START ('2026-01-02') END ('2026-01-03')"))
                .isEqualTo("SUCCESS[p20260102]");
        assertThat(client.rows("SELECT * FROM m")).containsExactly("2026-01-02\t20");
        assertThat(partitions("m")).containsExactly("p20260101 1 0", "p20260102 2 1", "p20260201 1 0");
        assertThat(refresh("m", "PARTITION START ('2026-01-02') END ('2026-01-03')"))
                .isEqualTo("SKIPPED[]");
        assertThat(refresh("m", "PARTITION START ('2026-01-02') END ('2026-02-01') FORCE"))
                .isEqualTo("SUCCESS[p20260102]");
        assertThat(refresh("m", "")).isEqualTo("SUCCESS[p20260101,p20260201]");
        assertThatThrownBy(() -> refresh("m", "PARTITION START ('2026-01-02') END ('2026-01-02')"))
                .hasMessageContaining("start date should less than end date");
    }

    @Test
    void days_roll_up_into_months_and_a_dropped_day_is_taken_out() throws Exception {
        view("m", "date_trunc('month', dt)", "SELECT dt, cust, amt FROM sales");
        assertThat(refresh("m", "")).isEqualTo("SUCCESS[p202601_202602,p202602_202603]");
        client.run("ALTER TABLE sales DROP PARTITION p20260102");
        assertThat(refresh("m", "")).isEqualTo("SUCCESS[p202601_202602]");
        assertThat(client.rows("SELECT amt FROM m ORDER BY amt")).containsExactly("10", "30");
        client.run("ALTER TABLE sales DROP PARTITION p20260201");
        assertThat(refresh("m", "")).isEqualTo("SKIPPED[]");
        assertThat(client.rows("SELECT amt FROM m")).containsExactly("10");
    }

    @Test
    void a_joined_table_that_changes_makes_every_partition_stale() throws Exception {
        client.run("CREATE TABLE cust (id INT, region STRING) PRIMARY KEY (id)");
        client.run("INSERT INTO cust VALUES (1, 'n'), (2, 's')");
        client.run("CREATE VIEW named AS SELECT s.dt, c.region, s.amt FROM sales s LEFT JOIN cust c ON s.cust = c.id");
        view("m", "dt", "SELECT dt, region, sum(amt) AS total FROM d.named GROUP BY dt, region");
        view("mm", "dt", "SELECT dt, sum(total) AS total FROM m GROUP BY dt");
        assertThat(refresh("m", "")).isEqualTo("SUCCESS[p20260101,p20260102,p20260201]");
        assertThat(refresh("mm", "")).isEqualTo("SUCCESS[p20260101,p20260102,p20260201]");
        client.run("INSERT INTO sales VALUES ('2026-02-01', 1, 1)");
        assertThat(refresh("m", "")).isEqualTo("SUCCESS[p20260201]");
        assertThat(refresh("mm", "")).isEqualTo("SUCCESS[p20260201]");
        client.run("INSERT INTO cust VALUES (2, 'w')");
        assertThat(refresh("m", "PARTITION START ('2026-02-01') END ('2026-03-01')"))
                .isEqualTo("SUCCESS[p20260201]");
        assertThat(refresh("m", "")).isEqualTo("SUCCESS[p20260101,p20260102,p20260201]");
        assertThat(refresh("m", "")).isEqualTo("SKIPPED[]");
    }

    @Test
    void a_query_that_looks_beyond_a_partition_is_refreshed_as_a_whole() throws Exception {
        view("twice", "dt", "SELECT a.dt, b.amt FROM sales a JOIN sales b ON b.dt = date_sub(a.dt, interval 1 day)");
        view("ranked", "dt", "SELECT dt, sum(amt) OVER (ORDER BY dt) AS upto FROM sales");
        view("filled", "dt", "SELECT s.dt, c.n FROM (SELECT 1 AS n) c LEFT JOIN sales s ON s.amt = c.n");
        for (String name : List.of("twice", "ranked", "filled")) {
            refresh(name, "");
        }
        client.run("INSERT INTO sales VALUES ('2026-01-01', 9, 9)");
        assertThat(refresh("twice", "")).isEqualTo("SUCCESS[p20260101,p20260102,p20260201]");
        assertThat(refresh("ranked", "")).isEqualTo("SUCCESS[p20260101,p20260102,p20260201]");
        assertThat(refresh("filled", "")).isEqualTo("SUCCESS[filled]");
        assertThat(client.rows("SELECT * FROM filled")).containsExactly("NULL\t1");
        assertThatThrownBy(() -> refresh("filled", "PARTITION START ('2026-01-02') END ('2026-01-03')"))
                .hasMessageContaining("ORR-E013");
    }

    @Test
    void lists_of_values_are_followed_too() throws Exception {
        client.run(
                "CREATE TABLE c (city VARCHAR(20), v INT) PARTITION BY (city); INSERT INTO c VALUES ('a', 1), ('b', 2)");
        view("m", "city", "SELECT city, sum(v) AS v FROM c GROUP BY city");
        assertThat(refresh("m", "PARTITION ('b')")).isEqualTo("SUCCESS[pb]");
        client.run("INSERT INTO c VALUES ('b', 5)");
        assertThat(refresh("m", "")).isEqualTo("SUCCESS[pa,pb]");
        assertThat(client.rows("SELECT * FROM m ORDER BY city")).containsExactly("a\t1", "b\t7");
    }

    @Test
    void a_partition_column_that_is_none_of_a_base_is_refused_as_starrocks_does() throws Exception {
        String none = "Materialized view partition column in partition exp must be base table partition column.";
        client.run("CREATE TABLE whole (dt DATE, v INT)");
        client.run("CREATE VIEW seen AS SELECT dt, cust FROM sales");
        assertThatThrownBy(() -> view("m", "cust", "SELECT cust, sum(amt) s FROM sales GROUP BY cust"))
                .hasMessageEndingWith(none);
        assertThatThrownBy(() -> view("m", "cust", "SELECT cust FROM seen")).hasMessageEndingWith(none);
        assertThatThrownBy(() -> view("m", "dt", "SELECT dt, v FROM whole")).hasMessageEndingWith(none);
        assertThatThrownBy(() -> view("m", "date_trunc('month', dt)", "SELECT dt FROM whole"))
                .hasMessageEndingWith(none);
        assertThatThrownBy(() -> view("m", "d", "SELECT date_add(dt, INTERVAL 1 DAY) AS d FROM sales"))
                .hasMessageEndingWith(none);
        assertThatThrownBy(() -> view("m", "nope", "SELECT dt FROM sales"))
                .hasMessageEndingWith("Materialized view partition exp column:nope is not found in query statement.");
        assertThat(client.engine().catalog().materializedViews()).isEmpty();
    }

    @Test
    void a_column_that_a_join_makes_equal_to_a_partition_column_is_accepted() throws Exception {
        client.run("CREATE TABLE whole (dt DATE, v INT)");
        view("m", "dt", "SELECT w.dt, s.amt FROM whole w JOIN sales s ON w.dt = s.dt");
        client.run("INSERT INTO whole VALUES ('2026-01-01', 1)");
        assertThat(refresh("m", "")).isEqualTo("SUCCESS[m]");
        assertThat(client.rows("SELECT * FROM m")).containsExactly("2026-01-01\t10");
    }
}
