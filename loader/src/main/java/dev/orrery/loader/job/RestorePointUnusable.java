// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * What the job was restored from and what the server holds do not fit each other, and trying again will not help: the
 * job fails at once, and whoever runs it chooses another restore point.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class RestorePointUnusable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** How they do not fit. */
    public enum Reason {
        /** A transaction of the restore point is lost: going on from it would leave its rows out. */
        LOST,
        /** The server has committed more than the restore point knows: labels would collide. */
        AHEAD
    }

    private final Reason reason;

    RestorePointUnusable(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
