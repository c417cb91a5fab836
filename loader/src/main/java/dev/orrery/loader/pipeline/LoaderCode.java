// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import dev.orrery.models.diagnostic.Code;
import dev.orrery.models.diagnostic.Severity;
import java.util.Locale;

/**
 * Everything that can be wrong with a pipeline or its run.
 *
 * <p>L001–L029 the pipeline's file, L030–L049 its files of rows and changes, L050–L079 the run and the server.
 */
public enum LoaderCode implements Code {
    UNKNOWN_SOURCE(1),
    SOURCE_TWICE(2),
    AFTER_IN_A_CIRCLE(3),
    BAD_VALUE(4),
    UNKNOWN_TABLE(5),
    NOT_A_LOADED_LAYER(6),
    NOT_A_PRIMARY_KEY_TABLE(7),
    UNKNOWN_COLUMN(8),
    COLUMN_NOT_LOADABLE(9),
    ROUTED_TWICE(10),
    NO_ROUTE(11),
    PIPELINE_NOT_FOUND(12),

    NO_FILES(30, Severity.WARNING),
    NO_SUCH_STREAM(31, Severity.WARNING),
    KEY_NOT_IN_HEADER(32),
    FIELD_WITHOUT_COLUMN(33, Severity.WARNING),

    SERVER_NOT_REACHED(50),
    ALREADY_RUNNING(51),
    JOB_FAILED(52),
    RESTORE_POINT_UNUSABLE(53, Severity.WARNING),
    LOADED_ROWS_GONE(54),
    ;

    private final int number;
    private final Severity severity;

    LoaderCode(int number) {
        this(number, Severity.ERROR);
    }

    LoaderCode(int number, Severity severity) {
        this.number = number;
        this.severity = severity;
    }

    @Override
    public String id() {
        return String.format(Locale.ROOT, "ORR-L%03d", number);
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
