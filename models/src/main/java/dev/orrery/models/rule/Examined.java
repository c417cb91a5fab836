// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.QueryAnalysis;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.project.Model;
import dev.orrery.models.project.Project;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A model with a query, under examination.
 *
 * @param query the very tree that was analyzed
 * @param facts of the models below it
 * @param layer of a model by its name
 * @param findings so far
 */
record Examined(
        Model model,
        Definition definition,
        Query query,
        QueryAnalysis analysis,
        Project.Target target,
        Function<ModelName, Optional<ModelFacts>> facts,
        Function<ModelName, Optional<String>> layer,
        List<Diagnostic> findings) {

    static Examined of(
            Model model,
            Definition definition,
            Query query,
            QueryAnalysis analysis,
            Project.Target target,
            Function<ModelName, Optional<ModelFacts>> facts,
            Function<ModelName, Optional<String>> layer) {
        return new Examined(model, definition, query, analysis, target, facts, layer, new ArrayList<>());
    }

    /** Of something that stands in the statement where that was written out, else under a key of the header. */
    FileSpan place(Location at, String key) {
        return model.statement() instanceof CreateMaterializedView ? model.span(at) : model.keySpan(key);
    }

    void report(Location at, ModelCode code, String message, String help) {
        report(model.span(at), code, message, help);
    }

    void report(FileSpan at, ModelCode code, String message, String help) {
        findings.add(Diagnostic.at(at, code, message).withHelp(help));
    }
}
