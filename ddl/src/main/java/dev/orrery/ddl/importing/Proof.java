// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.diff.Diff;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.Registry;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.plan.Step;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.Severity;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.StarRocksVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds written models against the server that they were made of. */
final class Proof {
    private final Found found;
    private final Into into;

    Proof(Found found, Into into) {
        this.found = found;
        this.into = into;
    }

    /**
     * @param errors the first thing that is wrong with each model that does not compile
     * @param differences what a plan would do to each that does; empty while there are errors
     */
    record Verdict(SortedMap<ModelName, String> errors, SortedMap<ModelName, String> differences) {}

    /**
     * @param paths of the models that were written
     * @throws DiagnosticException when something else in the project is wrong
     */
    Verdict of(SortedMap<String, String> files, SortedMap<ModelName, String> paths) {
        return of(files, paths, Elsewhere.REFUSED);
    }

    /** What becomes of errors in files that were not written. */
    enum Elsewhere {
        REFUSED,
        /** Other files are still to be written. */
        AWAITED
    }

    Verdict of(SortedMap<String, String> files, SortedMap<ModelName, String> paths, Elsewhere elsewhere) {
        Diagnostics diagnostics = new Diagnostics();
        Project project = Project.load(new FilesWith(into.files(), files), diagnostics);
        Compilation compilation = Compiler.compile(project, diagnostics);
        Map<String, ModelName> byPath = new HashMap<>();
        paths.forEach((name, path) -> byPath.put(path, name));
        SortedMap<ModelName, String> errors = new TreeMap<>();
        List<Diagnostic> others = new ArrayList<>();
        for (Diagnostic finding : diagnostics.sorted()) {
            if (finding.severity() != Severity.ERROR) {
                continue;
            }
            ModelName written = finding.place()
                    .map(place -> byPath.get(place.file().path()))
                    .orElse(null);
            if (written == null) {
                others.add(finding);
            } else {
                errors.putIfAbsent(written, finding.code().id() + " " + finding.message());
            }
        }
        if (errors.isEmpty() && !others.isEmpty() && elsewhere == Elsewhere.REFUSED) {
            throw new DiagnosticException(others);
        }
        return new Verdict(errors, errors.isEmpty() ? differences(compilation, paths) : new TreeMap<>());
    }

    private SortedMap<ModelName, String> differences(Compilation compilation, SortedMap<ModelName, String> paths) {
        Desired desired = into.desired().apply(compilation);
        TreeMap<ModelName, Registry.Entry> ours = new TreeMap<>();
        for (Definition definition : found.live().catalog().definitions()) {
            if (paths.containsKey(definition.name())) {
                ours.put(definition.name(), new Registry.Entry(ModelKind.of(definition), "unknown", "unknown"));
            }
        }
        Diff.Live live = new Diff.Live(
                found.live().databases(),
                found.live().catalog(),
                Map.of(),
                found.live().grants(),
                new Registry(ours),
                StarRocksVersion.NEWEST);
        Plan plan = Plan.of(desired, live, Destructive.ALLOWED);
        SortedMap<ModelName, String> differences = new TreeMap<>();
        for (ModelName name : paths.keySet()) {
            List<String> words = new ArrayList<>();
            plan.steps().stream()
                    .filter(step -> step.subject().equals(name.toString()))
                    .forEach(step -> words.addAll(said(step)));
            plan.findings().stream()
                    .filter(finding -> finding.severity() != Severity.NOTE)
                    .map(Diagnostic::message)
                    .filter(message -> message.contains("'" + name + "'"))
                    .forEach(words::add);
            if (!words.isEmpty()) {
                differences.put(name, String.join("; ", words));
            }
        }
        return differences;
    }

    private static List<String> said(Step step) {
        return step.effects().isEmpty() ? List.of(step.action()) : step.effects();
    }
}
