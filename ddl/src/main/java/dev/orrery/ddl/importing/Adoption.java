// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.ddl.diff.Dependents;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.project.Model;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.QueryStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes what a server has into the model files of a project, changing as little of a file as makes the two agree: first the header alone,
 * then the columns of a table, then the whole statement. A text stays in the file only when compiling and comparing find no difference.
 */
public final class Adoption {
    private final Compilation compilation;
    private final Found found;
    private final Proof proof;
    private final ModelWriter writer;
    private final SortedMap<String, String> files = new TreeMap<>();
    private final SortedMap<ModelName, String> paths = new TreeMap<>();
    private final SortedMap<ModelName, String> written = new TreeMap<>();
    private final SortedMap<ModelName, String> left = new TreeMap<>();

    private Adoption(Compilation compilation, Found found, Into into) {
        this.compilation = compilation;
        this.found = found;
        this.proof = new Proof(found, into);
        this.writer = new ModelWriter(ShownProperties.of(found.live().catalog().definitions()));
    }

    /**
     * @param found the server; chosen are the objects to be written
     * @throws dev.orrery.models.diagnostic.DiagnosticException when models that read them would no longer compile
     */
    public static Adopted of(Compilation compilation, Found found, Into into) {
        return new Adoption(compilation, found, into).run();
    }

    private Adopted run() {
        Set<ModelName> known = new TreeSet<>();
        for (Definition definition : Dependents.inOrder(compilation.catalog().definitions())) {
            ModelName name = definition.name();
            known.add(name);
            if (found.chosen().test(name)) {
                Optional<Definition> live = found.live().catalog().find(name);
                compilation
                        .model(name)
                        .ifPresent(model -> live.ifPresentOrElse(
                                there -> adopt(model, definition, there),
                                () -> left.put(
                                        name,
                                        "is not on the server any more: delete " + model.path()
                                                + " to agree, or apply to" + " make it again")));
            }
        }
        found.live().catalog().names().stream()
                .filter(name -> found.chosen().test(name) && !known.contains(name))
                .forEach(name -> left.put(name, "is no model of the project: `orrery import` writes one"));
        if (!files.isEmpty()) {
            proof.of(files, paths);
        }
        return new Adopted(files, written, left);
    }

    /** A text for the file, and what of the old one is not in it. */
    private record Candidate(String text, List<String> lost) {}

    private void adopt(Model model, Definition desired, Definition live) {
        ModelName name = model.name();
        if (!desired.getClass().equals(live.getClass())) {
            left.put(name, "is another kind of object on the server: drop it there, or import it under another name");
            return;
        }
        SortedMap<ModelName, String> one = new TreeMap<>(Map.of(name, model.path()));
        String reason = "";
        for (Candidate candidate : candidates(model, desired, live)) {
            SortedMap<String, String> tried = new TreeMap<>(files);
            tried.put(model.path(), candidate.text());
            Proof.Verdict verdict = proof.of(tried, one, Proof.Elsewhere.AWAITED);
            String error =
                    verdict.errors().getOrDefault(name, verdict.differences().getOrDefault(name, ""));
            if (error.isEmpty()) {
                files.put(model.path(), candidate.text());
                paths.put(name, model.path());
                written.put(
                        name,
                        model.path()
                                + (candidate.lost().isEmpty()
                                        ? ""
                                        : "; not kept: " + String.join(", ", candidate.lost())));
                return;
            }
            reason = error;
        }
        left.put(name, "cannot be said in its file: " + reason);
    }

    private List<Candidate> candidates(Model model, Definition desired, Definition live) {
        ModelWriter.Form form =
                model.statement() instanceof QueryStatement ? ModelWriter.Form.QUERY : ModelWriter.Form.STATEMENT;
        String text = model.text().file().text();
        ModelWriter.Sheet before = writer.sheet(desired, form, words(model, desired));
        ModelWriter.Sheet after = writer.sheet(live, form, words(model, live));
        Map<String, Optional<String>> changes = changes(before.header(), after.header());
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(candidate(text, HeaderEdit.of(text, changes), List.of()));
        spliced(model, desired, live)
                .ifPresent(spliced -> candidates.add(candidate(text, HeaderEdit.of(spliced, changes), List.of())));
        FileSpan span = model.span(model.statement().at());
        int start = Math.max(span.start(), HeaderEdit.end(text));
        String rewritten = text.substring(0, start) + after.statement() + text.substring(Math.max(start, span.end()));
        List<String> lost = lost(model, text.substring(start, Math.max(start, span.end())));
        candidates.add(candidate(text, HeaderEdit.of(rewritten, changes), lost));
        candidates.add(candidate(text, HeaderEdit.without(rewritten, Set.of("description", "columns")), lost));
        return candidates;
    }

    private static Optional<String> spliced(Model model, Definition desired, Definition live) {
        return desired instanceof Definition.Table before && live instanceof Definition.Table now
                ? ColumnSplice.of(model, before, now)
                : Optional.empty();
    }

    private static Candidate candidate(String before, String after, List<String> lost) {
        return new Candidate(Layout.likeBefore(before, after), lost);
    }

    private static List<String> lost(Model model, String statement) {
        List<String> lost = new ArrayList<>();
        if (statement.contains("--") || statement.contains("/*")) {
            lost.add("comments inside the statement");
        }
        if (statement.contains("${")) {
            lost.add("variables, which are their values now");
        }
        if (!model.text().expansions().isEmpty()) {
            lost.add("calls of macros, which are written out now");
        }
        return lost;
    }

    private static Map<String, Optional<String>> changes(HeaderText before, HeaderText after) {
        Map<String, Optional<String>> changes = new TreeMap<>();
        Set<String> keys = new TreeSet<>(before.lines().keySet());
        keys.addAll(after.lines().keySet());
        for (String key : keys) {
            Optional<String> now = Optional.ofNullable(after.lines().get(key));
            if (!now.equals(Optional.ofNullable(before.lines().get(key)))) {
                changes.put(key, now);
            }
        }
        return changes;
    }

    /** Grants are only ever added, and a target lag that no timer tells is the project's own. */
    private static Words words(Model model, Definition definition) {
        return new Words(
                model.layer().kind(),
                definition.match(table -> Optional.empty(), view -> Optional.empty(), view -> timer(view.statement())),
                Map.of());
    }

    private static Optional<java.time.Duration> timer(CreateMaterializedView view) {
        return ModelWriter.isTimed(view) ? Import.interval(view) : Optional.empty();
    }
}
