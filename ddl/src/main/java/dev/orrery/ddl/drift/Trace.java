// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.drift;

import dev.orrery.models.catalog.ModelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a server remembers of a change that was not a deployment's.
 *
 * @param when as the server writes it
 * @param who a user, and from where; empty where only a job is remembered
 * @param what the statement, or what the job did
 */
public record Trace(String when, Optional<String> who, String what) {

    /**
     * All that is remembered since the last deployment.
     *
     * @param byObject newest first
     * @param gap what is not remembered and how it would be; empty when every statement is
     */
    public record Log(Map<ModelName, List<Trace>> byObject, Optional<String> gap) {
        public Log {
            byObject = new TreeMap<>(byObject);
        }

        /** Nothing was looked up. */
        public static Log none() {
            return new Log(Map.of(), Optional.empty());
        }

        List<Trace> of(ModelName name) {
            return byObject.getOrDefault(name, List.of());
        }
    }
}
