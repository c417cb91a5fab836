// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.starrocks.DeployLock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the deploy lock while a step takes its time, on a thread of its own. */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final long SECONDS = DeployLock.LEASE.toSeconds() / 6;

    private final ScheduledExecutorService thread;
    private volatile @Nullable RuntimeException lost;
    private volatile Runnable also = () -> {};

    Heartbeat(DeployLock.Held lock) {
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, "orrery-deploy-heartbeat");
            daemon.setDaemon(true);
            return daemon;
        });
        var unused = thread.scheduleWithFixedDelay(() -> beat(lock), SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /** Done with every beat, such as prolonging leases. */
    void also(Runnable work) {
        this.also = work;
    }

    private void beat(DeployLock.Held lock) {
        try {
            lock.renew();
            also.run();
        } catch (RuntimeException e) {
            LOG.warn("the deploy lock was not renewed: {}", e.getMessage());
            if (e instanceof dev.orrery.models.diagnostic.EnvironmentException) {
                lost = e;
            }
        }
    }

    /**
     * Called between steps.
     *
     * @throws dev.orrery.models.diagnostic.EnvironmentException when the lock is another's by now
     */
    void check() {
        RuntimeException failure = lost;
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
