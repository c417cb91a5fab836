// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import java.time.Duration;

/**
 * How long a transaction may take before the server aborts it.
 *
 * @param begun from begin to prepare
 * @param idle from one request to the next, before prepare
 * @param prepared from prepare to commit
 */
record Limits(Duration begun, Duration idle, Duration prepared) {
    static final Limits DEFAULT = new Limits(Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofDays(1));
}
