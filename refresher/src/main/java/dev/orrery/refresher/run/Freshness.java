// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.Facts;
import dev.orrery.refresher.decide.Reason;
import java.time.Duration;
import java.util.Optional;

/**
 * How fresh an MV is against what was promised.
 *
 * @param target its own, or what stands on it needs; empty when nobody promised anything
 * @param lag time since the oldest change that it does not show; zero when it shows all; empty when it was never refreshed
 * @param remark what is new for it, or what keeps it from being refreshed; empty when it is up to date
 */
public record Freshness(
        ModelName mv, Optional<Duration> target, Optional<Duration> lag, Verdict verdict, String remark) {

    /** The target against the lag. */
    public enum Verdict {
        FRESH,
        LATE,
        NEVER_REFRESHED,
        /** StarRocks refuses to refresh it. */
        INACTIVE,
        /** The project has it, the server does not. */
        MISSING
    }

    static Freshness of(Facts facts) {
        String remark = facts.obstacle()
                .map(Object::toString)
                .or(() -> facts.pending().map(pending -> pending.reason().text()))
                .orElse("");
        return new Freshness(facts.mv(), facts.target(), facts.lag(), verdict(facts), remark);
    }

    private static Verdict verdict(Facts facts) {
        Optional<Reason.Kind> obstacle = facts.obstacle().map(Reason::kind);
        if (obstacle.filter(Reason.Kind.MISSING::equals).isPresent()) {
            return Verdict.MISSING;
        }
        if (obstacle.filter(Reason.Kind.INACTIVE::equals).isPresent()) {
            return Verdict.INACTIVE;
        }
        if (facts.lag().isEmpty()) {
            return Verdict.NEVER_REFRESHED;
        }
        return facts.isLate() ? Verdict.LATE : Verdict.FRESH;
    }
}
