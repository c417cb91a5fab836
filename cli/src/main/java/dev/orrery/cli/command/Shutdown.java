// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends a command that stays up: Ctrl-C or SIGTERM opens the latch, and the process waits for the command to clean up. */
public final class Shutdown {
    private static final int SECONDS_TO_CLEAN_UP = 90;

    private Shutdown() {}

    /** Opened when the process is asked to end. To be called from the thread that then cleans up. */
    public static CountDownLatch latch() {
        CountDownLatch stop = new CountDownLatch(1);
        Thread command = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.countDown();
                            try {
                                // The process ends when its hooks have: what the command closes is closed before.
                                command.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_CLEAN_UP));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "shutdown"));
        return stop;
    }
}
