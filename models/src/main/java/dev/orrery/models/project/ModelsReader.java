// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the files below {@code models/}, names them by their paths and has each one read. */
final class ModelsReader {
    private static final String FOLDER = "models";

    private final SourceFiles files;
    private final SortedMap<String, Layer> layers;
    private final Map<String, String> vars;
    private final Diagnostics diagnostics;
    private final Set<ModelName> unreadable = new TreeSet<>();

    ModelsReader(
            SourceFiles files, SortedMap<String, Layer> layers, Map<String, String> vars, Diagnostics diagnostics) {
        this.files = files;
        this.layers = layers;
        this.vars = vars;
        this.diagnostics = diagnostics;
    }

    /** Where a model belongs. */
    record Place(ModelName name, Layer layer) {}

    List<Model> read() {
        List<String> paths = files.list(FOLDER);
        Set<String> seeds = new TreeSet<>();
        paths.stream().filter(path -> path.endsWith(".csv")).forEach(seeds::add);
        SortedMap<ModelName, Model> models = new TreeMap<>();
        for (String path : paths) {
            if (!path.endsWith(".sql")) {
                continue;
            }
            String csv = path.substring(0, path.length() - 4) + ".csv";
            Optional<String> seed = seeds.remove(csv) ? Optional.of(csv) : Optional.empty();
            Optional<SourceFile> file = files.read(path);
            Optional<Place> place = file.flatMap(this::place);
            if (file.isPresent() && place.isPresent()) {
                new ModelReader(place.get(), vars, diagnostics)
                        .read(file.get(), seed)
                        .ifPresentOrElse(
                                model -> add(models, model),
                                () -> unreadable.add(place.get().name()));
            }
        }
        seeds.forEach(this::lonelySeed);
        return models.values().stream()
                .sorted(Comparator.comparing(Model::name))
                .toList();
    }

    /** After {@link #read}: models whose files have errors. */
    Set<ModelName> unreadable() {
        return unreadable;
    }

    private void add(SortedMap<ModelName, Model> models, Model model) {
        Model first = models.putIfAbsent(model.name(), model);
        if (first != null) {
            diagnostics.add(Diagnostic.at(
                            new FileSpan(model.text().file(), 0, 0),
                            ModelCode.NAME_TWICE,
                            "'" + model.name() + "' is defined a second time")
                    .withHelp("the first stands in " + first.path() + ": rename one of the files"));
        }
    }

    private void lonelySeed(String csv) {
        diagnostics.add(Diagnostic.at(
                        new FileSpan(new SourceFile(csv, ""), 0, 0),
                        ModelCode.SEED_WITHOUT_TABLE,
                        "'" + csv + "' has no table")
                .withHelp("write its CREATE TABLE in " + csv.substring(0, csv.length() - 4) + ".sql"));
    }

    private Optional<Place> place(SourceFile file) {
        List<String> parts = new ArrayList<>(List.of(file.path().split("/")));
        String last = parts.get(parts.size() - 1);
        String name = last.substring(0, last.length() - ".sql".length());
        if (parts.size() < 3) {
            misplaced(file, "a model stands in the folder of its layer: models/<layer>/" + last);
            return Optional.empty();
        }
        String folder = parts.get(1);
        if (folder.equals(Layer.EXTERNAL) && !layers.containsKey(folder)) {
            return external(file, parts, name);
        }
        Layer layer = layers.get(folder);
        if (layer == null) {
            diagnostics.add(ProjectReader.unknownLayer(new FileSpan(file, 0, 0), folder, layers.keySet()));
            return Optional.empty();
        }
        return Optional.of(new Place(new ModelName(layer.database(), name), layer));
    }

    private Optional<Place> external(SourceFile file, List<String> parts, String name) {
        if (parts.size() != 5) {
            misplaced(file, "an external table stands in models/external/<catalog>/<database>/" + name + ".sql");
            return Optional.empty();
        }
        Layer layer = new Layer(
                Layer.EXTERNAL,
                new FileSpan(file, 0, 0),
                Optional.of(ModelGraph.Kind.EXTERNAL_TABLE),
                Set.of(),
                parts.get(2) + "." + parts.get(3),
                false,
                false,
                Optional.empty());
        return Optional.of(new Place(new ModelName(layer.database(), name), layer));
    }

    private void misplaced(SourceFile file, String help) {
        diagnostics.add(Diagnostic.at(
                        new FileSpan(file, 0, 0), ModelCode.MISPLACED_FILE, "'" + file.path() + "' belongs to no layer")
                .withHelp(help));
    }
}
