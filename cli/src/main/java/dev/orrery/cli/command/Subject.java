// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Nearest;
import java.util.List;
import java.util.Optional;

/**
 * What {@code DB.TABLE} or {@code DB.TABLE.COLUMN} on the command line means. Tables of other catalogs have a catalog in
 * front; a model whose name no other has needs no database.
 *
 * @param column as the definition spells it
 */
record Subject(Definition definition, Optional<String> column) {

    /**
     * @throws DiagnosticException ORR-C011 when there is no such model or column
     */
    static Subject ofColumn(Compilation compilation, String text) {
        Optional<Definition> whole = model(compilation, text);
        if (whole.isPresent()) {
            return new Subject(whole.get(), Optional.empty());
        }
        int dot = text.lastIndexOf('.');
        Optional<Definition> before = dot < 0 ? Optional.empty() : model(compilation, text.substring(0, dot));
        Definition definition = before.orElseThrow(() -> unknown(compilation, text));
        return new Subject(definition, Optional.of(column(definition, text.substring(dot + 1))));
    }

    /**
     * @throws DiagnosticException ORR-C011 when there is no such model
     */
    static Definition ofModel(Compilation compilation, String text) {
        return model(compilation, text).orElseThrow(() -> unknown(compilation, text));
    }

    private static Optional<Definition> model(Compilation compilation, String text) {
        if (text.indexOf('.') > 0 && !text.endsWith(".")) {
            return compilation.catalog().find(ModelName.parse(text));
        }
        List<ModelName> named = compilation.catalog().names().stream()
                .filter(name -> name.name().equals(text))
                .toList();
        return named.size() == 1 ? compilation.catalog().find(named.get(0)) : Optional.empty();
    }

    private static DiagnosticException unknown(Compilation compilation, String name) {
        List<String> known =
                compilation.catalog().names().stream().map(ModelName::toString).toList();
        Diagnostic finding = Diagnostic.of(CliCode.UNKNOWN_MODEL, "the project has no model '" + name + "'")
                .withHelp("`orrery graph` lists its " + Figures.count(known.size(), "model"));
        return new DiagnosticException(
                Nearest.hint(name, known).map(finding::withHint).orElse(finding));
    }

    private static String column(Definition definition, String written) {
        List<String> known = definition.columns().stream().map(Column::name).toList();
        Optional<String> found =
                known.stream().filter(name -> name.equalsIgnoreCase(written)).findFirst();
        Diagnostic finding = Diagnostic.of(
                        CliCode.UNKNOWN_MODEL, "'" + definition.name() + "' has no column '" + written + "'")
                .withHelp("it has " + String.join(", ", known));
        return found.orElseThrow(() -> new DiagnosticException(
                Nearest.hint(written, known).map(finding::withHint).orElse(finding)));
    }
}
