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
        shutdown.begin(() -> {});
        return shutdown;
    }

    /** One that holds nothing up until {@link #begin}: what comes before, such as a question, may end at once. */
    static Shutdown unwatched() {
        return new Shutdown();
    }

    /**
     * @param atOnce done when the process is asked to end, before it waits
     */
    void begin(Runnable atOnce) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            wished.countDown();
                            if (cleanedUp.getCount() > 0) {
                                atOnce.run();
                            }
                            hold();
                        },
                        "shutdown"));
    }

    boolean isWished() {
        return wished.getCount() == 0;
    }

    /** Opened when the process is asked to end. */
    CountDownLatch wished() {
        return wished;
    }

    private void hold() {
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
