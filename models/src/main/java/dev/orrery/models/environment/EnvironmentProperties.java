// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.environment;

import dev.orrery.models.catalog.Definition;
import dev.orrery.models.project.Environment;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an environment says of all its models, written into their statements where their kind can have it. */
final class EnvironmentProperties {
    private static final Set<String> OF_TABLES = Set.of("replication_num", "storage_volume");
    private static final StarRocksVersion REWRITE_SWITCH = new StarRocksVersion(3, 3, 0);

    private final SortedMap<String, String> all;
    private final SortedMap<String, String> ofMaterializedViews;

    EnvironmentProperties(Environment environment, Project.Target target) {
        this.all = environment.properties();
        this.ofMaterializedViews = new TreeMap<>(all);
        if (environment.base().isPresent()) {
            // It reads the base's tables: queries on those must not be answered from what is tried here.
            if (target.version().isBefore(REWRITE_SWITCH)) {
                ofMaterializedViews.put("query_rewrite_consistency", "disable");
            } else {
                ofMaterializedViews.put("enable_query_rewrite", "false");
            }
        }
    }

    Definition in(Definition definition) {
        return definition.match(
                table -> table.statement().external()
                        ? table
                        : new Definition.Table(
                                table.name(),
                                table.statement()
                                        .withProperties(with(table.statement().properties(), ofTables())),
                                table.columns()),
                view -> view,
                mv -> new Definition.MaterializedView(
                        mv.name(),
                        mv.statement().withProperties(with(mv.statement().properties(), ofMaterializedViews)),
                        mv.columns(),
                        mv.reads()));
    }

    private SortedMap<String, String> ofTables() {
        SortedMap<String, String> properties = new TreeMap<>(all);
        properties.keySet().retainAll(OF_TABLES);
        return properties;
    }

    /** The environment's word instead of the model's. */
    private static List<Property> with(List<Property> written, SortedMap<String, String> ours) {
        List<Property> properties = new ArrayList<>(written);
        properties.removeIf(property -> ours.containsKey(property.key()));
        ours.forEach((key, value) -> properties.add(new Property(Location.NOWHERE, key, value)));
        return properties;
    }
}
