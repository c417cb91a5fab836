// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.lineage.Lineage;
import dev.orrery.models.project.Project;
import java.nio.file.Path;
import java.util.TreeSet;

/**
 * Prints every table and column edge of a project, tab-separated, for {@code src/test/python/compare_lineage.py}: {@code
 * table READER READ} and {@code column MODEL.COLUMN MODEL.COLUMN}, values only.
 */
final class LineageDump {
    private LineageDump() {}

    public static void main(String[] folder) {
        Diagnostics diagnostics = new Diagnostics();
        Project project = Project.load(TestFiles.below(Path.of(folder[0])), diagnostics);
        Compilation compilation = Compiler.compile(project, diagnostics);
        if (diagnostics.hasErrors()) {
            throw new DiagnosticException(diagnostics.sorted());
        }
        TreeSet<String> lines = new TreeSet<>();
        compilation
                .graph()
                .nodes()
                .forEach(node -> node.reads().forEach(read -> lines.add("table\t" + node.name() + "\t" + read)));
        for (Lineage.Edge edge : compilation.lineage().edges()) {
            if (edge.flow() != Flow.INFLUENCE) {
                lines.add("column\t" + edge.to() + "\t" + edge.from().whole());
            }
        }
        lines.forEach(System.out::println);
    }
}
