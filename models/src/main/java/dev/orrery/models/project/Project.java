// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.Severity;
import dev.orrery.models.yaml.YamlMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of a project, each read and parsed; whether their names exist is not known yet.
 *
 * @param models in the order of their names
 * @param unreadable models whose files have errors: they are there, but nothing is known of them
 * @param macros names, for suggestions: the models' statements have none of their calls left
 * @param pipelines paths of the YAML files below {@code pipelines/}
 * @param routes of all pipelines
 * @param tests paths of the YAML files below {@code tests/}
 */
public record Project(
        String name,
        Target target,
        SortedMap<String, Layer> layers,
        Map<String, String> vars,
        SortedMap<String, Environment> environments,
        Sections sections,
        List<Model> models,
        Set<ModelName> unreadable,
        List<String> macros,
        List<String> pipelines,
        List<LoadRoute> routes,
        List<String> tests) {
    /** The file at a project's root. */
    public static final String FILE = "orrery.yml";

    public Project {
        layers = Collections.unmodifiableSortedMap(new TreeMap<>(layers));
        vars = Collections.unmodifiableSortedMap(new TreeMap<>(vars));
        environments = Collections.unmodifiableSortedMap(new TreeMap<>(environments));
        models = List.copyOf(models);
        unreadable = Set.copyOf(unreadable);
        macros = List.copyOf(macros);
        pipelines = List.copyOf(pipelines);
        routes = List.copyOf(routes);
        tests = List.copyOf(tests);
    }

    /**
     * What the project is written for.
     *
     * @param features switched on at the server
     */
    public record Target(StarRocksVersion version, RunMode runMode, Set<Feature> features) {
        public Target {
            features = Set.copyOf(features);
        }

        /** A shared-nothing server of the newest known version with nothing switched on. */
        public static Target newest() {
            return new Target(StarRocksVersion.NEWEST, RunMode.SHARED_NOTHING, Set.of());
        }
    }

    /**
     * Settings that other rooms read by themselves.
     *
     * @param rules severity by code; empty means off
     */
    public record Sections(
            Map<String, Optional<Severity>> rules, Optional<YamlMap> refresher, Optional<YamlMap> tests) {
        public Sections {
            rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
        }
    }

    /** The databases of its layers. */
    public SortedSet<String> databases() {
        SortedSet<String> databases = new TreeSet<>();
        layers.values().forEach(layer -> databases.add(layer.database()));
        return databases;
    }

    /** Reads everything that can be read; what is wrong goes to the diagnostics. */
    public static Project load(SourceFiles files, Diagnostics diagnostics) {
        return new ProjectReader(files, diagnostics).read();
    }
}
