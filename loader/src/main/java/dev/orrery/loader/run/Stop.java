// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody's wish that a run should stop; once said it stays. */
public final class Stop {
    private final CountDownLatch wished = new CountDownLatch(1);

    public void wish() {
        wished.countDown();
    }

    public boolean isWished() {
        return wished.getCount() == 0;
    }

    /** Waits that long, or until somebody wishes it. */
    boolean await(Duration time) throws InterruptedException {
        return wished.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
