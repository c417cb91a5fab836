// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import java.util.List;
import java.util.Set;

/**
 * What a comparison found.
 *
 * @param changes in the order of names
 * @param findings what stands in the way (errors), what is withheld (warnings), what is carried with a later change
 *     (notes)
 * @param withheld the models of the project that the findings are about
 */
public record Differences(List<Change> changes, List<Diagnostic> findings, Set<ModelName> withheld) {
    public Differences {
        changes = List.copyOf(changes);
        withheld = Set.copyOf(withheld);
        findings = List.copyOf(findings);
    }
}
