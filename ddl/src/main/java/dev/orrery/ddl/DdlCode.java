// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl;

import dev.orrery.models.diagnostic.Code;
import dev.orrery.models.diagnostic.Severity;

/** What planning and deploying can find; each has a page {@code docs/errors/<id>.md}. */
public enum DdlCode implements Code {
    LIVE_STATEMENT_NOT_UNDERSTOOD("ORR-D001", Severity.ERROR),
    NOT_OURS("ORR-D002", Severity.ERROR),
    NEEDS_REBUILD("ORR-D003", Severity.ERROR),
    DESTRUCTIVE("ORR-D004", Severity.WARNING),
    STEP_FAILED("ORR-D005", Severity.ERROR),
    PLAN_IS_STALE("ORR-D006", Severity.ERROR),
    PLAN_NOT_READABLE("ORR-D007", Severity.ERROR),
    NOTHING_TO_ROLL_BACK("ORR-D008", Severity.ERROR),
    COMMENT_CARRIED("ORR-D009", Severity.NOTE),
    LEFT_INACTIVE("ORR-D010", Severity.WARNING),
    NEEDS_DEFAULT("ORR-D011", Severity.ERROR),
    WRITTEN_WHILE_COPIED("ORR-D012", Severity.ERROR),
    READS_WHAT_IS_NOT_THERE("ORR-D013", Severity.ERROR),
    STOPPED("ORR-D014", Severity.ERROR),
    SEED_DOES_NOT_FIT("ORR-D020", Severity.ERROR),
    BASE_NOT_KNOWN("ORR-D030", Severity.ERROR),
    DATABASE_NOT_MAPPED("ORR-D031", Severity.ERROR),
    BASE_LACKS_COLUMN("ORR-D032", Severity.ERROR);

    private final String id;
    private final Severity severity;

    DdlCode(String id, Severity severity) {
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
