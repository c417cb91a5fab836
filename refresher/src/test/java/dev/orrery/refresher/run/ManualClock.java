// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until somebody moves it. */
public final class ManualClock extends Clock {
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private Runnable beforeReading = () -> {};

    public void advance(Duration by) {
        now = now.plus(by);
    }

    /** Called whenever somebody asks for the time: the place to die. */
    void beforeReading(Runnable action) {
        beforeReading = action;
    }

    Instant peek() {
        return now;
    }

    @Override
    public Instant instant() {
        beforeReading.run();
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
