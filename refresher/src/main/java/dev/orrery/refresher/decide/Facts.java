// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import dev.orrery.models.catalog.ModelName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one MV at one time: the ground on which decisions, freshness reports and explanations stand.
 *
 * @param target its own or what its consumers need; empty when nobody set one
 * @param ownTarget the part of it that is written at the MV itself
 * @param pending why a refresh would bring something; empty when it holds everything
 * @param lag time since the oldest change that it does not hold; zero when it holds everything, empty when it was never
 *     refreshed
 * @param expected how long its refresh takes, zero when unknown
 * @param chain how long it takes together with what has to be refreshed below it
 * @param dueAt when the wave has to start that keeps its own target; empty without one, or without anything new
 * @param latestStart when it has to start itself, for its consumers to keep theirs
 * @param obstacle why it cannot be refreshed now
 */
public record Facts(
        ModelName mv,
        Optional<Duration> target,
        Optional<Duration> ownTarget,
        Optional<Pending> pending,
        Optional<Duration> lag,
        Duration expected,
        Duration chain,
        Optional<Instant> dueAt,
        Instant latestStart,
        Optional<Reason> obstacle) {

    /**
     * Something new for an MV.
     *
     * @param since the oldest change that it does not hold; now, when it was never refreshed
     */
    public record Pending(Instant since, Reason reason) {}

    /** Whether it is later than promised; never, when nothing was promised. */
    public boolean isLate() {
        return target.isPresent() && (lag.isEmpty() || lag.get().compareTo(target.get()) > 0);
    }
}
