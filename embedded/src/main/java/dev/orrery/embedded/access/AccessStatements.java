// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.access;

import dev.orrery.embedded.session.PasswordHash;
import dev.orrery.embedded.session.ServerError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** CREATE, ALTER and DROP USER, SET PASSWORD, roles, GRANT and REVOKE, out of their text. */
public final class AccessStatements {
    private static final Set<String> KINDS = Set.of(
            "CREATE USER",
            "ALTER USER",
            "DROP USER",
            "CREATE ROLE",
            "DROP ROLE",
            "ALTER ROLE",
            "GRANT",
            "REVOKE",
            "SET");
    private static final Set<String> OBJECTS = Set.of(
            "TABLE",
            "DATABASE",
            "VIEW",
            "SYSTEM",
            "CATALOG",
            "ALL",
            "MATERIALIZED",
            "RESOURCE",
            "RESOURCE_GROUP",
            "USER",
            "FUNCTION",
            "GLOBAL",
            "STORAGE",
            "WAREHOUSE",
            "PIPE");

    private final AccountBook book;
    private final UserName caller;
    private final Optional<String> database;

    /**
     * @param caller for whom SET PASSWORD is when it names nobody
     */
    public AccessStatements(AccountBook book, String caller, Optional<String> database) {
        this.book = book;
        this.caller = UserName.anywhere(caller);
        this.database = database;
    }

    /** Whether a statement of that family may be one of these. */
    public static boolean knows(String kind) {
        return KINDS.contains(kind);
    }

    /** Carries out one statement; false for one that is none of these after all. */
    public boolean run(String text) throws SQLException, ServerError {
        AccessWords words = new AccessWords(text);
        if (words.accept("CREATE", "USER")) {
            createUser(words);
        } else if (words.accept("ALTER", "USER")) {
            alterUser(words);
        } else if (words.accept("DROP", "USER")) {
            dropUser(words);
        } else if (words.accept("CREATE", "ROLE")) {
            createRoles(words);
        } else if (words.accept("DROP", "ROLE")) {
            dropRoles(words);
        } else if (words.accept("GRANT")) {
            book.grant(privileges(words, "TO"));
        } else if (words.accept("REVOKE")) {
            book.revoke(privileges(words, "FROM"));
        } else if (words.accept("SET", "PASSWORD")) {
            setPassword(words);
        } else {
            // Every role is active here, since none takes anything away.
            return words.accept("ALTER", "ROLE")
                    || words.accept("SET", "ROLE")
                    || words.accept("SET", "DEFAULT", "ROLE");
        }
        return true;
    }

    private void createUser(AccessWords words) throws SQLException, ServerError {
        boolean ifNotExists = words.accept("IF", "NOT", "EXISTS");
        UserName user = words.user();
        if (book.exists(user)) {
            if (ifNotExists) {
                return;
            }
            throw ServerError.analyzing("user " + user + " already exists!");
        }
        PasswordHash password = identified(words).orElse(PasswordHash.none());
        book.put(user, password);
        if (words.accept("DEFAULT", "ROLE")) {
            List<Privilege> roles = new ArrayList<>();
            for (String role : names(words.until("PROPERTIES"))) {
                requireRole(role);
                roles.add(Privilege.role(user.toString(), role));
            }
            book.grant(roles);
        }
    }

    private void alterUser(AccessWords words) throws SQLException, ServerError {
        boolean ifExists = words.accept("IF", "EXISTS");
        UserName user = words.user();
        if (ifExists && !book.exists(user)) {
            return;
        }
        book.require(user);
        Optional<PasswordHash> password = identified(words);
        if (password.isPresent()) {
            book.put(user, password.get());
        }
    }

    private void dropUser(AccessWords words) throws SQLException, ServerError {
        boolean ifExists = words.accept("IF", "EXISTS");
        UserName user = words.user();
        if (user.equals(UserName.ROOT)) {
            throw ServerError.analyzing("cannot drop user " + user + "!");
        }
        if (!ifExists) {
            book.require(user);
        }
        book.drop(user);
    }

    /** {@code IDENTIFIED BY 'x'}, {@code … BY PASSWORD '*…'}, {@code … WITH plugin BY | AS 'x'}. */
    private static Optional<PasswordHash> identified(AccessWords words) throws ServerError {
        if (!words.accept("IDENTIFIED")) {
            return Optional.empty();
        }
        if (words.accept("WITH")) {
            String plugin = words.next();
            if (!plugin.toLowerCase(Locale.ROOT).equals("mysql_native_password")) {
                throw ServerError.analyzing("authentication plugin '" + plugin + "' is not one of the embedded server");
            }
            if (words.accept("AS")) {
                return Optional.of(hash(words.next()));
            }
        }
        if (!words.accept("BY")) {
            return Optional.of(PasswordHash.none());
        }
        return Optional.of(words.accept("PASSWORD") ? hash(words.next()) : PasswordHash.of(words.next()));
    }

    private static PasswordHash hash(String text) throws ServerError {
        try {
            return PasswordHash.parse(text);
        } catch (IllegalArgumentException e) {
            throw ServerError.analyzing("Password hash should be a 41-digit hexadecimal number");
        }
    }

    private void setPassword(AccessWords words) throws SQLException, ServerError {
        UserName user = words.accept("FOR") ? words.user() : caller;
        book.require(user);
        words.accept("=");
        book.put(user, words.accept("PASSWORD", "(") ? PasswordHash.of(words.next()) : hash(words.next()));
    }

    private void createRoles(AccessWords words) throws SQLException, ServerError {
        boolean ifNotExists = words.accept("IF", "NOT", "EXISTS");
        for (String role : names(words.until("COMMENT"))) {
            if (!book.existsRole(role)) {
                book.addRole(role);
            } else if (!ifNotExists) {
                throw ServerError.analyzing("Role " + role + " already exists!");
            }
        }
    }

    private void dropRoles(AccessWords words) throws SQLException, ServerError {
        boolean ifExists = words.accept("IF", "EXISTS");
        for (String role : names(words.until())) {
            if (!ifExists) {
                requireRole(role);
            }
            book.dropRole(role);
        }
    }

    private void requireRole(String role) throws ServerError {
        if (!book.existsRole(role)) {
            throw ServerError.analyzing("cannot find role " + role + "!");
        }
    }

    /** What stands between GRANT or REVOKE and the end: roles, or privileges ON an object, and who it is about. */
    private List<Privilege> privileges(AccessWords words, String toOrFrom) throws ServerError {
        List<String> what = names(words.until("ON", toOrFrom));
        Optional<String> object = words.accept("ON") ? Optional.of(object(words, toOrFrom)) : Optional.empty();
        words.accept(toOrFrom);
        String grantee = grantee(words);
        List<Privilege> privileges = new ArrayList<>();
        for (String one : what) {
            if (object.isEmpty()) {
                requireRole(one);
                privileges.add(Privilege.role(grantee, one));
            } else {
                privileges.add(new Privilege(grantee, one.toUpperCase(Locale.ROOT), object.get()));
            }
        }
        return privileges;
    }

    private String grantee(AccessWords words) throws ServerError {
        if (words.accept("ROLE")) {
            String role = words.next();
            requireRole(role);
            return role;
        }
        words.accept("USER");
        UserName user = words.user();
        book.require(user);
        return user.toString();
    }

    private String object(AccessWords words, String toOrFrom) throws ServerError {
        String text = words.until(toOrFrom);
        List<String> parts = List.of(text.split(" "));
        boolean named = parts.size() > 1 && OBJECTS.contains(parts.get(0).toUpperCase(Locale.ROOT));
        if (named || text.equalsIgnoreCase("SYSTEM")) {
            boolean whole = parts.get(0).equalsIgnoreCase("ALL");
            String first = whole
                    ? text
                    : parts.get(0).toUpperCase(Locale.ROOT)
                            + text.substring(parts.get(0).length());
            return parts.get(0).equalsIgnoreCase("TABLE") && parts.size() == 2 ? table(parts.get(1)) : first;
        }
        return table(text);
    }

    private String table(String name) throws ServerError {
        if (name.contains(".")) {
            return "TABLE " + name;
        }
        return "TABLE " + database.orElseThrow(() -> new ServerError(1046, "3D000", "No database selected")) + "."
                + name;
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
