// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.session;

import java.util.List;
import java.util.Optional;

/** One client's conversation: its database, its variables. Used by one thread at a time. */
public interface Session extends AutoCloseable {

    /** Where sessions come from, one a connection. */
    interface Factory {
        /**
         * @param user already authenticated
         * @param connectionId as CONNECTION_ID() shows it
         */
        Session open(String user, int connectionId);
    }

    /** The statements of one COM_QUERY; {@code ;} inside strings and comments is no border. */
    List<String> split(String text) throws ServerError;

    /**
     * Carries out one statement.
     *
     * @throws ServerError as the client shall see it; the session goes on
     */
    Answer execute(String statement) throws ServerError;

    /** USE. */
    void use(String database) throws ServerError;

    Optional<String> database();

    /**
     * The columns that a statement would answer with, for a client that prepares it.
     *
     * @param statement with NULL where a parameter stands
     * @return empty where they are known only after it ran, or where it gives no rows
     */
    default List<ResultColumn> describe(String statement) throws ServerError {
        return List.of();
    }

    /** Whether a BEGIN is open. Drivers leave out COMMIT and ROLLBACK when the protocol does not say so. */
    default boolean inTransaction() {
        return false;
    }

    /** Ends a running statement from another thread: KILL QUERY, or a client that went away. */
    void cancel();

    @Override
    void close();
}
