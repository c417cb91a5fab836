// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PositionTest {
    private static String mysql(String file, long pos) throws Misfit, JsonProcessingException {
        return at(1, "{\"source\":{\"file\":\"" + file + "\",\"pos\":" + pos + ",\"row\":0}}", "mysql");
    }

    private static String at(int rank, String json, String connector) throws Misfit, JsonProcessingException {
        JsonNode envelope = Json.MAPPER.readTree(json);
        return Position.of(rank, envelope, Position.fields(connector));
    }

    @Test
    void a_log_orders_by_file_then_by_place() throws Exception {
        List<String> positions = List.of(
                Position.ofRank(0),
                Position.ofRank(1),
                mysql("binlog.000042", 9),
                mysql("binlog.000042", 10),
                mysql("binlog.000043", 1),
                mysql("binlog.999999", 5),
                mysql("binlog.1000000", 4));

        assertThat(positions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void numbers_compare_as_numbers() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            long a = random.nextLong() >> random.nextInt(60);
            long b = random.nextLong() >> random.nextInt(60);
            String left = at(0, "{\"source\":{\"lsn\":" + a + "}}", "postgresql");
            String right = at(0, "{\"source\":{\"lsn\":" + b + "}}", "postgresql");

            assertThat(Integer.signum(left.compareTo(right))).isEqualTo(Long.compare(a, b));
        }
    }

    @Test
    void a_higher_rank_is_newer_than_any_position_of_a_lower_one() throws Exception {
        assertThat(Position.ofRank(2)).isGreaterThan(mysql("binlog.999999", Long.MAX_VALUE));
    }

    @Test
    void the_same_place_in_a_log_is_a_repetition_and_the_same_instant_is_not() throws Exception {
        String log = mysql("binlog.1", 1);
        String clock = at(1, "{\"source\":{\"ts_ms\":5}}", "mongodb");

        assertThat(Position.age(log, log)).isEqualTo(Position.Age.REPEATED);
        assertThat(Position.age(clock, clock)).isEqualTo(Position.Age.NEW);
        assertThat(Position.age(mysql("binlog.1", 1), mysql("binlog.1", 2))).isEqualTo(Position.Age.LATE);
        assertThat(Position.age(Position.FIRST, null)).isEqualTo(Position.Age.NEW);
        assertThat(Position.age(Position.FIRST, log)).isEqualTo(Position.Age.LATE);
    }
}
