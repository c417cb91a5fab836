// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.models.catalog.Definition;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Property;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The orrery.yml of a project that is begun by an import. */
final class ProjectFile {
    private ProjectFile() {}

    static String text(Found found, Into into, Layers layers, Collection<Definition> definitions) {
        List<String> lines = new ArrayList<>();
        lines.add("name: " + YamlText.scalar(into.name()));
        lines.add("starrocks: \"" + found.version().line() + "\"");
        if (found.runMode() != RunMode.SHARED_NOTHING) {
            lines.add("run_mode: " + found.runMode().name().toLowerCase(Locale.ROOT));
        }
        SortedSet<String> features = features(definitions);
        if (!features.isEmpty()) {
            lines.add("features: " + YamlText.list(features));
        }
        lines.add("");
        lines.add("# Guessed from what the databases hold and read.");
        lines.add("layers:" + (layers.databases().isEmpty() ? " {}" : ""));
        layers.databases().forEach(database -> lines.add("  " + layers.line(database)));
        into.environment().ifPresent(environment -> {
            lines.add("");
            lines.add("environments:");
            lines.add("  " + YamlText.scalar(environment.name()) + ":");
            lines.add("    hosts: [\"" + String.join("\", \"", environment.hosts()) + "\"]");
            lines.add("    user: " + YamlText.scalar(environment.user()));
            lines.add("    password: " + environment.password());
        });
        return String.join("\n", lines) + "\n";
    }

    /** Switches without which the server would not hold what it holds. */
    private static SortedSet<String> features(Collection<Definition> definitions) {
        SortedSet<String> features = new TreeSet<>();
        definitions.stream()
                .flatMap(definition -> definition.<Stream<IndexDefinition>>match(
                        table -> table.statement().indexes().stream(),
                        view -> Stream.empty(),
                        view -> view.statement().indexes().stream()))
                .flatMap(index -> index.using().stream())
                .forEach(using -> {
                    if (using.equalsIgnoreCase("GIN") || using.equalsIgnoreCase("VECTOR")) {
                        features.add(using.toLowerCase(Locale.ROOT));
                    }
                });
        definitions.stream()
                .flatMap(definition -> definition.<Stream<Property>>match(
                        table -> table.statement().properties().stream(),
                        view -> Stream.empty(),
                        view -> Stream.empty()))
                .filter(property -> property.key().equalsIgnoreCase("storage_type")
                        && property.value().equalsIgnoreCase("column_with_row"))
                .forEach(property -> features.add("rowstore"));
        return features;
    }
}
