// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher;

import dev.orrery.models.diagnostic.Code;
import dev.orrery.models.diagnostic.Severity;

/** Findings about refreshing. */
public enum RefresherCode implements Code {
    REFRESH_FAILED("ORR-R001", Severity.ERROR),
    HISTORY_IN_USE("ORR-R002", Severity.ERROR),
    UNKNOWN_MV("ORR-R003", Severity.ERROR),
    TARGET_INFEASIBLE("ORR-R101", Severity.WARNING);

    private final String id;
    private final Severity severity;

    RefresherCode(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
