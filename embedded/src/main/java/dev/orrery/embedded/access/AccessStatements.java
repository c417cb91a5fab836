// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.access;

import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.session.EmbeddedCode;
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
    private final AccountBook book;
    private final UserName caller;
    private final ActiveRoles active;
    private final Optional<String> database;

    /**
     * @param caller for whom SET PASSWORD is when it names nobody
     * @param active its roles, which SET ROLE changes
     */
    public AccessStatements(AccountBook book, String caller, ActiveRoles active, Optional<String> database) {
        this.active = active;
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
        checkRight(words);
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
            return roles(words);
        }
        return true;
    }

    private boolean roles(AccessWords words) throws SQLException, ServerError {
        if (words.accept("SET", "ROLE")) {
            active.set(words);
        } else if (words.accept("SET", "DEFAULT", "ROLE")) {
            AccessWords first = words.copy();
            words.until("TO");
            if (!words.accept("TO")) {
                throw ServerError.analyzing("SET DEFAULT ROLE … TO whom?");
            }
            UserName user = words.user();
            book.require(user);
            if (!user.toString().equals(active.rights().user())) {
                active.rights().require("GRANT", Target.SYSTEM);
            }
            book.setDefaultRoles(user, ActiveRoles.chosen(book, user, first));
        } else if (words.accept("ALTER", "ROLE")) {
            alterRoles(words);
        } else {
            return false;
        }
        return true;
    }

    /** Which statements need the right to give rights; a password of one's own needs none. */
    private void checkRight(AccessWords words) throws ServerError {
        if (words.at("SET")) {
            return;
        }
        active.rights().require("GRANT", Target.SYSTEM);
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
                roles.add(Privilege.defaultRole(user.toString(), role));
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
        if (words.accept("DEFAULT", "ROLE")) {
            book.setDefaultRoles(user, ActiveRoles.chosen(book, user, words));
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
        if (!user.name().equals(caller.name())) {
            active.rights().require("GRANT", Target.SYSTEM);
        }
        words.accept("=");
        book.put(user, words.accept("PASSWORD", "(") ? PasswordHash.of(words.next()) : hash(words.next()));
    }

    private void createRoles(AccessWords words) throws SQLException, ServerError {
        boolean ifNotExists = words.accept("IF", "NOT", "EXISTS");
        List<String> roles = names(words.until("COMMENT"));
        String comment = words.accept("COMMENT") ? words.next() : "";
        for (String role : roles) {
            if (!book.existsRole(role)) {
                book.putRole(role, comment);
            } else if (!ifNotExists) {
                throw ServerError.analyzing("Role " + role + " already exists!");
            }
        }
    }

    /** {@code r1, r2 SET COMMENT = 'x'}. */
    private void alterRoles(AccessWords words) throws SQLException, ServerError {
        boolean ifExists = words.accept("IF", "EXISTS");
        List<String> roles = names(words.until("SET"));
        if (!words.accept("SET", "COMMENT")) {
            throw ServerError.analyzing("ALTER ROLE … SET COMMENT = what?");
        }
        words.accept("=");
        String comment = words.next();
        for (String role : roles) {
            if (book.isBuiltIn(role)) {
                throw ServerError.analyzing("role " + role + " is immutable!");
            }
            if (!ifExists || book.existsRole(role)) {
                requireRole(role);
                book.putRole(role, comment);
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
        List<String> objects = words.accept("ON") ? new GrantObjects(database).read(words.until(toOrFrom)) : List.of();
        words.accept(toOrFrom);
        String grantee = grantee(words);
        if (words.accept("WITH", "GRANT", "OPTION")) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "WITH GRANT OPTION");
        }
        List<Privilege> privileges = new ArrayList<>();
        for (String one : what) {
            if (objects.isEmpty()) {
                requireRole(one);
                privileges.add(Privilege.role(grantee, one));
            }
            for (String object : objects) {
                String kind = one.toUpperCase(Locale.ROOT);
                privileges.add(new Privilege(grantee, kind.equals("ALL PRIVILEGES") ? "ALL" : kind, object));
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

    static List<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
