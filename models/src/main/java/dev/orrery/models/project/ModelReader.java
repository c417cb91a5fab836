// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.Statement;
import dev.orrery.models.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one model: header, statement, and what kind of model they make together. */
final class ModelReader {
    static final String OPEN = "/*---";
    static final String CLOSE = "---*/";

    private final ModelsReader.Place place;
    private final Map<String, String> vars;
    private final Macros macros;
    private final Diagnostics diagnostics;

    ModelReader(ModelsReader.Place place, Map<String, String> vars, Macros macros, Diagnostics diagnostics) {
        this.place = place;
        this.vars = vars;
        this.macros = macros;
        this.diagnostics = diagnostics;
    }

    Optional<Model> read(SourceFile file, Optional<String> seed) {
        Diagnostics unknown = new Diagnostics();
        ModelText text = ModelText.expand(file, vars, unknown);
        Diagnostics found = new Diagnostics();
        Optional<Model> model = read(text, seed, found);
        List<Diagnostic> findings = found.sorted().stream().map(text::inFile).toList();
        // What comes after an error may be no SQL at all, and its variables none.
        int read = findings.stream()
                .filter(finding -> finding.code() == ModelCode.SYNTAX || finding.code() == ModelCode.UNCLOSED_QUOTE)
                .mapToInt(ModelReader::start)
                .min()
                .orElse(file.text().length());
        unknown.sorted().stream().filter(variable -> start(variable) <= read).forEach(diagnostics::add);
        findings.forEach(diagnostics::add);
        return model;
    }

    private static int start(Diagnostic finding) {
        return finding.place().map(FileSpan::start).orElse(0);
    }

    private Optional<Model> read(ModelText text, Optional<String> seed, Diagnostics found) {
        Header header = header(text.expanded(), found);
        List<Statement> statements = SqlParser.parse(text.expanded(), found);
        if (statements.size() != 1) {
            if (!found.hasErrors()) {
                int at = statements.size() < 2 ? 0 : statements.get(1).at().start();
                found.add(Diagnostic.at(
                                new FileSpan(text.expanded(), at, at),
                                ModelCode.NOT_ONE_STATEMENT,
                                "a model is one statement, here stand " + statements.size())
                        .withHelp(
                                statements.isEmpty()
                                        ? "write a query, or a CREATE TABLE, VIEW or MATERIALIZED VIEW"
                                        : "give each statement a file of its own"));
            }
            return Optional.empty();
        }
        Statement statement = statements.get(0);
        Optional<ModelGraph.Kind> kind = new KindRules(place, header, text.expanded(), found).kind(statement, seed);
        MacroExpansion.Expanded expanded = MacroExpansion.of(macros, text, statement, found);
        return expanded.statement()
                .flatMap(complete -> kind.map(
                        k -> new Model(expanded.text(), place.name(), place.layer(), k, header, complete, seed)));
    }

    private Header header(SourceFile file, Diagnostics found) {
        String text = file.text();
        int open = text.indexOf(OPEN);
        if (open < 0 || !text.substring(0, open).isBlank()) {
            return HeaderReader.read(Yaml.map(new SourceFile(file.path(), ""), found));
        }
        int from = open + OPEN.length();
        int close = text.indexOf(CLOSE, from);
        int comment = text.indexOf("*/", from);
        if (close < 0 || comment < close) {
            int at = comment < 0 ? open : comment;
            found.add(Diagnostic.at(
                            new FileSpan(file, at, Math.min(text.length(), at + 2)),
                            ModelCode.HEADER_BROKEN,
                            comment < 0
                                    ? "the header that begins here never ends"
                                    : "the header ends here for SQL, before its '---*/'")
                    .withHelp("a header is /*--- YAML ---*/ and holds no '*/' itself"));
            return HeaderReader.read(Yaml.map(new SourceFile(file.path(), ""), found));
        }
        return HeaderReader.read(Yaml.map(file, from, close, found));
    }
}
