// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.models.diagnostic.Diagnostic;
import java.util.List;

/**
 * What a comparison found.
 *
 * @param changes in the order of names
 * @param findings what stands in the way (errors), what is withheld (warnings), what is carried with a later change
 *     (notes)
 */
public record Differences(List<Change> changes, List<Diagnostic> findings) {
    public Differences {
        changes = List.copyOf(changes);
        findings = List.copyOf(findings);
    }
}
