// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.models.catalog.ModelName;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What a physical partition holds. An INSERT OVERWRITE or TRUNCATE gives a new id, every other load a new version.
 *
 * @param changedAt when the version became visible, in the server's time zone
 */
public record PartitionVersion(
        ModelName table,
        String partition,
        long id,
        long visibleVersion,
        long dataVersion,
        long versionEpoch,
        Optional<LocalDateTime> changedAt) {}
