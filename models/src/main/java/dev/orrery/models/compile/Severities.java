// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Severity;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.project.Project;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Applies what people decided about findings: {@code rules} of orrery.yml sets a code's severity, and a comment {@code
 * -- orrery:allow ORR-M100 reason} in the line or alone in the line before takes a finding out. A reason must be given.
 */
final class Severities {
    private static final Pattern ALLOW = Pattern.compile("--\\s*orrery:allow\\s+(ORR-M\\d{3})\\s+\\S.*");

    private final Project project;

    Severities(Project project) {
        this.project = project;
    }

    List<Diagnostic> apply(Diagnostics found) {
        return found.sorted().stream()
                .flatMap(finding -> decided(finding).stream())
                .filter(finding -> !allowed(finding))
                .toList();
    }

    private Optional<Diagnostic> decided(Diagnostic finding) {
        Optional<Severity> rule = project.sections().rules().get(finding.code().id());
        if (rule == null) {
            return Optional.of(finding);
        }
        return rule.map(finding::withSeverity);
    }

    private static boolean allowed(Diagnostic finding) {
        if (finding.place().isEmpty()) {
            return false;
        }
        FileSpan place = finding.place().get();
        SourceFile file = place.file();
        if (!file.text().contains("orrery:allow")) {
            return false;
        }
        int line = place.line();
        String before = line > 1 ? file.lineText(line - 1).strip() : "";
        return allows(file.lineText(line), finding) || (before.startsWith("--") && allows(before, finding));
    }

    private static boolean allows(String line, Diagnostic finding) {
        Matcher matcher = ALLOW.matcher(line);
        return matcher.find() && matcher.group(1).equals(finding.code().id());
    }
}
