// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.session;

import java.util.Optional;

/** Who may connect, over MySQL and over HTTP alike. */
public interface Accounts {

    /**
     * The password of a user.
     *
     * @param host the client's address as text, for users such as {@code 'bob'@'10.%'}
     * @return empty when there is no such user
     */
    Optional<PasswordHash> find(String user, String host);

    /** One user: a new StarRocks knows {@code root} without a password. */
    static Accounts of(String user, PasswordHash password) {
        return (asked, host) -> asked.equals(user) ? Optional.of(password) : Optional.empty();
    }
}
