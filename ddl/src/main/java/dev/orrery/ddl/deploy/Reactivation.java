// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.LiveMaterializedView;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.SqlNames;
import dev.orrery.starrocks.StarRocks;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds MVs that a change below them made inactive, and wakes them upstream first. */
final class Reactivation {
    private static final Logger LOG = LoggerFactory.getLogger(Reactivation.class);

    private final StarRocks starRocks;

    Reactivation(StarRocks starRocks) {
        this.starRocks = starRocks;
    }

    NavigableSet<ModelName> inactive(Catalog live) {
        Set<String> databases =
                live.names().stream().map(ModelName::database).collect(Collectors.toCollection(TreeSet::new));
        NavigableSet<ModelName> inactive = new TreeSet<>();
        if (!databases.isEmpty()) {
            starRocks.materializedViews(databases).stream()
                    .filter(view -> !view.isActive())
                    .map(LiveMaterializedView::name)
                    .forEach(inactive::add);
        }
        return inactive;
    }

    /** Activates and refreshes. One that stays inactive is named in the log: its own text no longer fits what it reads. */
    void run(Catalog live) {
        NavigableSet<ModelName> waiting = inactive(live);
        while (!waiting.isEmpty()) {
            ModelName next = waiting.stream()
                    .filter(name -> live.find(name).map(Definition::reads).stream()
                            .flatMap(Set::stream)
                            .noneMatch(waiting::contains))
                    .findFirst()
                    .orElse(waiting.first());
            waiting.remove(next);
            try {
                starRocks.activate(next);
                starRocks.execute("REFRESH MATERIALIZED VIEW " + SqlNames.quote(next) + " WITH SYNC MODE");
            } catch (ServerException e) {
                LOG.warn("MV '{}' stays inactive: {}", next, e.getMessage());
            }
        }
    }
}
