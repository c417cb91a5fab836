// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.test;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a test's server takes for the time: the {@code now:} of the test that runs, in UTC on every machine. */
final class TestClock extends Clock {
    private final AtomicReference<@Nullable Instant> frozen;
    private final Clock clock;

    TestClock() {
        this(new AtomicReference<>(), Clock.systemUTC());
    }

    private TestClock(AtomicReference<@Nullable Instant> frozen, Clock clock) {
        this.frozen = frozen;
        this.clock = clock;
    }

    /** Stands still there; goes on where nothing is given. */
    void freeze(Optional<LocalDateTime> now) {
        frozen.set(now.map(time -> time.toInstant(ZoneOffset.UTC)).orElse(null));
    }

    @Override
    public Instant instant() {
        Instant still = frozen.get();
        return still == null ? clock.instant() : still;
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new TestClock(frozen, clock.withZone(zone));
    }
}
