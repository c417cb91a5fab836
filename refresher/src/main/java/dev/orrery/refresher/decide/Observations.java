// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import dev.orrery.models.catalog.ModelName;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a look at the server showed.
 *
 * @param roots tables whose versions the server tells; one that is missing has none (an external table, or no privilege)
 * @param materializedViews those that exist
 * @param leased MVs that a deployment has taken, and who it is
 */
public record Observations(
        Map<ModelName, RootVersion> roots, Map<ModelName, MvStatus> materializedViews, Map<ModelName, String> leased) {

    public Observations {
        roots = Collections.unmodifiableMap(new TreeMap<>(roots));
        materializedViews = Collections.unmodifiableMap(new TreeMap<>(materializedViews));
        leased = Collections.unmodifiableMap(new TreeMap<>(leased));
    }

    /**
     * What a root table holds.
     *
     * @param version equal when the table holds the same
     * @param changedAt when it got that version, as far as the server tells it
     */
    public record RootVersion(String version, Optional<Instant> changedAt) {}

    /**
     * An MV on the server.
     *
     * @param taskName tells it from another one that had its name before
     * @param inactiveReason empty while it is active
     */
    public record MvStatus(String taskName, Scheme scheme, Optional<String> inactiveReason) {}

    /** Who starts refreshes by the server's own word. */
    public enum Scheme {
        MANUAL,
        /** StarRocks does: on a timer or on every load. */
        AUTOMATIC
    }

    Optional<RootVersion> root(ModelName name) {
        return Optional.ofNullable(roots.get(name));
    }

    Optional<MvStatus> materializedView(ModelName name) {
        return Optional.ofNullable(materializedViews.get(name));
    }
}
