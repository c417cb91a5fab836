// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.alter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.ModelName;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A table has one schema change at a time, whoever comes in between. */
final class OneJobATableTest {
    private static final ModelName TABLE = new ModelName("shop", "orders");
    private static final long ID = 7;

    private static Optional<AlterDelays.Delay> lasting(Duration duration) {
        return Optional.of(new AlterDelays.Delay(duration, AlterDelays.Outcome.FINISH));
    }

    private static void alter(AlterJobs jobs, AlterJobs.Work work) throws Exception {
        jobs.run(AlterJob.Kind.COLUMN, ID, TABLE, TABLE.name(), work);
    }

    @Test
    void of_two_that_both_found_the_table_free_one_is_refused() throws Exception {
        AtomicReference<AlterJobs> both = new AtomicReference<>();
        AtomicBoolean first = new AtomicBoolean(true);
        AlterDelays other = table -> {
            if (first.getAndSet(false)) {
                try {
                    alter(Objects.requireNonNull(both.get()), () -> {});
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            return lasting(Duration.ofMinutes(10));
        };
        try (Engine engine = Engine.open(Optional.empty(), Clock.systemUTC());
                AlterJobs jobs = new AlterJobs(engine, other)) {
            both.set(jobs);
            assertThatThrownBy(() -> alter(jobs, () -> {}))
                    .isInstanceOf(ServerError.class)
                    .hasMessageContaining("A schema change operation is in progress");
            assertThat(jobs.list()).hasSize(1);
        }
    }

    @Test
    void the_table_is_closed_while_the_change_is_carried_out() throws Exception {
        CompletableFuture<Boolean> open = new CompletableFuture<>();
        try (Engine engine = Engine.open(Optional.empty(), Clock.systemUTC());
                AlterJobs jobs = new AlterJobs(engine, table -> lasting(Duration.ZERO))) {
            alter(jobs, () -> {
                try {
                    jobs.checkFree(ID, TABLE);
                    open.complete(true);
                } catch (ServerError e) {
                    open.complete(false);
                }
            });
            assertThat(open.get(20, TimeUnit.SECONDS)).isFalse();
        }
    }
}
