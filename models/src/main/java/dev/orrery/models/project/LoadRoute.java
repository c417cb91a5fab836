// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.yaml.Yaml;
import dev.orrery.models.yaml.YamlMap;
import dev.orrery.models.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which table of a source system fills which table: as much of a pipeline as lineage needs. The loader reads the whole
 * of the file and says what is wrong with it.
 *
 * @param from the table as the source system names it
 * @param fields the source's name of a column, where it has another
 */
public record LoadRoute(String from, ModelName into, Map<String, String> fields) {
    public LoadRoute {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /** Those of one pipeline. */
    public static List<LoadRoute> of(SourceFile pipeline) {
        List<LoadRoute> routes = new ArrayList<>();
        for (YamlValue route : Yaml.map(pipeline, new Diagnostics()).list("routes")) {
            YamlMap map = route.map();
            String from = map.text("from").orElse("");
            String into = map.text("into").orElse("");
            if (!from.isEmpty() && into.indexOf('.') > 0 && !into.endsWith(".")) {
                YamlMap columns = map.map("columns");
                Map<String, String> fields = new TreeMap<>();
                columns.names().forEach(name -> columns.text(name).ifPresent(field -> fields.put(name, field)));
                routes.add(new LoadRoute(from, ModelName.parse(into), fields));
            }
        }
        return routes;
    }

    /** What is loaded, as a name beside those of models: {@code source:core.txn}. */
    public ModelName source() {
        int dot = from.lastIndexOf('.');
        return new ModelName("source" + (dot < 0 ? "" : ":" + from.substring(0, dot)), from.substring(dot + 1));
    }

    /** The source's name of a column. */
    public String field(String column) {
        return fields.getOrDefault(column, column);
    }
}
