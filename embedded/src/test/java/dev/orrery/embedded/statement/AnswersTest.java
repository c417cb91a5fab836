// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.session.ServerError;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What queries answer where DuckDB would answer otherwise, as real StarRocks was recorded to. */
class AnswersTest {
    private Client client;

    @BeforeEach
    void open() throws Exception {
        client = Client.open();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private List<String> rows(String query) throws ServerError {
        return client.rows(query);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            SELECT 9223372036854775807 + 1                                        | -9223372036854775808
            SELECT map{2: 1, null: 3, 2: 4}                                       | {null:3,2:4}
            SELECT map{1: 2, 3: 4} = map{3: 4, 1: 2}                              | 1
            SELECT [1, null] = [1, null]                                          | NULL
            SELECT [1, null] = [2, null]                                          | 0
            SELECT cast(row(1, 'x') AS STRUCT<a STRING, b STRING>)                | {"a":"1","b":"x"}
            SELECT cast('{"a":[1,2]}' AS MAP<STRING, ARRAY<INT>>)                 | {"a":[1,2]}
            SELECT to_json(map{'b': 1, 'a': 2})                               | {"a": 2, "b": 1}
            SELECT json_remove('{"a": 1, "b": [1, 2, 3]}', '$.b[1]')              | {"a": 1, "b": [1, 3]}
            SELECT murmur_hash3_32('a')                                           | 1086686554
            SELECT to_base64(aes_encrypt('starrocks', 'F3229A0B371ED2D9441B830D21A390C3')) | uv/Lhzm74syo8JlfWarwKA==
            SELECT cast(2147483008 AS FLOAT)                                      | 2147483000
            SELECT str_to_date('20141221', '%Y%m%d')                              | 2014-12-21
            SELECT date_format('2024-01-02', '%D %u %V %X')                       | 2nd 01 53 2023
            SELECT array_sort([3, 1, 2], (x, y) -> y - x)                         | [3,2,1]
            SELECT array_generate('2025-10-01', '2025-10-02', INTERVAL 1 DAY)     | ["2025-10-01 00:00:00","2025-10-02 00:00:00"]
            SELECT typeof(cast(1 AS DECIMAL(19, 2)))                              | decimal128(19, 2)
            SELECT next_day('2024-01-01', 'Mon')                                  | 2024-01-08
            SELECT str_to_map('a:1,b:2')                                          | {"a":"1","b":"2"}
            SELECT bitmap_to_string(sub_bitmap(bitmap_from_string('1,2,5'), 1, 2)) | 2,5
            """)
    void an_expression_is_answered_as_starrocks_does(String query, String answer) throws Exception {
        assertThat(rows(query.strip())).containsExactly(answer.strip());
    }

    @Test
    void pivot_groups_by_the_columns_that_it_does_not_name() throws Exception {
        client.run("CREATE TABLE p (id INT, name STRING, age INT) DUPLICATE KEY (id)");
        client.run("INSERT INTO p VALUES (1, 'John', 30), (2, 'Mike', 80), (2, 'John', 5)");
        assertThat(rows("SELECT * FROM p PIVOT (sum(age) AS s FOR name IN ('John' AS john, 'Mike')) ORDER BY id"))
                .containsExactly("1\t30\tNULL", "2\t5\t80");
    }

    @Test
    void all_groups_and_orders_by_every_column() throws Exception {
        client.run("CREATE TABLE t (k INT, v BIGINT) DUPLICATE KEY (k)");
        client.run("INSERT INTO t VALUES (2, 1), (1, 5), (1, 6)");
        assertThat(rows("SELECT k, sum(v), approx_top_k(v, 1)[1].count FROM t GROUP BY ALL ORDER BY ALL"))
                .containsExactly("1\t11\t1", "2\t1\t1");
        assertThat(rows("SELECT k + 1, count(*) FROM t GROUP BY k + 1 ORDER BY 1"))
                .containsExactly("2\t2", "3\t1");
    }

    @Test
    void a_call_that_the_analyzer_refuses_is_an_error_and_no_answer() {
        assertThatThrownBy(() -> rows("SELECT sum([1])")).hasMessageContaining("sum");
        assertThatThrownBy(() -> rows("SELECT xx_hash3_64('a')")).hasMessageContaining("ORR-E011");
    }
}
