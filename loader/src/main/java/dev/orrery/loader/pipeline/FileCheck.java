// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import dev.orrery.loader.table.TargetColumn;
import dev.orrery.loader.table.TargetTable;
import dev.orrery.loader.table.Targets;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.Nearest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at the files of a pipeline's sources: are there any, and do the headers of CSVs fit the tables. */
public final class FileCheck {
    private final Pipeline pipeline;
    private final Targets targets;
    private final Path folder;
    private final Diagnostics diagnostics;

    private FileCheck(Pipeline pipeline, Targets targets, Path folder, Diagnostics diagnostics) {
        this.pipeline = pipeline;
        this.targets = targets;
        this.folder = folder;
        this.diagnostics = diagnostics;
    }

    /**
     * Reads the first line of each CSV, and no other file.
     *
     * @param folder that the paths of sources are relative to
     */
    public static void against(Pipeline pipeline, Targets targets, Path folder, Diagnostics diagnostics) {
        FileCheck check = new FileCheck(pipeline, targets, folder, diagnostics);
        pipeline.sources().forEach(source -> source.match(files -> check.files(files)));
        pipeline.routes().forEach(check::stream);
    }

    private List<Path> list(Source.Files source) {
        return new FilePattern(folder.toString(), source.path().value()).files();
    }

    private Source.Files files(Source.Files source) {
        List<Path> files = list(source);
        if (files.isEmpty()) {
            diagnostics.add(Diagnostic.at(
                            source.path().place(),
                            LoaderCode.NO_FILES,
                            "no file is at '" + source.path().value() + "'")
                    .withHelp("the path is relative to the project's folder"));
        }
        source.format().match(csv -> headers(source, csv, files), debezium -> source);
        return source;
    }

    private Source.Files headers(Source.Files source, Format.Csv csv, List<Path> files) {
        for (Path file : files) {
            String stream = FilePattern.stream(file.toString());
            for (Route route : pipeline.routesOf(source)) {
                if (route.from().value().equals(stream)) {
                    targets.find(route.into().value()).ifPresent(table -> header(source, csv, file, route, table));
                }
            }
        }
        return source;
    }

    private void header(Source.Files source, Format.Csv csv, Path file, Route route, TargetTable table) {
        String shown = folder.relativize(file).toString();
        Set<String> fields;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            fields = CsvText.fields(line == null ? "" : line, csv.delimiter()).stream()
                    .map(CsvText.Field::text)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException | IllegalArgumentException e) {
            diagnostics.add(Diagnostic.at(
                    source.path().place(),
                    LoaderCode.KEY_NOT_IN_HEADER,
                    "the header of '" + shown + "' cannot be read: " + e.getMessage()));
            return;
        }
        FieldNames names = FieldNames.of(route, table);
        for (TargetColumn key : table.keys()) {
            String wanted = names.field(key);
            if (fields.stream().noneMatch(wanted::equalsIgnoreCase)) {
                Diagnostic finding = Diagnostic.at(
                        route.from().place(),
                        LoaderCode.KEY_NOT_IN_HEADER,
                        "'" + shown + "' has no field '" + wanted + "', which is a key of '" + table.qualifiedName()
                                + "'");
                finding = Nearest.hint(wanted, fields).map(finding::withHint).orElse(finding);
                diagnostics.add(finding.withHelp("name it in 'columns': columns: { " + key.name() + ": <field> }"));
            }
        }
        for (String field : fields) {
            if (names.column(field).isEmpty()) {
                Diagnostic finding = Diagnostic.at(
                        route.from().place(),
                        LoaderCode.FIELD_WITHOUT_COLUMN,
                        "field '" + field + "' of '" + shown + "' goes nowhere: '" + table.qualifiedName()
                                + "' has no such column");
                Set<String> columns =
                        table.writable().stream().map(TargetColumn::name).collect(Collectors.toSet());
                diagnostics.add(
                        Nearest.hint(field, columns).map(finding::withHint).orElse(finding));
            }
        }
    }

    /** Of CSVs the names of the streams are known; what a file of events holds only shows when it is read. */
    private void stream(Route route) {
        Set<String> streams = new TreeSet<>();
        for (Source source : pipeline.sources()) {
            if (pipeline.routesOf(source).contains(route)) {
                List<Path> files = source.match(this::list);
                boolean open = source.match(f -> f.format().match(csv -> files.isEmpty(), debezium -> true));
                if (open) {
                    return;
                }
                files.forEach(file -> streams.add(FilePattern.stream(file.toString())));
            }
        }
        String wanted = route.from().value();
        if (!streams.isEmpty() && !streams.contains(wanted)) {
            Diagnostic finding = Diagnostic.at(
                    route.from().place(), LoaderCode.NO_SUCH_STREAM, "no source has a stream '" + wanted + "'");
            finding = Nearest.hint(wanted, streams).map(finding::withHint).orElse(finding);
            diagnostics.add(finding.withHelp(
                    "the stream of a CSV is its name without the ending; here are " + String.join(", ", streams)));
        }
    }
}
