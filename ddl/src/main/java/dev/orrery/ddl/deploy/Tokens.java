// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import java.util.UUID;

/** What tells one deployment's lock from another's. */
final class Tokens {
    private Tokens() {}

    static String next() {
        return UUID.randomUUID().toString();
    }
}
