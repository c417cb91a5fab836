// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.models.catalog.ModelName;

/** Who may load. */
@FunctionalInterface
public interface LoadAccess {
    /**
     * @param table its name is empty where a request speaks of a database only, and both parts where it speaks of none
     */
    boolean permits(String user, String password, ModelName table);
}
