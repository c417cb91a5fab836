// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.diff.Diff;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.Registry;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.project.StarRocksVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Before, after, and the plan between them, one file each. {@code -Dgolden.update=true} writes the plans anew. */
final class ScenarioTest {
    private static final Path FOLDER = Path.of("src/test/resources/scenarios");

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void plans_as_recorded(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".txt");
        Map<String, String> parts = parts(Files.readString(file));
        Catalog before = CatalogText.parse(parts.getOrDefault("before", ""));
        Set<String> others = Set.copyOf(parts.getOrDefault("others", "").lines().toList());
        Catalog after = CatalogText.parse(parts.getOrDefault("after", ""));
        Destructive destructive = Destructive.valueOf(
                parts.getOrDefault("destructive", "withheld").strip().toUpperCase(java.util.Locale.ROOT));

        SortedMap<ModelName, ModelName> renamed = renamed(parts.getOrDefault("renamed", ""));
        Desired desired = new Desired(after, Set.of(), renamed, new TreeMap<>(), false)
                .renaming(columns(parts.getOrDefault("renamed columns", "")));

        StringBuilder actual = new StringBuilder();
        for (String part : List.of("before", "others", "sizes", "destructive", "after", "renamed", "renamed columns")) {
            if (parts.containsKey(part)) {
                actual.append("-- ").append(part).append(" --\n").append(parts.get(part));
            }
        }
        Map<ModelName, Volume> sizes = sizes(parts.getOrDefault("sizes", ""));
        for (String target : targets(parts.keySet())) {
            Diff.Live live = live(before, others).on(version(target));
            Plan plan = Plan.of(desired, live, destructive);
            write(sizes.isEmpty() ? plan : plan.weighed(after, before, sizes), target, actual);
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        }
        assertThat(Files.readString(file)).isEqualTo(actual.toString());
    }

    /** The newest, then those that a part is named after: {@code -- plan 3.2 --}. */
    private static List<String> targets(Set<String> parts) {
        return Stream.concat(
                        Stream.of(""),
                        parts.stream()
                                .filter(part -> part.startsWith("plan "))
                                .map(part -> part.substring("plan".length())))
                .toList();
    }

    private static StarRocksVersion version(String target) {
        return target.isEmpty()
                ? StarRocksVersion.NEWEST
                : StarRocksVersion.read(target).orElseThrow();
    }

    private static void write(Plan plan, String target, StringBuilder out) {
        out.append("-- plan").append(target).append(" --\n").append(PlanText.of(plan));
        out.append("-- statements").append(target).append(" --\n");
        plan.steps().forEach(step -> {
            out.append(step.sql()).append(";\n");
            step.undo()
                    .forEach(undo -> out.append("  undo: ")
                            .append(undo.replace("\n", "\n        "))
                            .append(";\n"));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void nothing_differs_from_itself(String name) throws IOException {
        Map<String, String> parts = parts(Files.readString(FOLDER.resolve(name + ".txt")));
        for (String side : List.of("before", "after")) {
            Catalog catalog = CatalogText.parse(parts.getOrDefault(side, ""));
            assertThat(Plan.of(catalog, live(catalog), Destructive.ALLOWED))
                    .isEqualTo(new Plan(List.of(), List.of(), List.of()));
        }
    }

    /** Lines of a table, a column's name and the former one. */
    private static SortedMap<ModelName, Map<String, String>> columns(String text) {
        SortedMap<ModelName, Map<String, String>> columns = new TreeMap<>();
        text.lines()
                .map(line -> line.split(" ", -1))
                .forEach(line -> columns.computeIfAbsent(ModelName.parse(line[0]), name -> new TreeMap<>())
                        .put(line[1], line[2]));
        return columns;
    }

    /** Lines of a name and the former one. */
    private static SortedMap<ModelName, ModelName> renamed(String text) {
        SortedMap<ModelName, ModelName> renamed = new TreeMap<>();
        text.lines()
                .map(line -> line.split(" ", -1))
                .forEach(line -> renamed.put(ModelName.parse(line[0]), ModelName.parse(line[1])));
        return renamed;
    }

    /** Lines of a name, rows and bytes. */
    private static Map<ModelName, Volume> sizes(String text) {
        Map<ModelName, Volume> sizes = new TreeMap<>();
        text.lines()
                .map(line -> line.split(" ", -1))
                .forEach(line -> sizes.put(
                        ModelName.parse(line[0]), new Volume(Long.parseLong(line[1]), Long.parseLong(line[2]))));
        return sizes;
    }

    /** A server on which everything is ours. */
    static Diff.Live live(Catalog catalog) {
        return live(catalog, Set.of());
    }

    /** One on which everything is ours but what others made. */
    private static Diff.Live live(Catalog catalog, Set<String> others) {
        SortedMap<ModelName, Registry.Entry> ours = new TreeMap<>();
        for (Definition definition : catalog.definitions()) {
            if (!others.contains(definition.name().toString())) {
                ours.put(definition.name(), new Registry.Entry(ModelKind.of(definition), "other", "other"));
            }
        }
        return new Diff.Live(
                catalog.names().stream().map(ModelName::database).collect(Collectors.toSet()),
                catalog,
                Map.of(),
                new Registry(ours));
    }

    static List<String> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        String current = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("-- ") && line.endsWith(" --")) {
                current = line.substring(3, line.length() - 3);
                parts.put(current, "");
            } else {
                parts.merge(current, line + "\n", String::concat);
            }
        }
        return parts;
    }
}
