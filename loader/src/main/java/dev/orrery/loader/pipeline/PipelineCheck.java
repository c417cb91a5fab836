// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import dev.orrery.loader.table.ColumnType;
import dev.orrery.loader.table.TargetColumn;
import dev.orrery.loader.table.TargetTable;
import dev.orrery.loader.table.Targets;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.Nearest;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds a pipeline against the tables that it fills. What it reads is held against them by {@link FileCheck}. */
public final class PipelineCheck {
    private final Pipeline pipeline;
    private final Targets targets;
    private final Diagnostics diagnostics;

    private PipelineCheck(Pipeline pipeline, Targets targets, Diagnostics diagnostics) {
        this.pipeline = pipeline;
        this.targets = targets;
        this.diagnostics = diagnostics;
    }

    /** Reports tables, columns and layers that the routes name and that are not there or not to be loaded. */
    public static void against(Pipeline pipeline, Targets targets, Diagnostics diagnostics) {
        new PipelineCheck(pipeline, targets, diagnostics).run();
    }

    private void run() {
        Set<String> taken = new HashSet<>();
        for (Route route : pipeline.routes()) {
            table(route).ifPresent(table -> columns(route, table));
            String way = route.source().map(Placed::value).orElse("*") + " "
                    + route.from().value() + " " + route.into().value();
            if (!taken.add(way)) {
                diagnostics.add(Diagnostic.at(
                        route.from().place(),
                        LoaderCode.ROUTED_TWICE,
                        "'" + route.from().value() + "' is routed into '"
                                + route.into().value() + "' a second time"));
            }
        }
        for (Source source : pipeline.sources()) {
            if (pipeline.routesOf(source).isEmpty()) {
                diagnostics.add(Diagnostic.at(
                                source.place(),
                                LoaderCode.NO_ROUTE,
                                "no route takes anything from source '" + source.name() + "'")
                        .withHelp("add a route, or remove the source"));
            }
        }
    }

    private Optional<TargetTable> table(Route route) {
        ModelName name = route.into().value();
        Optional<TargetTable> found = targets.find(name);
        if (found.isEmpty()) {
            Diagnostic finding =
                    Diagnostic.at(route.into().place(), LoaderCode.UNKNOWN_TABLE, "there is no table '" + name + "'");
            Set<String> known =
                    targets.tables().keySet().stream().map(ModelName::toString).collect(Collectors.toSet());
            finding =
                    Nearest.hint(name.toString(), known).map(finding::withHint).orElse(finding);
            diagnostics.add(finding.withHelp("a pipeline fills tables that models define: models/<layer>/" + name.name()
                    + ".sql with CREATE TABLE"));
            return Optional.empty();
        }
        if (targets.loadedDatabases().filter(l -> !l.contains(name.database())).isPresent()) {
            diagnostics.add(Diagnostic.at(
                            route.into().place(),
                            LoaderCode.NOT_A_LOADED_LAYER,
                            "'" + name + "' is in a layer that pipelines do not write to")
                    .withHelp("pipelines fill layers marked 'loaded: true' in orrery.yml; everything above is SQL"));
        }
        if (found.get().keys().isEmpty()) {
            diagnostics.add(Diagnostic.at(
                            route.into().place(),
                            LoaderCode.NOT_A_PRIMARY_KEY_TABLE,
                            "'" + name + "' has no PRIMARY KEY, so a change cannot find its row")
                    .withHelp("add PRIMARY KEY (…) to its CREATE TABLE"));
        }
        return found;
    }

    private void columns(Route route, TargetTable table) {
        Set<String> names = table.columns().stream().map(TargetColumn::name).collect(Collectors.toSet());
        for (var renamed : new TreeMap<>(route.columns()).entrySet()) {
            Optional<TargetColumn> column = table.columns().stream()
                    .filter(c -> c.name().equalsIgnoreCase(renamed.getKey()))
                    .findFirst();
            if (column.isEmpty()) {
                Diagnostic finding = Diagnostic.at(
                        renamed.getValue().place(),
                        LoaderCode.UNKNOWN_COLUMN,
                        "'" + table.qualifiedName() + "' has no column '" + renamed.getKey() + "'");
                finding = Nearest.hint(renamed.getKey(), names)
                        .map(finding::withHint)
                        .orElse(finding);
                diagnostics.add(finding.withHelp("its columns: " + String.join(", ", new TreeSet<>(names))));
            } else if (column.get().role() == TargetColumn.Role.GENERATED) {
                diagnostics.add(Diagnostic.at(
                                renamed.getValue().place(),
                                LoaderCode.COLUMN_NOT_LOADABLE,
                                "'" + renamed.getKey() + "' is a generated column: the server computes it")
                        .withHelp("remove it from 'columns'"));
            }
        }
        for (TargetColumn column : table.writable()) {
            if (column.type().kind() == ColumnType.Kind.OTHER
                    && column.nullability() == TargetColumn.Nullability.NOT_NULL) {
                diagnostics.add(Diagnostic.at(
                        route.into().place(),
                        LoaderCode.COLUMN_NOT_LOADABLE,
                        "column '" + column.name() + "' of '" + table.qualifiedName()
                                + "' has a type that no pipeline can write, and must not be NULL"));
            }
        }
    }
}
