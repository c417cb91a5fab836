// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import dev.orrery.models.diagnostic.Code;
import dev.orrery.models.diagnostic.Severity;

/** Findings of the command itself. Each has its page in docs/errors. */
public enum CliCode implements Code {
    NO_PROJECT("ORR-C001"),
    UNKNOWN_ENVIRONMENT("ORR-C002"),
    UNKNOWN_CODE("ORR-C003"),
    UNKNOWN_EXAMPLE("ORR-C004"),
    FOLDER_NOT_EMPTY("ORR-C005"),
    NEEDS_APPROVAL("ORR-C006"),
    LOADER_ENDED("ORR-C007"),
    WRONG_BALANCES("ORR-C008"),
    SERVER_RUNS("ORR-C009"),
    FILE_TROUBLE("ORR-C010"),
    UNKNOWN_MODEL("ORR-C011"),
    UNKNOWN_PIPELINE("ORR-C012"),
    LOADER_MISSING("ORR-C013"),
    SECRET_MISSING("ORR-C014"),
    HISTORY_QUERY("ORR-C015"),
    SERVER_REFUSED("ORR-C016"),
    DESK_SILENT("ORR-C017"),
    UNKNOWN_REVISION("ORR-C018"),
    VARIABLE_MISSING("ORR-C019"),
    NOT_TO_BE_DROPPED("ORR-C020"),
    LOADED_IN_BASE("ORR-C021"),
    OLDER_SERVER("ORR-C022", Severity.WARNING),
    HISTORY_LEFT("ORR-C024", Severity.WARNING),
    ROLLBACK_LOSES_ROWS("ORR-C023"),
    UNKNOWN_DATABASE("ORR-C030"),
    NO_SERVER("ORR-C031"),
    NOTHING_TO_WRITE("ORR-C032"),
    NOT_AS_WRITTEN("ORR-C033");

    private final String id;
    private final Severity severity;

    CliCode(String id) {
        this(id, Severity.ERROR);
    }

    CliCode(String id, Severity severity) {
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
