// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a command that stays up: Ctrl-C or SIGTERM opens {@link #wished}, and the process waits until the command has
 * cleaned up and closed this. To be opened before what it outlives.
 */
final class Shutdown implements AutoCloseable {
    private static final int SECONDS_TO_CLEAN_UP = 90;

    private final CountDownLatch wished = new CountDownLatch(1);
    private final CountDownLatch cleanedUp = new CountDownLatch(1);

    private Shutdown() {}

    static Shutdown watch() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::hold, "shutdown"));
        return shutdown;
    }

    /** Opened when the process is asked to end. */
    CountDownLatch wished() {
        return wished;
    }

    private void hold() {
        wished.countDown();
        try {
            if (!cleanedUp.await(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS)) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        cleanedUp.countDown();
    }
}
