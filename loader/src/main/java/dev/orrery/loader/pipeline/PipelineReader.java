// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.yaml.Yaml;
import dev.orrery.models.yaml.YamlMap;
import dev.orrery.models.yaml.YamlValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads {@code pipelines/<name>.yml}.
 *
 * <p>The grammar is that of docs/pipelines.md: {@code pipeline}, {@code sources} and {@code routes}.
 */
public final class PipelineReader {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(2);
    private static final int MAX_PARALLELISM = 128;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");

    private final Diagnostics diagnostics;

    private PipelineReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Empty, with findings, where the file says too little to go on. */
    public static Optional<Pipeline> read(SourceFile file, Diagnostics diagnostics) {
        Diagnostics found = new Diagnostics();
        Optional<Pipeline> pipeline = new PipelineReader(found).pipeline(file);
        diagnostics.addAll(found.sorted());
        return pipeline;
    }

    private Optional<Pipeline> pipeline(SourceFile file) {
        YamlMap root = Yaml.map(file, diagnostics);
        YamlMap head = root.map("pipeline");
        String name = name(head, FilePattern.stream(file.path()));
        int parallelism = parallelism(head);
        Duration interval = head.duration("checkpoint_interval").orElse(DEFAULT_INTERVAL);
        String deadLetters = head.text("dead_letters").orElse(".orrery/dead-letters/" + name + ".ndjson");
        ZoneId zone = zone(head);
        head.refuseOthers();

        List<Source> sources = root.need("sources").map(YamlValue::list).orElse(List.of()).stream()
                .flatMap(value -> source(value.map()).stream())
                .toList();
        List<Route> routes = root.need("routes").map(YamlValue::list).orElse(List.of()).stream()
                .flatMap(value -> route(value.map()).stream())
                .toList();
        root.refuseOthers();

        Pipeline pipeline = new Pipeline(name, parallelism, interval, deadLetters, zone, sources, routes);
        references(pipeline);
        return diagnostics.hasErrors() ? Optional.empty() : Optional.of(pipeline);
    }

    private String name(YamlMap head, String fallback) {
        Optional<YamlValue> written = head.find("name");
        String name = written.flatMap(YamlValue::text).orElse(fallback);
        if (written.isPresent() && !NAME.matcher(name).matches()) {
            written.get()
                    .refuse(
                            LoaderCode.BAD_VALUE,
                            "'" + name + "' cannot name a pipeline",
                            "up to 32 letters, digits, '_' and '-', a letter first: labels on the server start with it");
        }
        return name;
    }

    private int parallelism(YamlMap head) {
        Optional<YamlValue> written = head.find("parallelism");
        long number = written.flatMap(YamlValue::wholeNumber).orElse(1L);
        if (number < 1 || number > MAX_PARALLELISM) {
            written.orElseThrow()
                    .refuse(
                            LoaderCode.BAD_VALUE,
                            "'parallelism' is " + number,
                            "write a number from 1 to " + MAX_PARALLELISM);
            return 1;
        }
        return (int) number;
    }

    private ZoneId zone(YamlMap head) {
        Optional<YamlValue> written = head.find("time_zone");
        String text = written.flatMap(YamlValue::text).orElse("UTC");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            written.orElseThrow()
                    .refuse(
                            LoaderCode.BAD_VALUE,
                            "'" + text + "' is no time zone",
                            "write UTC, an offset such as +08:00 or a region such as Asia/Shanghai");
            return ZoneOffset.UTC;
        }
    }

    private enum SourceType {
        FILES
    }

    private enum FormatName {
        CSV,
        DEBEZIUM_JSON
    }

    private Optional<Source> source(YamlMap map) {
        Optional<String> name = map.needText("name");
        Optional<SourceType> type = map.need("type").flatMap(value -> value.choice(SourceType.class));
        Optional<Placed<String>> after = placed(map, "after");
        Optional<Source> read = type.flatMap(t -> switch (t) {
            case FILES -> files(map, name, after);
        });
        // Which keys are known depends on the type: without one, every key would be refused.
        if (type.isPresent()) {
            map.refuseOthers();
        }
        return read;
    }

    private Optional<Source> files(YamlMap map, Optional<String> name, Optional<Placed<String>> after) {
        map.need("path");
        Optional<Placed<String>> path = placed(map, "path");
        Optional<Format> format = map.need("format")
                .flatMap(value -> value.choice(
                        List.of(FormatName.values()),
                        f -> f.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .map(f -> switch (f) {
                    case CSV -> csv(map);
                    case DEBEZIUM_JSON -> debezium(map);
                });
        Optional<Duration> watch = map.duration("watch");
        if (name.isEmpty() || path.isEmpty() || format.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Source.Files(name.get(), map.keySpan("name"), after, path.get(), format.get(), watch));
    }

    private static Format csv(YamlMap map) {
        String delimiter = map.text("delimiter").orElse(",");
        if (delimiter.length() != 1 || "\"\n\r".contains(delimiter)) {
            map.find("delimiter")
                    .orElseThrow()
                    .refuse(
                            LoaderCode.BAD_VALUE,
                            "'" + delimiter + "' cannot part the fields of a CSV",
                            "write one character, such as \",\", \";\" or \"\\t\"");
            delimiter = ",";
        }
        return new Format.Csv(delimiter.charAt(0), map.text("null_text").orElse("\\N"));
    }

    private static Format debezium(YamlMap map) {
        List<String> position = map.texts("position");
        Format.Epoch epoch = map.choice("epoch", Format.Epoch.class).orElse(Format.Epoch.MS);
        return new Format.DebeziumJson(position, epoch);
    }

    private Optional<Route> route(YamlMap map) {
        Optional<Placed<String>> source = placed(map, "source");
        map.need("from");
        Optional<Placed<String>> from = placed(map, "from");
        Optional<Placed<ModelName>> into = map.need("into").flatMap(PipelineReader::table);
        Map<String, Placed<String>> columns = new LinkedHashMap<>();
        YamlMap written = map.map("columns");
        for (String column : written.names()) {
            placed(written, column).ifPresent(field -> columns.put(column, field));
        }
        map.refuseOthers();
        if (from.isEmpty() || into.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Route(map.keySpan("from"), source, from.get(), into.get(), columns));
    }

    private static Optional<Placed<ModelName>> table(YamlValue value) {
        return value.text().flatMap(text -> {
            int dot = text.indexOf('.');
            if (dot <= 0 || dot == text.length() - 1) {
                value.refuse(
                        LoaderCode.BAD_VALUE, "'" + text + "' does not name a table", "write database.table: ods.txn");
                return Optional.empty();
            }
            return Optional.of(new Placed<>(ModelName.parse(text), value.span()));
        });
    }

    private static Optional<Placed<String>> placed(YamlMap map, String key) {
        return map.find(key).flatMap(value -> value.text().map(text -> new Placed<>(text, value.span())));
    }

    private void references(Pipeline pipeline) {
        Map<String, FileSpan> names = new HashMap<>();
        for (Source source : pipeline.sources()) {
            FileSpan first = names.putIfAbsent(source.name(), source.place());
            if (first != null) {
                diagnostics.add(Diagnostic.at(
                                source.place(),
                                LoaderCode.SOURCE_TWICE,
                                "two sources are named '" + source.name() + "'")
                        .withHelp("the first stands in line " + first.line()));
            }
        }
        for (Source source : pipeline.sources()) {
            source.after().ifPresent(after -> known(after, names.keySet()));
            inACircle(pipeline, source);
        }
        pipeline.routes().forEach(route -> route.source().ifPresent(s -> known(s, names.keySet())));
    }

    private void known(Placed<String> wanted, Set<String> names) {
        if (names.contains(wanted.value())) {
            return;
        }
        Diagnostic finding =
                Diagnostic.at(wanted.place(), LoaderCode.UNKNOWN_SOURCE, "there is no source '" + wanted.value() + "'");
        finding = Nearest.hint(wanted.value(), names).map(finding::withHint).orElse(finding);
        diagnostics.add(finding.withHelp("sources of this pipeline: " + String.join(", ", new TreeSet<>(names))));
    }

    private void inACircle(Pipeline pipeline, Source start) {
        Set<String> seen = new TreeSet<>(Set.of(start.name()));
        Optional<Placed<String>> next = start.after();
        while (next.isPresent()) {
            String name = next.get().value();
            if (!seen.add(name)) {
                if (name.equals(start.name())) {
                    diagnostics.add(Diagnostic.at(
                                    start.after().orElseThrow().place(),
                                    LoaderCode.AFTER_IN_A_CIRCLE,
                                    "source '" + start.name() + "' comes after itself")
                            .withHelp("'after' names the source whose rows are older: "
                                    + "of two sources only one can be"));
                }
                return;
            }
            next = pipeline.source(name).flatMap(Source::after);
        }
    }
}
