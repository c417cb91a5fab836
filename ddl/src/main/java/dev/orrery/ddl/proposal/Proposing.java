// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.proposal;

import dev.orrery.ddl.importing.FilesWith;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.Severity;
import dev.orrery.models.project.Model;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;
import dev.orrery.models.rule.ModelRules;
import dev.orrery.models.rule.Proposal;
import dev.orrery.models.sql.SqlPrinter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Accepts proposals one after the other. A model reads the new column instead of the path only where the project then compiles and the
 * model's own columns are called as before; else it stays as it is.
 */
public final class Proposing {
    private final SourceFiles files;
    private final Predicate<ModelName> tables;
    private final SortedMap<String, String> changed = new TreeMap<>();

    private Proposing(SourceFiles files, Predicate<ModelName> tables) {
        this.files = files;
        this.tables = tables;
    }

    /**
     * @param tables those whose proposals are wanted
     * @throws DiagnosticException when the project does not compile
     */
    public static Accepted of(SourceFiles files, Predicate<ModelName> tables) {
        return new Proposing(files, tables).run();
    }

    /** A project as it is with the files that were changed so far. */
    private record State(Compilation compilation, List<Proposal> proposals, List<Diagnostic> errors) {
        boolean isSound() {
            return errors.isEmpty();
        }
    }

    private State compile(Map<String, String> texts) {
        Diagnostics diagnostics = new Diagnostics();
        Project project = Project.load(new FilesWith(files, texts), diagnostics);
        ModelRules rules = new ModelRules(project);
        Compilation compilation = Compiler.compile(project, diagnostics, rules);
        return new State(
                compilation,
                rules.proposals(),
                diagnostics.sorted().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .toList());
    }

    private Accepted run() {
        State state = compile(changed);
        if (!state.isSound()) {
            throw new DiagnosticException(state.errors());
        }
        List<Proposed> accepted = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (true) {
            Optional<Proposal> next = state.proposals().stream()
                    .filter(proposal -> tables.test(proposal.table()))
                    .filter(proposal -> seen.add(proposal.table() + " " + SqlPrinter.print(proposal.expression())))
                    .findFirst();
            if (next.isEmpty()) {
                return new Accepted(accepted, changed, state.compilation());
            }
            accept(state.compilation(), next.get()).ifPresent(accepted::add);
            state = compile(changed);
        }
    }

    private Optional<Proposed> accept(Compilation before, Proposal proposal) {
        Optional<ColumnEdit> edit = before.model(proposal.table()).flatMap(table -> ColumnEdit.of(table, proposal));
        if (edit.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, String> texts = new TreeMap<>(changed);
        texts.put(edit.get().path(), edit.get().text());
        SortedMap<ModelName, Integer> replaced = new TreeMap<>();
        SortedMap<ModelName, String> kept = new TreeMap<>();
        Optional<String> alone = refusal(before, compile(texts), proposal.table());
        if (alone.isPresent()) {
            proposal.readers().forEach(reader -> kept.put(reader, alone.get()));
            return Optional.of(new Proposed(proposal, edit.get().definition(), replaced, kept));
        }
        for (ModelName reader : proposal.readers()) {
            Optional<Model> model = before.model(reader);
            List<Proposal.Place> places = proposal.places().stream()
                    .filter(place -> place.in().equals(reader))
                    .toList();
            Uses uses = model.map(text -> Uses.of(text, proposal, places)).orElseGet(Uses::none);
            if (uses.count() == 0) {
                kept.put(reader, uses.reason());
                continue;
            }
            SortedMap<String, String> tried = new TreeMap<>(texts);
            tried.put(uses.path(), uses.text());
            Optional<String> reason = refusal(before, compile(tried), reader);
            if (reason.isPresent()) {
                kept.put(reader, reason.get());
            } else {
                texts = tried;
                replaced.put(reader, uses.count());
                if (uses.count() < places.size()) {
                    kept.put(reader, uses.reason());
                }
            }
        }
        // A column that nobody reads is worth nothing.
        if (!replaced.isEmpty()) {
            changed.putAll(texts);
        }
        return Optional.of(new Proposed(proposal, edit.get().definition(), replaced, kept));
    }

    private static Optional<String> refusal(Compilation before, State after, ModelName reader) {
        if (!after.isSound()) {
            return Optional.of("with the column " + after.errors().get(0).message());
        }
        for (Definition definition : before.catalog().definitions()) {
            boolean isReader = definition.name().equals(reader) && !isTable(definition);
            boolean same = after.compilation()
                    .catalog()
                    .find(definition.name())
                    .filter(now -> names(now, definition.columns().size()).equals(names(definition, Integer.MAX_VALUE)))
                    .isPresent();
            if (!same) {
                return Optional.of(
                        isReader
                                ? "its own column would be called otherwise: give it an alias first"
                                : "'" + definition.name() + "' would have other columns");
            }
        }
        return Optional.empty();
    }

    private static boolean isTable(Definition definition) {
        return definition.match(found -> true, view -> false, view -> false);
    }

    /** A table has more columns afterwards, and a star on it would have, too. */
    private static List<String> names(Definition definition, int most) {
        return definition.columns().stream()
                .limit(isTable(definition) ? most : Integer.MAX_VALUE)
                .map(Column::name)
                .toList();
    }
}
