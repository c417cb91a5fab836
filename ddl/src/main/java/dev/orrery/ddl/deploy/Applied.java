// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.models.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an apply did.
 *
 * @param deployment as it went into history; empty when there was nothing to do
 * @param findings what is worth knowing afterwards: MVs that are not active
 */
public record Applied(Optional<PastDeployment> deployment, Duration took, List<Diagnostic> findings) {
    public Applied {
        findings = List.copyOf(findings);
    }
}
