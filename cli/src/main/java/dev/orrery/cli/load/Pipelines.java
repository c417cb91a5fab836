// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.load;

import dev.orrery.cli.CliCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.project.Project;
import java.util.List;

/** The pipelines of a project: a file below {@code pipelines/} each, named after it. */
public final class Pipelines {
    private static final String FOLDER = "pipelines/";

    private Pipelines() {}

    public static List<String> names(Project project) {
        return project.pipelines().stream()
                .map(path -> path.substring(FOLDER.length()).replaceAll("\\.ya?ml$", ""))
                .toList();
    }

    /**
     * @throws DiagnosticException ORR-C012 when there is no such pipeline
     */
    public static void require(Project project, String name) {
        List<String> known = names(project);
        if (known.contains(name)) {
            return;
        }
        Diagnostic finding = Diagnostic.of(CliCode.UNKNOWN_PIPELINE, "the project has no pipeline '" + name + "'")
                .withHelp(
                        known.isEmpty()
                                ? "pipelines are files pipelines/NAME.yml"
                                : "it has " + String.join(", ", known));
        throw new DiagnosticException(
                Nearest.hint(name, known).map(finding::withHint).orElse(finding));
    }
}
