// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import dev.orrery.models.catalog.ModelName;
import java.time.Duration;

/**
 * How eager and how patient the refresher is.
 *
 * @param slots refreshes that may run on the server at a time; StarRocks runs four tasks, and people want one of them
 * @param margin how much earlier than necessary a refresh starts
 * @param jitter by how much at most refreshes that would start together are spread, each by its name
 * @param firstRetry after the first failure; doubles with each
 * @param longestRetry where the doubling ends
 * @param breakerAt failures in a row after which only rare probes are made
 * @param stopAt failures in a row after which nothing more is tried: StarRocks itself deactivates an MV for good after ten
 * @param probe after the breaker has opened; doubles with each probe
 */
public record Policy(
        int slots,
        Duration margin,
        Duration jitter,
        Duration firstRetry,
        Duration longestRetry,
        int breakerAt,
        int stopAt,
        Duration probe) {

    public static final Policy DEFAULT = new Policy(
            3,
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            5,
            9,
            Duration.ofMinutes(15));

    public Policy {
        if (slots < 1 || breakerAt < 1 || stopAt < breakerAt) {
            throw new IllegalArgumentException("slots " + slots + ", breaker " + breakerAt + ", stop " + stopAt);
        }
    }

    public Policy withSlots(int other) {
        return new Policy(other, margin, jitter, firstRetry, longestRetry, breakerAt, stopAt, probe);
    }

    public Policy withJitter(Duration other) {
        return new Policy(slots, margin, other, firstRetry, longestRetry, breakerAt, stopAt, probe);
    }

    /** By how much an MV starts before it has to: the same each time, at most a tenth of its target. */
    Duration jitterOf(ModelName mv, Duration target) {
        long most = Math.min(target.toMillis() / 10, jitter.toMillis());
        if (most <= 0) {
            return Duration.ZERO;
        }
        long hash = Long.parseUnsignedLong(Fingerprint.of(mv.toString()), 16);
        return Duration.ofMillis(Long.remainderUnsigned(hash, most + 1));
    }

    /** How long to wait after some failures in a row. Spread over its upper half by name, so that neighbours do not return together. */
    Duration retryAfter(ModelName mv, int failures) {
        Duration most;
        if (failures < breakerAt) {
            most = doubled(firstRetry, failures - 1);
            most = most.compareTo(longestRetry) > 0 ? longestRetry : most;
        } else {
            most = doubled(probe, failures - breakerAt);
        }
        long half = most.toMillis() / 2;
        long hash = Long.parseUnsignedLong(Fingerprint.of(mv + "#" + failures), 16);
        return Duration.ofMillis(half + Long.remainderUnsigned(hash, half + 1));
    }

    private static Duration doubled(Duration first, int times) {
        return first.multipliedBy(1L << Math.min(times, 20));
    }
}
