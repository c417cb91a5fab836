// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.starrocks.DeployLock.Held;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DeployLockTest {
    private static final Instant START = Instant.parse("2026-11-21T10:15:30Z");

    @Test
    void the_second_deployment_is_told_who_holds_the_lock_and_since_when() throws IOException {
        try (ScriptedFrontEnd frontEnd = frontEnd();
                JdbcStarRocks starRocks = JdbcStarRocks.connect(frontEnd.address())) {
            try (Held held = lock(starRocks, START).acquire("anna@build-7, it's her", "t1")) {
                assertThat(held.holder().number()).isEqualTo(1);
                assertThatThrownBy(() -> lock(starRocks, START.plusSeconds(119)).acquire("ben", "t2"))
                        .isInstanceOf(EnvironmentException.class)
                        .hasMessage(
                                "ORR-S004: 'anna@build-7, it's her' deploys to '_orrery_bank' since 2026-11-21T10:15:30Z");
            }
            assertThat(lock(starRocks, START).holder()).isEmpty();
            lock(starRocks, START).acquire("ben", "t3").close();
        }
    }

    @Test
    void a_lock_whose_holder_is_silent_for_its_lease_is_taken_over_and_the_holder_learns_of_it() throws IOException {
        try (ScriptedFrontEnd frontEnd = frontEnd();
                JdbcStarRocks starRocks = JdbcStarRocks.connect(frontEnd.address())) {
            Held dead = lock(starRocks, START).acquire("anna", "t1");
            try (Held taken =
                    lock(starRocks, START.plus(DeployLock.LEASE).plusSeconds(1)).acquire("ben", "t2")) {
                assertThat(lock(starRocks, START).holder().map(DeployLock.Holder::owner))
                        .contains("ben");
                assertThatThrownBy(dead::renew)
                        .isInstanceOf(EnvironmentException.class)
                        .hasMessageContaining("ORR-S005");
                dead.close();
                assertThat(lock(starRocks, START).holder().map(DeployLock.Holder::owner))
                        .contains("ben");
                taken.renew();
            }
        }
    }

    @Test
    void of_twenty_that_come_at_once_one_deploys() throws Exception {
        try (ScriptedFrontEnd frontEnd = frontEnd()) {
            assertThat(race(frontEnd, START)).as("a free lock").hasSize(1);
            assertThat(race(frontEnd, START.plusSeconds(60))).as("a held lock").isEmpty();
            assertThat(race(frontEnd, START.plus(Duration.ofMinutes(3))))
                    .as("a stale lock")
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private static List<Held> race(ScriptedFrontEnd frontEnd, Instant now) throws Exception {
        int contenders = 20;
        CyclicBarrier start = new CyclicBarrier(contenders);
        ExecutorService threads = Executors.newFixedThreadPool(contenders);
        try {
            List<Callable<Optional<Held>>> tasks = new ArrayList<>();
            for (int i = 0; i < contenders; i++) {
                String name = now.getEpochSecond() + "-" + i;
                tasks.add(() -> contend(frontEnd, start, now, name));
            }
            List<Held> won = new ArrayList<>();
            for (Future<Optional<Held>> result : threads.invokeAll(tasks)) {
                result.get().ifPresent(won::add);
            }
            return won;
        } catch (ExecutionException e) {
            throw new AssertionError("a contender failed", e);
        } finally {
            threads.shutdown();
        }
    }

    private static Optional<Held> contend(ScriptedFrontEnd frontEnd, CyclicBarrier start, Instant now, String name)
            throws Exception {
        try (JdbcStarRocks starRocks = JdbcStarRocks.connect(frontEnd.address())) {
            start.await();
            return Optional.of(lock(starRocks, now).acquire(name, name));
        } catch (EnvironmentException e) {
            return Optional.empty();
        }
    }

    private static DeployLock lock(StarRocks starRocks, Instant now) {
        return new DeployLock(new StateDatabase(starRocks, "bank", "default"), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static ScriptedFrontEnd frontEnd() throws IOException {
        return new ScriptedFrontEnd()
                .answer("current_version()", List.of("4.1.0"))
                .refuse("SHOW BACKENDS", 5203, "42000", "Access denied; you need OPERATE");
    }
}
