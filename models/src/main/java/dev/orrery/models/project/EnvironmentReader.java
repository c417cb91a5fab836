// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.yaml.YamlMap;
import dev.orrery.models.yaml.YamlValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads {@code environments} of orrery.yml. */
final class EnvironmentReader {
    /** What an environment may set for all its models. */
    private static final List<String> PROPERTIES =
            List.of("replication_num", "resource_group", "storage_volume", "warehouse");

    private static final Set<String> SHARED_DATA_ONLY = Set.of("storage_volume", "warehouse");

    private final Map<String, Layer> layers;
    private final RunMode runMode;
    private final Diagnostics diagnostics;

    EnvironmentReader(Map<String, Layer> layers, RunMode runMode, Diagnostics diagnostics) {
        this.layers = layers;
        this.runMode = runMode;
        this.diagnostics = diagnostics;
    }

    SortedMap<String, Environment> read(YamlMap yaml) {
        SortedMap<String, Environment> environments = new TreeMap<>();
        for (String name : yaml.names()) {
            YamlMap map = yaml.map(name);
            Optional<String> base = map.text("base");
            Environment environment = new Environment(
                    name,
                    yaml.keySpan(name),
                    base.isPresent() ? guest(map) : server(map),
                    base,
                    map.find("databases").map(this::databases).orElseGet(DatabaseNames::asInProject),
                    loads(map, base),
                    map.text("revision"),
                    properties(map.map("properties")));
            environments.put(name, environment);
            map.refuseOthers();
        }
        return environments;
    }

    private static Environment.Server server(YamlMap map) {
        return new Environment.Server(
                hosts(map.need("hosts")),
                hosts(map.find("http")),
                map.text("user"),
                map.secret("password"),
                map.flag("tls").orElse(false));
    }

    /** On the server of its base: only who comes may differ. */
    private Environment.Server guest(YamlMap map) {
        for (String key : List.of("hosts", "http", "tls")) {
            map.find(key)
                    .ifPresent(value -> diagnostics.add(Diagnostic.at(
                                    map.keySpan(key),
                                    ModelCode.FACT_TWICE,
                                    "'" + key + "' is its base's: an environment reads what its base holds")
                            .withHelp("take '" + key + "' out, or 'base'")));
        }
        return new Environment.Server(List.of(), List.of(), map.text("user"), map.secret("password"), false);
    }

    private static List<String> hosts(Optional<YamlValue> value) {
        return value.map(YamlValue::oneOrMore).orElse(List.of()).stream()
                .flatMap(one -> host(one).stream())
                .toList();
    }

    private static Optional<String> host(YamlValue value) {
        return value.text().filter(text -> {
            int colon = text.lastIndexOf(':');
            boolean port = colon > 0 && text.substring(colon + 1).matches("\\d{1,5}");
            if (!port) {
                value.refuse(
                        ModelCode.VALUE_NOT_KNOWN, "'" + text + "' names no port", "write host:port, such as fe1:9030");
            }
            return port;
        });
    }

    /** {@code "*_dev"} for all of them, or a line for each. */
    private DatabaseNames databases(YamlValue value) {
        SortedMap<String, DatabaseNames.Written> names = new TreeMap<>();
        if (!value.isMap()) {
            database(DatabaseNames.ANY, value).ifPresent(name -> names.put(DatabaseNames.ANY, name));
            return new DatabaseNames(names);
        }
        Set<String> known =
                layers.values().stream().map(Layer::database).collect(Collectors.toCollection(TreeSet::new));
        YamlMap map = value.map();
        for (String key : map.names()) {
            if (!key.equals(DatabaseNames.ANY) && !known.contains(key)) {
                Diagnostic finding = Diagnostic.at(
                        map.keySpan(key),
                        ModelCode.UNKNOWN_KEY,
                        "no layer of this project has the database '" + key + "'");
                diagnostics.add(Nearest.hint(key, known)
                        .map(finding::withHint)
                        .orElse(finding)
                        .withHelp("databases: " + String.join(", ", known) + "; \"*\" is every other"));
            }
            map.find(key).flatMap(one -> database(key, one)).ifPresent(name -> names.put(key, name));
        }
        return new DatabaseNames(names);
    }

    private static Optional<DatabaseNames.Written> database(String key, YamlValue value) {
        return value.text()
                .map(text -> new DatabaseNames.Written(value.span(), text))
                .filter(name -> {
                    boolean each = !key.equals(DatabaseNames.ANY) || name.text().contains(DatabaseNames.ANY);
                    if (!each || !name.isLegal()) {
                        value.refuse(
                                ModelCode.VALUE_NOT_KNOWN,
                                "'" + name.text() + "' is no name of "
                                        + (key.equals(DatabaseNames.ANY) ? "all databases" : "a database"),
                                "write such as dwd_alice, or \"*_${env:USER}\", where * is the project's name of the database");
                        return false;
                    }
                    return true;
                });
    }

    private Set<String> loads(YamlMap map, Optional<String> base) {
        Set<String> loads = new LinkedHashSet<>();
        for (YamlValue value : map.find("loads").map(YamlValue::oneOrMore).orElse(List.of())) {
            if (base.isEmpty()) {
                value.refuse(
                        ModelCode.KEY_NOT_FOR_KIND,
                        "'loads' is for an environment with a base: without one, every table is its own",
                        "take 'loads' out, or name the base");
                continue;
            }
            value.text().ifPresent(text -> {
                Layer layer = layers.get(text);
                if (layer == null) {
                    diagnostics.add(ProjectReader.unknownLayer(value.span(), text, layers.keySet()));
                } else if (!layer.loaded()) {
                    value.refuse(
                            ModelCode.VALUE_NOT_KNOWN,
                            "layer '" + text + "' is not loaded: Orrery makes what it holds",
                            "loaded layers: "
                                    + layers.values().stream()
                                            .filter(Layer::loaded)
                                            .map(Layer::name)
                                            .collect(Collectors.joining(", ")));
                } else {
                    loads.add(text);
                }
            });
        }
        return loads;
    }

    private SortedMap<String, String> properties(YamlMap map) {
        SortedMap<String, String> properties = new TreeMap<>();
        for (String key : PROPERTIES) {
            map.find(key).ifPresent(value -> {
                if (SHARED_DATA_ONLY.contains(key) && runMode == RunMode.SHARED_NOTHING) {
                    value.refuse(
                            ModelCode.KEY_NOT_FOR_KIND,
                            "'" + key + "' is for servers with run_mode: shared_data",
                            "take it out, or say `run_mode: shared_data`");
                    return;
                }
                value.text().ifPresent(text -> properties.put(key, text));
            });
        }
        map.refuseOthers();
        return properties;
    }
}
