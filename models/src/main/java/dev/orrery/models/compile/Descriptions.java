// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.project.Header;
import dev.orrery.models.project.Model;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.ViewColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Brings the descriptions of a header into the comments of a CREATE that was written out. */
final class Descriptions {
    private final Model model;
    private final Diagnostics diagnostics;

    Descriptions(Model model, Diagnostics diagnostics) {
        this.model = model;
        this.diagnostics = diagnostics;
    }

    static Optional<String> of(Header header, String column) {
        if (header.about().columns().isEmpty()) {
            return Optional.empty();
        }
        return header.about().columns().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(column))
                .map(entry -> entry.getValue())
                .findFirst();
    }

    CreateTable table(CreateTable table) {
        List<ColumnDefinition> columns = table.columns().stream()
                .map(column -> new ColumnDefinition(
                        column.at(),
                        column.name(),
                        column.type(),
                        column.key(),
                        column.aggregation(),
                        column.nullable(),
                        column.defaultValue(),
                        column.autoIncrement(),
                        column.generated(),
                        column(column.name(), column.comment())))
                .toList();
        return new CreateTable(
                table.at(),
                table.external(),
                table.temporary(),
                table.ifNotExists(),
                model.name().toName(),
                columns,
                table.indexes(),
                table.engine(),
                table.key(),
                comment(table.comment()),
                table.partitioning(),
                table.distribution(),
                table.orderBy(),
                table.rollups(),
                table.properties());
    }

    CreateView view(CreateView view, List<String> output) {
        return new CreateView(
                view.at(),
                false,
                false,
                model.name().toName(),
                columns(view.columns(), output),
                comment(view.comment()),
                view.security(),
                view.properties(),
                view.query());
    }

    CreateMaterializedView materializedView(CreateMaterializedView view, List<String> output, Wrapping header) {
        return new CreateMaterializedView(
                view.at(),
                false,
                model.name().toName(),
                columns(view.columns(), output),
                view.indexes(),
                comment(view.comment()),
                view.distribution(),
                view.refresh().or(() -> Optional.of(header.refresh())),
                view.partitionBy(),
                view.orderBy(),
                header.with(view.properties()),
                view.query());
    }

    private List<ViewColumn> columns(List<ViewColumn> written, List<String> output) {
        if (model.header().about().columns().isEmpty()) {
            return written;
        }
        List<ViewColumn> list = written.isEmpty()
                ? output.stream()
                        .map(name -> new ViewColumn(Location.NOWHERE, Identifier.of(name), Optional.empty()))
                        .toList()
                : written;
        return list.stream()
                .map(column -> new ViewColumn(column.at(), column.name(), column(column.name(), column.comment())))
                .toList();
    }

    private Optional<String> column(Identifier name, Optional<String> written) {
        Optional<String> described = of(model.header(), name.text());
        if (described.isPresent() && written.isPresent()) {
            diagnostics.add(Diagnostic.at(
                            model.keySpan("columns"),
                            ModelCode.FACT_TWICE,
                            "column '" + name + "' has a COMMENT and a description in the header")
                    .withHelp("keep one of them"));
        }
        return written.or(() -> described);
    }

    private Optional<String> comment(Optional<String> written) {
        Optional<String> described = model.header().about().description();
        if (described.isPresent() && written.isPresent()) {
            diagnostics.add(Diagnostic.at(
                            model.keySpan("description"), ModelCode.FACT_TWICE, "the statement has a COMMENT as well")
                    .withHelp("keep one of them"));
        }
        return written.or(() -> described);
    }

    /** A column has one former name, which no column has any more; only a table's column keeps anything by it. */
    private void formerColumns(List<String> output) {
        Map<String, String> former = model.header().life().formerColumns();
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        former.forEach((name, old) -> {
            known(name, "columns", model.keySpan("columns"), output);
            String both = "column '" + name + "' of '" + model.name() + "' is renamed from '" + old + "'";
            if (!(model.statement() instanceof CreateTable)) {
                wrong(
                        both + ", and " + model.name() + " is no table",
                        "take 'renamed_from' out: a query says where it reads");
            } else if (output.stream().anyMatch(old::equalsIgnoreCase)) {
                wrong(both + ", which is a column of it too", "take the old column out, or 'renamed_from'");
            } else if (!seen.add(old)) {
                wrong(
                        both + ", and another column is as well",
                        "one column of the server becomes one: keep one of them");
            }
        });
    }

    private void wrong(String message, String help) {
        diagnostics.add(Diagnostic.at(model.keySpan("columns"), ModelCode.FORMER_COLUMN, message)
                .withHelp(help));
    }

    /** Descriptions and tests must name columns that are there. */
    void check(List<String> output) {
        formerColumns(output);
        model.header()
                .about()
                .columns()
                .keySet()
                .forEach(name -> known(name, "columns", model.keySpan("columns"), output));
        model.header()
                .about()
                .tests()
                .forEach(test -> test.match(
                                notNull -> notNull.columns(),
                                unique -> unique.columns(),
                                accepted -> List.of(accepted.column()),
                                rows -> List.<String>of(),
                                related -> List.of(related.column()))
                        .forEach(name -> known(
                                name,
                                "tests",
                                model.text().span(test.at().start(), test.at().end()),
                                output)));
    }

    private void known(String name, String key, FileSpan place, List<String> output) {
        if (output.stream().noneMatch(name::equalsIgnoreCase)) {
            Diagnostic finding = Diagnostic.at(
                    place,
                    ModelCode.UNKNOWN_COLUMN,
                    "column '" + name + "' under '" + key + "' is not in '" + model.name() + "'");
            diagnostics.add(Nearest.hint(name, output).map(finding::withHint).orElse(finding));
        }
    }
}
