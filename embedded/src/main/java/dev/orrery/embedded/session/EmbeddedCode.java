// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.session;

import dev.orrery.models.diagnostic.Code;
import dev.orrery.models.diagnostic.Severity;

/**
 * What the embedded server finds wrong or refuses. A refusal reaches the client as a {@link ServerError} with the id in
 * its text: better no answer than a wrong one.
 */
public enum EmbeddedCode implements Code {
    /** Another process serves this data directory. */
    DATA_DIRECTORY_IN_USE("ORR-E001"),
    /** A port to listen on is taken. */
    PORT_IN_USE("ORR-E002"),
    /** The data directory cannot be read or written, or holds something else. */
    DATA_DIRECTORY_UNUSABLE("ORR-E003"),
    /** A type that DuckDB cannot hold. */
    TYPE_REFUSED("ORR-E010"),
    /** A function that the embedded server does not compute as StarRocks does. */
    FUNCTION_REFUSED("ORR-E011"),
    /** A statement that the embedded server does not carry out. */
    STATEMENT_REFUSED("ORR-E012"),
    /** A form inside a statement, such as a join or a clause, that has no equal in DuckDB. */
    FORM_REFUSED("ORR-E013"),
    /** DuckDB failed to carry out what the statement was translated to. */
    EXECUTION_FAILED("ORR-E014");

    private final String id;

    EmbeddedCode(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return Severity.ERROR;
    }
}
