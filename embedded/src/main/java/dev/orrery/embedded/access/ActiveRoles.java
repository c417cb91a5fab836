// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.access;

import dev.orrery.embedded.session.ServerError;
import java.util.ArrayList;
import java.util.List;

/** The roles that are switched on in one session: the user's default roles at first, then what SET ROLE says. */
public final class ActiveRoles {
    private final AccountBook book;
    private final UserName user;
    private volatile List<String> active;

    private ActiveRoles(AccountBook book, UserName user) {
        this.book = book;
        this.user = user;
        this.active = book.defaultRoles(user);
    }

    /**
     * @param address of the client, which says which of the users of that name it is
     */
    public static ActiveRoles of(AccountBook book, String user, String address) {
        return new ActiveRoles(book, book.identity(user, address));
    }

    public Rights rights() {
        return new Rights(book, user, active);
    }

    /** {@code ROLE r1, r2}, {@code ROLE ALL [EXCEPT r]}, {@code ROLE DEFAULT}, {@code ROLE NONE}. */
    void set(AccessWords words) throws ServerError {
        active = chosen(book, user, words);
    }

    /** The roles that the words name, of those that the user has. */
    static List<String> chosen(AccountBook book, UserName user, AccessWords words) throws ServerError {
        List<String> held = book.rolesOf(user);
        if (words.accept("NONE")) {
            return List.of();
        }
        if (words.accept("DEFAULT")) {
            return book.defaultRoles(user);
        }
        if (words.accept("ALL")) {
            List<String> rest = new ArrayList<>(held);
            if (words.accept("EXCEPT")) {
                rest.removeAll(AccessStatements.names(words.until("TO")));
            }
            return rest;
        }
        List<String> names = AccessStatements.names(words.until("TO"));
        for (String role : names) {
            if (!held.contains(role)) {
                throw ServerError.analyzing("Role " + role + " is not granted to " + user);
            }
        }
        return names;
    }
}
