// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param user name without host
 * @param database for names without one
 */
public record Viewer(String user, Optional<String> database, SystemVariables variables) {

    /** {@code 'root'@'%'}. */
    public String identity() {
        return "'" + user + "'@'%'";
    }
}
