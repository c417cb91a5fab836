// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.ddl.DdlCode;
import dev.orrery.ddl.changelog.Changelog.ChangeSetId;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.starrocks.PartitionVersion;
import dev.orrery.starrocks.StarRocks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sees to it that a table is swapped for its copy only when nothing was written to it since the copy began. */
final class CopiedRows {
    private final StarRocks starRocks;
    private final Map<String, List<PartitionVersion>> copied = new HashMap<>();

    CopiedRows(StarRocks starRocks) {
        this.starRocks = starRocks;
    }

    /**
     * Called before each step.
     *
     * @throws DiagnosticException ORR-D012
     */
    void check(ChangeSetId step) {
        if (step.action().equals("copy-aside")) {
            copied.put(step.subject(), versions(step.subject()));
        }
        List<PartitionVersion> then = copied.get(step.subject());
        if (step.action().equals("swap") && then != null && !then.equals(versions(step.subject()))) {
            throw new DiagnosticException(Diagnostic.of(
                            DdlCode.WRITTEN_WHILE_COPIED,
                            "table '" + step.subject()
                                    + "' was written while its rows were copied; the copy is not swapped in")
                    .withHelp("stop the pipelines that load it, then `orrery apply` again"));
        }
    }

    private List<PartitionVersion> versions(String table) {
        return starRocks.partitions(Set.of(ModelName.parse(table)));
    }
}
