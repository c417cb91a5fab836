// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.diagnostic;

/**
 * A kind of finding. Each module lists its codes in one enum; each code has a page {@code docs/errors/<id>.md} that
 * {@code orrery explain} prints.
 */
public interface Code {
    /** Such as {@code ORR-M014}: M model, D ddl, S server, R refresh, L load, E embedded, C command. */
    String id();

    Severity severity();
}
