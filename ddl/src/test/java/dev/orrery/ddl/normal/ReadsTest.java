// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.QueryStatement;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadsTest {

    @Test
    void a_bare_name_stands_in_the_database_of_the_view_and_a_catalog_is_left_out() {
        assertThat(reads("SELECT a.x FROM t AS a JOIN default_catalog.ods.u AS b ON a.x = b.x"))
                .containsExactly("dwd.t", "ods.u");
    }

    @Test
    void queries_within_expressions_are_read_too() {
        assertThat(reads("SELECT (SELECT max(y) FROM ods.u) FROM ods.t WHERE EXISTS (SELECT 1 FROM ods.v)"))
                .containsExactly("ods.t", "ods.u", "ods.v");
    }

    @Test
    void a_common_table_is_no_table_but_only_for_what_comes_after_it() {
        assertThat(reads("WITH t AS (SELECT x FROM t), u AS (SELECT x FROM T) SELECT x FROM u"
                        + " JOIN (SELECT y FROM t) AS d"))
                .containsExactly("dwd.t");
        assertThat(reads("SELECT x FROM (WITH t AS (SELECT x FROM ods.s) SELECT x FROM t) AS d JOIN t ON true"))
                .containsExactly("dwd.t", "ods.s");
    }

    @Test
    void names_are_made_full_only_where_they_are_bare() {
        Query full = query("WITH c AS (SELECT x FROM ods.t) SELECT x FROM c");
        assertThat(Qualified.query(full, "dwd")).isSameAs(full);
        assertThat(Qualified.query(query("SELECT x FROM t"), "dwd")).isEqualTo(query("SELECT x FROM dwd.t"));
    }

    private static List<String> reads(String sql) {
        return Reads.of(query(sql), "dwd").stream().map(ModelName::toString).toList();
    }

    private static Query query(String sql) {
        return ((QueryStatement) SqlParser.parseStatement(sql)).query();
    }
}
