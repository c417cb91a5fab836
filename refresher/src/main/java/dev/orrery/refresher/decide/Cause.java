// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

/**
 * Why a wave was opened.
 *
 * @param text for people, such as {@code apply} or {@code due}
 */
public record Cause(Trigger trigger, String text) {

    /** Whether waiting times count. */
    public enum Trigger {
        /** A target lag: MVs are refreshed when they are due, retried after a while. */
        SCHEDULE,
        /** Somebody asked for it: everything that is new, now. */
        REQUEST
    }

    public static Cause due() {
        return new Cause(Trigger.SCHEDULE, "due");
    }

    public static Cause request(String text) {
        return new Cause(Trigger.REQUEST, text);
    }
}
