// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import java.time.Duration;

/** Lets time pass between two looks at a running refresh. */
@FunctionalInterface
public interface Pause {
    void pause(Duration duration) throws InterruptedException;

    static Pause real() {
        return duration -> Thread.sleep(duration.toMillis());
    }
}
