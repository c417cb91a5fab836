// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.History.Failures;
import dev.orrery.refresher.decide.Observations.MvStatus;
import dev.orrery.refresher.decide.Observations.Scheme;
import dev.orrery.refresher.decide.Reason.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why an MV cannot be refreshed now, whatever is new for it. */
final class Obstacles {
    private Obstacles() {}

    static Optional<Reason> of(
            ModelName mv, String identity, Observations observations, History history, Policy policy, Instant now) {
        Optional<MvStatus> status = observations.materializedView(mv);
        if (status.isEmpty()) {
            return Optional.of(new Reason(Kind.MISSING, "it is not on the server: `orrery apply` creates it"));
        }
        String lease = observations.leased().get(mv);
        if (lease != null) {
            return Optional.of(new Reason(Kind.LEASED, "a deployment by '" + lease + "' is working on it"));
        }
        if (status.get().scheme() == Scheme.AUTOMATIC) {
            return Optional.of(new Reason(
                    Kind.NOT_MANUAL, "StarRocks refreshes it by itself, and two schedulers would fight over it"));
        }
        Optional<Reason> inactive = status.get()
                .inactiveReason()
                .map(reason -> new Reason(
                        Kind.INACTIVE,
                        "it is inactive" + (reason.isBlank() ? "" : ": '" + reason + "'")
                                + "; `orrery apply` tries to activate it"));
        return inactive.or(() -> breaker(mv, identity, history.of(mv).failures(), policy, now));
    }

    /** Whether it matters even when nothing is new: what the MV shows cannot be trusted to stay fresh. */
    static boolean isBroken(Reason obstacle) {
        return obstacle.kind() == Kind.MISSING || obstacle.kind() == Kind.INACTIVE;
    }

    /** Whether a person who asks for a refresh is to be refused as well: waiting times are for the schedule only. */
    static boolean holdsForRequests(Reason obstacle) {
        return switch (obstacle.kind()) {
            case RETRY_LATER, BREAKER_OPEN, GAVE_UP -> false;
            case NEVER_REFRESHED,
                    REDEFINED,
                    CHANGED,
                    UNVERSIONED,
                    NOTHING_NEW,
                    NO_TARGET,
                    NOT_DUE,
                    DUE,
                    UPSTREAM_OF_DUE,
                    UPSTREAM_RUNNING,
                    UPSTREAM_NOT_GOOD,
                    UPSTREAM_OBSTACLE,
                    NO_SLOT,
                    IN_FLIGHT,
                    ENDED,
                    INACTIVE,
                    MISSING,
                    NOT_MANUAL,
                    LEASED -> true;
        };
    }

    private static Optional<Reason> breaker(
            ModelName mv, String identity, Failures failures, Policy policy, Instant now) {
        boolean counts = failures.count() > 0 && failures.identity().equals(identity);
        if (!counts || failures.lastAt().isEmpty()) {
            return Optional.empty();
        }
        if (failures.count() >= policy.stopAt()) {
            return Optional.of(new Reason(
                    Kind.GAVE_UP,
                    "it failed " + failures.count() + " times in a row, and StarRocks deactivates it for good soon;"
                            + " mend it, then `orrery refresh run " + mv + "`"));
        }
        boolean open = failures.last() == Failure.PERMANENT || failures.count() >= policy.breakerAt();
        int counted = open ? Math.max(failures.count(), policy.breakerAt()) : failures.count();
        Instant next = failures.lastAt().get().plus(policy.retryAfter(mv, counted));
        if (!next.isAfter(now)) {
            return Optional.empty();
        }
        String again = "tried again at " + Times.text(next) + ", in " + Times.text(Duration.between(now, next));
        return Optional.of(
                open
                        ? new Reason(
                                Kind.BREAKER_OPEN,
                                failures.last() == Failure.PERMANENT
                                        ? "its last refresh failed in a way that trying again does not mend; " + again
                                        : "it failed " + failures.count() + " times in a row; " + again)
                        : new Reason(Kind.RETRY_LATER, "its last refresh failed; " + again));
    }
}
