// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import java.util.List;
import java.util.Locale;

/** Whether trying a failed refresh again may help. */
public enum Failure {
    /** A lock, a timeout, a node that is down, a full queue: it may. */
    TRANSIENT,
    /** The definition, a column, a privilege: it will not, until somebody changes something. */
    PERMANENT,
    /** Nobody can tell from the message: tried like a transient one. */
    UNKNOWN;

    private static final List<String> PERMANENT_SIGNS = List.of(
            "getting analyzing error",
            "getting syntax error",
            "cannot be resolved",
            "unknown table",
            "unknown column",
            "unknown database",
            "access denied",
            "can not find materialized view",
            "not support",
            "is not active",
            "inactive",
            "column schema not compatible",
            "no such table",
            "does not exist",
            "doesn't exist");
    private static final List<String> TRANSIENT_SIGNS = List.of(
            "timeout",
            "timed out",
            "reached its timeout",
            "lock",
            "backend",
            "no alive",
            "not alive",
            "rpc",
            "connection",
            "communications link failure",
            "memory",
            "mem_limit",
            "too many",
            "rejected",
            "queue",
            "pending task run",
            "leader",
            "retry",
            "cancelled because",
            "version already been compacted",
            "tablet",
            "capacity limit");

    /** From the server's message. What names both is transient: trying once too often costs less than giving up. */
    public static Failure of(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (TRANSIENT_SIGNS.stream().anyMatch(text::contains)) {
            return TRANSIENT;
        }
        return PERMANENT_SIGNS.stream().anyMatch(text::contains) ? PERMANENT : UNKNOWN;
    }
}
