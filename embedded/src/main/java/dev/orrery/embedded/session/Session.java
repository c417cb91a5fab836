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

    /** Ends a running statement from another thread: KILL QUERY, or a client that went away. */
    void cancel();

    @Override
    void close();
}
