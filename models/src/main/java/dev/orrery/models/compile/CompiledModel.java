// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.analysis.Finding;
import dev.orrery.models.analysis.StatementAnalysis;
import dev.orrery.models.analysis.TableNames;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.project.Model;
import dev.orrery.models.project.ModelText;
import dev.orrery.models.project.Project;
import dev.orrery.models.rule.ModelRules;
import java.util.List;
import java.util.Optional;

/** What is left of the analysis of one model. The types of its expressions are not: of a large project they are many. */
record CompiledModel(Optional<Definition> definition, Optional<ColumnOrigins> origins, List<Diagnostic> findings) {

    static CompiledModel of(
            Model model, Optional<TableNames> names, DefinedTables tables, Project.Target target, ModelRules rules) {
        Diagnostics found = new Diagnostics();
        Optional<StatementAnalysis> analysis = new ModelCompiler(model, names, tables, target, found).compile();
        analysis.ifPresent(a -> {
            a.findings().forEach(finding -> found.add(placed(model, finding)));
            found.addAll(rules.check(model, a));
        });
        return new CompiledModel(
                analysis.map(StatementAnalysis::definition), analysis.map(ColumnOrigins::of), found.sorted());
    }

    private static Diagnostic placed(Model model, Finding finding) {
        ModelText text = model.text();
        int length = text.expanded().text().length();
        int start = Math.min(finding.at().start(), length);
        int end = Math.min(Math.max(start, finding.at().end()), length);
        return text.inFile(finding.in(new FileSpan(text.expanded(), start, end)));
    }
}
