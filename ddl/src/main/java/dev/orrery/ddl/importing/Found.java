// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.ddl.live.LiveCatalog;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.project.StarRocksVersion;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a server holds and what of it shall become models.
 *
 * @param live everything in the databases that were asked for
 * @param rollups synchronous MVs: indexes of their table, of which no statement can be read
 * @param chosen whether an object was asked for
 */
public record Found(
        LiveCatalog live,
        Set<ModelName> rollups,
        Predicate<ModelName> chosen,
        StarRocksVersion version,
        RunMode runMode) {
    public Found {
        rollups = Set.copyOf(rollups);
    }
}
