// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.ddl.normal.PropertyRules;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.sql.tree.Property;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells the properties that somebody meant from those that a server writes everywhere. How often rows are kept is a server's
 * setting: what most objects have is taken for its default, as nothing shown tells it.
 */
final class ShownProperties {
    private static final String REPLICAS = "replication_num";

    private final Optional<String> usualReplicas;

    private ShownProperties(Optional<String> usualReplicas) {
        this.usualReplicas = usualReplicas;
    }

    static ShownProperties of(Collection<Definition> definitions) {
        Map<String, Integer> counts = new TreeMap<>();
        definitions.forEach(definition -> properties(definition).stream()
                .filter(property -> property.key().equalsIgnoreCase(REPLICAS))
                .forEach(property -> counts.merge(property.value(), 1, Integer::sum)));
        return new ShownProperties(counts.entrySet().stream()
                .max(Comparator.comparing(Map.Entry<String, Integer>::getValue).thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey));
    }

    private static List<Property> properties(Definition definition) {
        return definition.match(
                table -> table.statement().properties(),
                view -> List.of(),
                view -> view.statement().properties());
    }

    /** With other words about its partitions, a table has them made unless this says no. */
    private static boolean isSwitchedOff(Property property, List<Property> all) {
        String switched = "dynamic_partition.enable";
        return property.key().equalsIgnoreCase(switched)
                && all.stream()
                        .map(other -> other.key().toLowerCase(Locale.ROOT))
                        .anyMatch(key -> key.startsWith("dynamic_partition.") && !key.equals(switched));
    }

    List<Property> stated(List<Property> shown) {
        return shown.stream()
                .filter(property -> !PropertyRules.isImplicit(property) || isSwitchedOff(property, shown))
                .filter(property -> !property.key().equalsIgnoreCase(REPLICAS)
                        || !usualReplicas.equals(Optional.of(property.value())))
                .sorted(Comparator.comparing(Property::key))
                .toList();
    }
}
