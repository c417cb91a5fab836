// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRunTest {
    @Test
    void a_run_whose_message_names_the_next_partition_is_not_the_last_of_its_job() {
        assertThat(
                        run("{\"forceRefresh\":false,\"nextPartitionStart\":\"2026-01-02\",\"nextPartitionEnd\":\"2026-01-04\"}")
                                .hasNextBatch())
                .isTrue();
        assertThat(run("{\"nextPartitionValues\": \"(('a'))\"}").hasNextBatch()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"nextPartitionStart\":\"\"}", "{\"nextPartitionStart\":null}"})
    void any_other_run_is(String message) {
        assertThat(run(message).hasNextBatch()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS,SUCCESS,true",
        "success,SUCCESS,true",
        "MERGED,MERGED,true",
        "CANCELLED,CANCELED,true",
        "PENDING,PENDING,false",
        "PAUSED,UNKNOWN,false"
    })
    void states_are_read_as_the_server_spells_them(String text, TaskRun.State state, boolean isFinal) {
        assertThat(TaskRun.State.of(text)).isEqualTo(state);
        assertThat(state.isFinal()).isEqualTo(isFinal);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21 18:16:46,true",
        "2026-11-21T18:16:46.5,true",
        "'',false",
        "NULL,false",
        "not yet refreshed,false"
    })
    void times_that_are_none_are_empty(String text, boolean isTime) {
        assertThat(RefreshReads.time(text).isPresent()).isEqualTo(isTime);
        assertThat(RefreshReads.time(null)).isEmpty();
    }

    private static TaskRun run(String extraMessage) {
        return new TaskRun(
                "q",
                "mv-1",
                TaskRun.State.SUCCESS,
                Optional.empty(),
                Optional.empty(),
                0,
                "",
                "100%",
                extraMessage,
                Optional.empty());
    }
}
