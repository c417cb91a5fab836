// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.QueryAnalysis;
import dev.orrery.models.analysis.StatementAnalysis;
import dev.orrery.models.analysis.TableNames;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.project.Model;
import dev.orrery.models.project.Project;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Statement;
import dev.orrery.models.version.Constructs;
import java.util.List;
import java.util.Optional;

/** Completes the statement of one model and analyzes it. */
final class ModelCompiler {
    private final Model model;
    private final Optional<TableNames> names;
    private final DefinedTables tables;
    private final Project.Target target;
    private final Diagnostics diagnostics;
    private final Descriptions descriptions;

    ModelCompiler(
            Model model,
            Optional<TableNames> names,
            DefinedTables tables,
            Project.Target target,
            Diagnostics diagnostics) {
        this.model = model;
        this.names = names;
        this.tables = tables;
        this.target = target;
        this.diagnostics = diagnostics;
        this.descriptions = new Descriptions(model, diagnostics);
    }

    Optional<StatementAnalysis> compile() {
        Optional<StatementAnalysis> analysis = analyze();
        analysis.ifPresent(a -> {
            checkVersion(a.definition());
            if (a.findings().isEmpty()) {
                descriptions.check(
                        a.definition().columns().stream().map(Column::name).toList());
            }
        });
        return analysis;
    }

    private void checkVersion(Definition definition) {
        Statement statement = definition.match(
                Definition.Table::statement, Definition.View::statement, Definition.MaterializedView::statement);
        Constructs.check(statement, target, Constructs.Depth.FORMS_AND_FUNCTIONS, model::span, diagnostics);
    }

    private Optional<StatementAnalysis> analyze() {
        if (model.statement() instanceof CreateTable table) {
            return Optional.of(StatementAnalysis.of(model.name(), descriptions.table(table), tables, target));
        }
        Optional<Query> query = names.map(TableNames::qualified);
        if (query.isEmpty()) {
            return Optional.empty();
        }
        if (model.kind() == ModelGraph.Kind.VIEW) {
            return Optional.of(view(query.get()));
        }
        return Optional.of(materializedView(query.get()));
    }

    private StatementAnalysis view(Query query) {
        CreateView written = model.statement() instanceof CreateView view
                ? view.withQuery(query)
                : new Wrapping(model, Optional.empty(), new Diagnostics()).view(query);
        StatementAnalysis analysis = StatementAnalysis.of(
                model.name(), written, tables, Optional.of(model.layer().database()));
        CreateView complete = model.statement() instanceof CreateView
                ? descriptions.view(written, output(analysis))
                : new Wrapping(model, Optional.empty(), diagnostics).view(query, output(analysis));
        Definition.View definition = new Definition.View(
                model.name(),
                complete,
                commented(analysis.definition().columns()),
                analysis.definition().reads());
        return new StatementAnalysis(definition, analysis.query(), analysis.findings());
    }

    private StatementAnalysis materializedView(Query query) {
        Optional<dev.orrery.models.catalog.TargetLag> lag = new Freshness(model).own();
        CreateMaterializedView written = model.statement() instanceof CreateMaterializedView view
                ? view.withQuery(query)
                : new Wrapping(model, lag, new Diagnostics()).materializedView(query);
        StatementAnalysis analysis = StatementAnalysis.of(
                model.name(), written, tables, Optional.of(model.layer().database()));
        if (model.statement() instanceof CreateMaterializedView view) {
            refuseSynchronous(view);
        }
        CreateMaterializedView complete = model.statement() instanceof CreateMaterializedView
                ? descriptions.materializedView(written, output(analysis), new Wrapping(model, lag, diagnostics))
                : new Wrapping(model, lag, diagnostics).materializedView(query, output(analysis));
        Definition.MaterializedView definition = new Definition.MaterializedView(
                model.name(),
                complete,
                commented(analysis.definition().columns()),
                analysis.definition().reads());
        return new StatementAnalysis(definition, analysis.query(), analysis.findings());
    }

    private void refuseSynchronous(CreateMaterializedView view) {
        if (view.refresh().isEmpty() && view.distribution().isEmpty()) {
            diagnostics.add(Diagnostic.at(
                            model.span(view.name().at()),
                            ModelCode.SYNCHRONOUS_MV,
                            "without REFRESH and DISTRIBUTED BY this would become a synchronous materialized view")
                    .withHelp("add DISTRIBUTED BY … or REFRESH DEFERRED MANUAL, or write only the query"));
        }
    }

    private static List<String> output(StatementAnalysis analysis) {
        return analysis.query().map(QueryAnalysis::columns).orElse(List.of()).stream()
                .map(column -> column.name())
                .toList();
    }

    private List<Column> commented(List<Column> columns) {
        return columns.stream()
                .map(column -> new Column(
                        column.name(),
                        column.type(),
                        column.nullable(),
                        column.comment().or(() -> Descriptions.of(model.header(), column.name()))))
                .toList();
    }
}
