// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreparedTextsTest {
    private Client client;

    @BeforeEach
    void open() throws Exception {
        client = Client.open();
        client.run("CREATE TABLE t (id INT, name STRING, day DATE, amount DECIMAL(10, 2)) DUPLICATE KEY (id)");
        client.run(
                "INSERT INTO t VALUES (1, 'a', '2026-01-01', 1.50), (2, 'it''s', '2026-01-02', 2), (3, 'c', NULL, 3)");
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void a_variable_has_the_type_of_what_it_was_set_to() throws Exception {
        client.run("SET @n = 43, @d = date '2026-01-02', @s = 'it''s', @m = 1.50, @b = true, @neg = -7");
        assertThat(client.rows("SELECT @n + 1, date_add(@d, interval 1 day), concat(@s, '!'), @m * 2, @b, @neg"))
                .containsExactly("44\t2026-01-03\tit's!\t3.00\t1\t-7");
        client.run("SET @sum = (SELECT sum(amount) FROM t), @next = @n + 1");
        assertThat(client.rows("SELECT @sum, @next")).containsExactly("6.50\t44");
        assertThat(client.rows("SELECT id FROM t WHERE day = @d AND name = @s")).containsExactly("2");
    }

    @Test
    void a_variable_that_was_never_set_is_null() throws Exception {
        assertThat(client.rows("SELECT @nobody, @nobody IS NULL")).containsExactly("NULL\t1");
    }

    @Test
    void a_set_that_fails_changes_no_variable() throws Exception {
        client.run("SET @a = 1");
        assertThatThrownBy(() -> client.run("SET @a = 2, @b = bitmap_empty()"))
                .hasMessage("Getting analyzing error. Detail message: Can't set variable with type BITMAP.");
        assertThat(client.rows("SELECT @a, @b")).containsExactly("1\tNULL");
        assertThatThrownBy(() -> client.rows("SELECT /*+ SET_USER_VARIABLE(@a = 5) */ @a"))
                .hasMessageContaining("ORR-E013");
    }

    @Test
    void a_prepared_query_runs_with_variables_in_its_places() throws Exception {
        client.run("PREPARE s FROM 'SELECT id FROM t WHERE name = ? OR id > ? ORDER BY id LIMIT ?'");
        client.run("SET @name = 'it''s', @id = 2, @n = 2");
        assertThat(client.rows("EXECUTE s USING @name, @id, @n")).containsExactly("2", "3");
        client.run("SET @n = 1");
        assertThat(client.rows("EXECUTE s USING @name, @id, @n")).containsExactly("2");
        client.run("PREPARE s FROM SELECT count(*) FROM t");
        assertThat(client.rows("EXECUTE s")).containsExactly("3");
        client.run("DEALLOCATE PREPARE s");
        assertThatThrownBy(() -> client.rows("EXECUTE s")).hasMessage("Could not execute, since `s` not exist");
        assertThatThrownBy(() -> client.run("DROP PREPARE s")).hasMessage("PrepareStmt `s` not exist");
    }

    @Test
    void only_queries_are_prepared_and_every_place_needs_a_value() throws Exception {
        assertThatThrownBy(() -> client.run("PREPARE s FROM 'INSERT INTO t VALUES (?, ?, ?, ?)'"))
                .hasMessageContaining("not supported in the prepared statement protocol yet");
        assertThatThrownBy(() -> client.run("PREPARE s FROM 'SELECT nope FROM t'"))
                .hasMessageContaining("Column 'nope' cannot be resolved");
        client.run("PREPARE s FROM 'SELECT ?, ?'");
        assertThatThrownBy(() -> client.rows("EXECUTE s USING @a"))
                .hasMessageContaining("Invalid arguments size 1, expected 2");
    }
}
