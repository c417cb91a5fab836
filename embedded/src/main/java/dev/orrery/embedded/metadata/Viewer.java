// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import java.util.Map;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param user name without host
 * @param database for names without one
 * @param changed the system variables that the session set
 */
public record Viewer(String user, Optional<String> database, Map<String, String> changed) {
    public Viewer {
        changed = Map.copyOf(changed);
    }

    /** {@code 'root'@'%'}. */
    public String identity() {
        return "'" + user + "'@'%'";
    }
}
