// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.refresher.decide.Cut;
import dev.orrery.refresher.decide.RunState;
import dev.orrery.refresher.history.OpenRun;
import dev.orrery.refresher.run.Progress.Kind;
import dev.orrery.starrocks.TaskRun;
import dev.orrery.starrocks.TaskRun.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant SUBMITTED = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void a_run_is_what_its_state_says() {
        assertThat(progress("q1", run("q1", State.PENDING))).isEqualTo(Kind.PENDING);
        assertThat(progress("q1", run("q1", State.RUNNING))).isEqualTo(Kind.RUNNING);
        assertThat(progress("q1", run("q1", State.SUCCESS))).isEqualTo(Kind.REFRESHED);
        assertThat(progress("q1", run("q1", State.SKIPPED))).isEqualTo(Kind.SKIPPED);
        assertThat(progress("q1", run("q1", State.FAILED))).isEqualTo(Kind.FAILED);
        assertThat(progress("q1", run("q1", State.CANCELED))).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void a_merged_run_is_followed_where_it_went() {
        assertThat(of(open("q1", null), run("q1", State.MERGED), run("q2", State.MERGED), run("q3", State.RUNNING)))
                .isEqualTo(new Progress(Kind.MOVED, "q3"));
        assertThat(progress("q1", run("q1", State.MERGED))).isEqualTo(Kind.PENDING);
    }

    @Test
    void a_job_in_batches_is_done_when_its_last_batch_names_no_next() {
        TaskRun first = batch("q1", State.SUCCESS, "{\"nextPartitionStart\":\"2026-01-02\"}");
        assertThat(progress("q1", first)).isEqualTo(Kind.BETWEEN_BATCHES);
        assertThat(progress("q1", first, batch("q2", State.RUNNING, ""))).isEqualTo(Kind.RUNNING);
        assertThat(progress("q1", first, batch("q2", State.FAILED, ""))).isEqualTo(Kind.FAILED);
        assertThat(progress("q1", first, batch("q2", State.SUCCESS, "{\"nextPartitionStart\":\"\"}")))
                .isEqualTo(Kind.REFRESHED);
        assertThat(progress("q1", first, batch("q2", State.SKIPPED, ""))).isEqualTo(Kind.REFRESHED);
    }

    @Test
    void a_run_that_the_server_does_not_show_is_waited_for_and_then_lost() {
        assertThat(Progress.of(open("q1", null), List.of(), SUBMITTED.plusSeconds(60), PATIENCE)
                        .kind())
                .isEqualTo(Kind.PENDING);
        assertThat(Progress.of(open("q1", null), List.of(), SUBMITTED.plusSeconds(61), PATIENCE)
                        .kind())
                .isEqualTo(Kind.LOST);
    }

    @Test
    void an_intent_without_an_answer_takes_the_run_that_was_not_there_before() {
        OpenRun intent = open(null, "q1");
        assertThat(of(intent, run("q0", State.SUCCESS), run("q1", State.SUCCESS), run("q2", State.RUNNING)))
                .isEqualTo(new Progress(Kind.ADOPTED, "q2"));
        assertThat(of(intent, run("q0", State.SUCCESS), run("q1", State.SUCCESS))
                        .kind())
                .isEqualTo(Kind.NOT_SENT);
        assertThat(of(open(null, null)).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(of(open(null, null), run("q1", State.PENDING))).isEqualTo(new Progress(Kind.ADOPTED, "q1"));
    }

    private static Kind progress(String queryId, TaskRun... runs) {
        return of(open(queryId, null), runs).kind();
    }

    private static Progress of(OpenRun run, TaskRun... runs) {
        return Progress.of(run, Arrays.asList(runs), SUBMITTED.plusSeconds(1), PATIENCE);
    }

    private static OpenRun open(
            @org.jspecify.annotations.Nullable String queryId, @org.jspecify.annotations.Nullable String seen) {
        return new OpenRun(
                1,
                Models.name("dws.m"),
                RunState.SUBMITTED,
                "mv-1",
                Optional.ofNullable(queryId),
                Optional.ofNullable(seen),
                new Cut("i", new TreeMap<>()),
                SUBMITTED,
                SUBMITTED);
    }

    private static TaskRun run(String queryId, State state) {
        return taskRun(queryId, state, "", Optional.of("job-" + queryId));
    }

    private static TaskRun batch(String queryId, State state, String extra) {
        return taskRun(queryId, state, extra, Optional.of("job"));
    }

    private static TaskRun taskRun(String queryId, State state, String extra, Optional<String> job) {
        return new TaskRun(queryId, "mv-1", state, Optional.empty(), Optional.empty(), 0, "message", "", extra, job);
    }
}
