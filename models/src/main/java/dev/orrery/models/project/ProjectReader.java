// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.TargetLag;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.diagnostic.Severity;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.yaml.Yaml;
import dev.orrery.models.yaml.YamlMap;
import dev.orrery.models.yaml.YamlValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code orrery.yml} and then the models. */
final class ProjectReader {
    private final SourceFiles files;
    private final Diagnostics diagnostics;

    ProjectReader(SourceFiles files, Diagnostics diagnostics) {
        this.files = files;
        this.diagnostics = diagnostics;
    }

    Project read() {
        SourceFile file = files.read(Project.FILE).orElseGet(() -> {
            diagnostics.add(Diagnostic.of(ModelCode.NO_PROJECT_FILE, "there is no '" + Project.FILE + "' here")
                    .withHelp("`orrery init DIR` writes a project; -p DIR names one"));
            return new SourceFile(Project.FILE, "");
        });
        int before = diagnostics.sorted().size();
        YamlMap yaml = Yaml.map(file, diagnostics);
        // Keys of a file that is not there or could not be read at all are not missing.
        boolean readable = diagnostics.sorted().size() == before
                && files.read(Project.FILE).isPresent();
        String name = (readable ? yaml.needText("name") : yaml.text("name")).orElse("project");
        if (readable) {
            yaml.need("layers");
        }
        Project.Target target = target(yaml);
        SortedMap<String, Layer> layers = layers(yaml.map("layers"));
        Map<String, String> vars = texts(yaml.map("vars"));
        SortedMap<String, Environment> environments =
                new EnvironmentReader(layers, target.runMode(), diagnostics).read(yaml.map("environments"));
        Project.Sections sections = new Project.Sections(
                rules(yaml.map("rules")),
                yaml.find("refresher").map(YamlValue::map),
                yaml.find("tests").map(YamlValue::map));
        // No room reads a key of these yet: one that stands there would do nothing.
        yaml.map("refresher").refuseOthers();
        yaml.map("tests").refuseOthers();
        yaml.refuseOthers();
        Macros macros = Macros.read(files, vars, diagnostics);
        ModelsReader models = new ModelsReader(files, layers, vars, macros, diagnostics);
        // Without layers every model would be blamed for what is wrong in one file.
        List<Model> read = layers.isEmpty() ? List.of() : models.read();
        new EnvironmentRules(
                        environments,
                        layers.values().stream().map(Layer::database).toList(),
                        read.stream().map(Model::name).toList(),
                        diagnostics)
                .check();
        return new Project(
                name,
                target,
                layers,
                vars,
                environments,
                sections,
                read,
                models.unreadable(),
                macros.names(),
                yamlFiles("pipelines"),
                routes(),
                yamlFiles("tests"));
    }

    private List<LoadRoute> routes() {
        return yamlFiles("pipelines").stream()
                .flatMap(path -> files.read(path).stream())
                .flatMap(file -> LoadRoute.of(file).stream())
                .toList();
    }

    private List<String> yamlFiles(String folder) {
        return files.list(folder).stream()
                .filter(path -> path.endsWith(".yml") || path.endsWith(".yaml"))
                .toList();
    }

    private Project.Target target(YamlMap yaml) {
        StarRocksVersion version = yaml.find("starrocks").flatMap(this::version).orElse(StarRocksVersion.NEWEST);
        RunMode runMode = yaml.choice("run_mode", RunMode.class).orElse(RunMode.SHARED_NOTHING);
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        yaml.list("features").forEach(value -> value.choice(Feature.class).ifPresent(features::add));
        return new Project.Target(version, runMode, features);
    }

    private Optional<StarRocksVersion> version(YamlValue value) {
        Optional<String> text = value.text();
        Optional<StarRocksVersion> version = text.flatMap(StarRocksVersion::read);
        StarRocksVersion end =
                new StarRocksVersion(StarRocksVersion.NEWEST.major(), StarRocksVersion.NEWEST.minor() + 1, 0);
        if (text.isPresent()
                && (version.isEmpty()
                        || version.get().isBefore(StarRocksVersion.OLDEST)
                        || !version.get().isBefore(end))) {
            value.refuse(
                    ModelCode.VALUE_NOT_KNOWN,
                    "'" + text.get() + "' is no version of StarRocks that Orrery knows",
                    "known are " + StarRocksVersion.OLDEST + " to " + StarRocksVersion.NEWEST);
            return Optional.empty();
        }
        return version;
    }

    private SortedMap<String, Layer> layers(YamlMap yaml) {
        SortedMap<String, Layer> layers = new TreeMap<>();
        for (String name : yaml.names()) {
            YamlMap layer = yaml.map(name);
            Optional<ModelGraph.Kind> kind = layer.choice("kind", ModelGraph.Kind.class);
            Set<String> reads = new LinkedHashSet<>();
            for (YamlValue read : layer.find("reads").map(YamlValue::oneOrMore).orElse(List.of())) {
                read.text().ifPresent(text -> {
                    if (!yaml.names().contains(text) && !text.equals(Layer.EXTERNAL)) {
                        diagnostics.add(unknownLayer(read.span(), text, yaml.names()));
                    }
                    reads.add(text);
                });
            }
            Optional<TargetLag> lag = layer.find("target_lag").flatMap(HeaderReader::targetLag);
            layers.put(
                    name,
                    new Layer(
                            name,
                            yaml.keySpan(name),
                            kind,
                            reads,
                            layer.text("database").orElse(name),
                            layer.flag("loaded").orElse(false),
                            layer.flag("exposed").orElse(false),
                            lag,
                            HeaderReader.grants(layer.map("grants"))));
            layer.refuseOthers();
        }
        return layers;
    }

    static Diagnostic unknownLayer(FileSpan place, String name, Set<String> known) {
        Diagnostic finding =
                Diagnostic.at(place, ModelCode.UNKNOWN_LAYER, "'" + name + "' is no layer of this project");
        finding = Nearest.hint(name, known).map(finding::withHint).orElse(finding);
        return finding.withHelp(known.isEmpty() ? "declare it under 'layers'" : "layers: " + String.join(", ", known));
    }

    private static Map<String, Optional<Severity>> rules(YamlMap yaml) {
        List<String> words = List.of("off", "note", "warning", "error");
        List<String> codes =
                Arrays.stream(ModelCode.values()).map(ModelCode::id).toList();
        Map<String, Optional<Severity>> rules = new LinkedHashMap<>();
        for (String code : yaml.names()) {
            Optional<String> word = yaml.find(code).flatMap(value -> value.choice(words, text -> text));
            if (!codes.contains(code)) {
                yaml.find(code)
                        .ifPresent(value -> value.refuse(
                                ModelCode.UNKNOWN_KEY,
                                "'" + code + "' is no code of a finding",
                                Nearest.hint(code, codes).orElse("codes look like ORR-M100")));
                continue;
            }
            word.ifPresent(text -> rules.put(
                    code,
                    text.equals("off")
                            ? Optional.empty()
                            : Optional.of(Severity.valueOf(text.toUpperCase(Locale.ROOT)))));
        }
        return rules;
    }

    private static Map<String, String> texts(YamlMap map) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : map.names()) {
            map.text(name).ifPresent(text -> texts.put(name, text));
        }
        return texts;
    }
}
