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
    private final Macros macros;
    private final Diagnostics diagnostics;
    private final Set<ModelName> unreadable = new TreeSet<>();

    ModelsReader(
            SourceFiles files,
            SortedMap<String, Layer> layers,
            Map<String, String> vars,
            Macros macros,
            Diagnostics diagnostics) {
        this.files = files;
        this.layers = layers;
        this.vars = vars;
        this.macros = macros;
        this.diagnostics = diagnostics;
    }

    /** Where a model belongs. */
    record Place(ModelName name, Layer layer) {}

    /**
     * One file, read apart from all others.
     *
     * @param model empty where the file has errors
     * @param findings about this file alone
     */
    private record ReadFile(Optional<Place> place, Optional<Model> model, List<Diagnostic> findings) {}

    List<Model> read() {
        List<String> paths = files.list(FOLDER);
        Set<String> seeds = new TreeSet<>();
        paths.stream().filter(path -> path.endsWith(".csv")).forEach(seeds::add);
        List<ReadFile> found = paths.parallelStream()
                .filter(path -> path.endsWith(".sql"))
                .map(path -> read(path, Optional.of(seedOf(path)).filter(seeds::contains)))
                .toList();
        SortedMap<ModelName, Model> models = new TreeMap<>();
        for (ReadFile file : found) {
            diagnostics.addAll(file.findings());
            file.model().ifPresent(model -> add(models, model));
            if (file.model().isEmpty()) {
                file.place().ifPresent(place -> unreadable.add(place.name()));
            }
        }
        paths.stream().filter(path -> path.endsWith(".sql")).forEach(path -> seeds.remove(seedOf(path)));
        seeds.forEach(this::lonelySeed);
        return List.copyOf(models.values());
    }

    private static String seedOf(String path) {
        return path.substring(0, path.length() - ".sql".length()) + ".csv";
    }

    private ReadFile read(String path, Optional<String> seed) {
        Diagnostics found = new Diagnostics();
        Optional<SourceFile> file = files.read(path);
        Optional<Place> place = file.flatMap(text -> place(text, found));
        Optional<Model> model = file.isEmpty() || place.isEmpty()
                ? Optional.empty()
                : new ModelReader(place.get(), vars, macros, found).read(file.get(), seed);
        return new ReadFile(place, model, found.sorted());
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

    private Optional<Place> place(SourceFile file, Diagnostics found) {
        List<String> parts = new ArrayList<>(List.of(file.path().split("/")));
        String last = parts.get(parts.size() - 1);
        String name = last.substring(0, last.length() - ".sql".length());
        if (parts.size() < 3) {
            misplaced(file, "a model stands in the folder of its layer: models/<layer>/" + last, found);
            return Optional.empty();
        }
        String folder = parts.get(1);
        if (folder.equals(Layer.EXTERNAL) && !layers.containsKey(folder)) {
            return external(file, parts, name, found);
        }
        Layer layer = layers.get(folder);
        if (layer == null) {
            found.add(ProjectReader.unknownLayer(new FileSpan(file, 0, 0), folder, layers.keySet()));
            return Optional.empty();
        }
        return Optional.of(new Place(new ModelName(layer.database(), name), layer));
    }

    private static Optional<Place> external(SourceFile file, List<String> parts, String name, Diagnostics found) {
        if (parts.size() != 5) {
            misplaced(file, "an external table stands in models/external/<catalog>/<database>/" + name + ".sql", found);
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
                Optional.empty(),
                Map.of());
        return Optional.of(new Place(new ModelName(layer.database(), name), layer));
    }

    private static void misplaced(SourceFile file, String help, Diagnostics found) {
        found.add(Diagnostic.at(
                        new FileSpan(file, 0, 0), ModelCode.MISPLACED_FILE, "'" + file.path() + "' belongs to no layer")
                .withHelp(help));
    }
}
