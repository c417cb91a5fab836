// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.access;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.session.Accounts;
import dev.orrery.embedded.session.PasswordHash;
import dev.orrery.embedded.session.ServerError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who there is and what was granted. A new server knows {@code root}, without a password. Safe for many threads. */
public final class AccountBook implements Accounts {
    private static final Set<String> BUILT_IN = Set.of("root", "db_admin", "cluster_admin", "user_admin", "public");

    private final AccountStore store;

    @GuardedBy("this")
    private AccountStore.Kept kept;

    /**
     * @throws IllegalStateException when the database does not give them
     */
    public AccountBook(Engine engine) {
        this.store = new AccountStore(engine);
        try {
            this.kept = store.load();
            if (kept.users().isEmpty()) {
                kept.users().put(UserName.ROOT, PasswordHash.none());
                kept.privileges().add(Privilege.role(UserName.ROOT.toString(), "root"));
                store.save(kept);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the accounts cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized Optional<PasswordHash> find(String user, String host) {
        // The one with the most letters in its host says more than '%' does.
        return kept.users().entrySet().stream()
                .filter(e -> e.getKey().covers(user, host))
                .max(Comparator.comparingInt(
                        e -> e.getKey().host().replace("%", "").length()))
                .map(Map.Entry::getValue);
    }

    public synchronized List<UserName> users() {
        return List.copyOf(kept.users().keySet());
    }

    /** Roles that were created; the built-in ones are not among them. */
    public synchronized List<String> roles() {
        return List.copyOf(kept.roles().keySet());
    }

    /** What CREATE ROLE or ALTER ROLE said of it. */
    public synchronized String comment(String role) {
        return kept.roles().getOrDefault(role, "");
    }

    public synchronized boolean hasPassword(UserName user) {
        return !kept.users().getOrDefault(user, PasswordHash.none()).isNone();
    }

    public synchronized List<Privilege> privileges() {
        return kept.privileges().stream().filter(p -> !p.isDefaultRole()).toList();
    }

    /** Which user somebody is who logged in under a name. */
    synchronized UserName identity(String user, String host) {
        return kept.users().keySet().stream()
                .filter(name -> name.covers(user, host))
                .max(Comparator.comparingInt(
                        name -> name.host().replace("%", "").length()))
                .orElseGet(() -> UserName.anywhere(user));
    }

    /** The roles that are active when the user logs in; root's always. */
    synchronized List<String> defaultRoles(UserName user) {
        List<String> roles = new ArrayList<>();
        if (user.name().equals(UserName.ROOT.name())) {
            roles.add(UserName.ROOT.name());
        }
        for (Privilege one : kept.privileges()) {
            if (one.isDefaultRole() && one.grantee().equals(user.toString()) && !roles.contains(one.object())) {
                roles.add(one.object());
            }
        }
        return roles;
    }

    /** The roles that were granted to a user. */
    synchronized List<String> rolesOf(UserName user) {
        return kept.privileges().stream()
                .filter(p -> p.isRole() && p.grantee().equals(user.toString()))
                .map(Privilege::object)
                .toList();
    }

    /** Roles with those that were granted to them, and the one that everybody has. */
    synchronized Set<String> withInherited(List<String> roles) {
        Set<String> all = new LinkedHashSet<>(roles);
        all.add("public");
        List<String> open = new ArrayList<>(all);
        while (!open.isEmpty()) {
            String role = open.remove(0);
            for (Privilege one : kept.privileges()) {
                if (one.isRole() && one.grantee().equals(role) && all.add(one.object())) {
                    open.add(one.object());
                }
            }
        }
        return all;
    }

    /** Whether the user or one of the roles holds such a privilege. */
    synchronized boolean holds(UserName user, Set<String> roles, Predicate<Privilege> wanted) {
        String name = user.toString();
        return kept.privileges().stream()
                .anyMatch(p -> !p.isRole()
                        && !p.isDefaultRole()
                        && (p.grantee().equals(name) || roles.contains(p.grantee()))
                        && wanted.test(p));
    }

    void setDefaultRoles(UserName user, List<String> roles) throws SQLException {
        edit(copy -> {
            copy.privileges().removeIf(p -> p.isDefaultRole() && p.grantee().equals(user.toString()));
            roles.forEach(role -> copy.privileges().add(Privilege.defaultRole(user.toString(), role)));
        });
    }

    /** What was granted on something goes with it. */
    public void dropped(Target target) throws SQLException {
        boolean database = target.kind() == Target.Kind.DATABASE;
        String within = "." + target.database() + ".";
        edit(copy -> copy.privileges()
                .removeIf(p -> p.object().equals(target.object())
                        || (database && ("." + p.object().replaceFirst("^.* ", "")).startsWith(within))
                        || (database && p.object().endsWith(" IN DATABASE " + target.database()))));
    }

    /** What was granted on something stays with it under its new name. */
    public void renamed(Target from, Target to) throws SQLException {
        edit(copy -> copy.privileges().replaceAll(p -> p.object().equals(from.object()) ? p.on(to.object()) : p));
    }

    /** Grants follow the objects whose names are exchanged. */
    public void swapped(Target one, Target other) throws SQLException {
        edit(copy -> copy.privileges()
                .replaceAll(p -> p.object().equals(one.object())
                        ? p.on(other.object())
                        : p.object().equals(other.object()) ? p.on(one.object()) : p));
    }

    /** GRANT statements that would make what a user or role has; those on one object are one. */
    public synchronized List<String> grants(String grantee) {
        boolean user = grantee.startsWith("'");
        List<String> statements = new ArrayList<>();
        Map<String, List<String>> byObject = new LinkedHashMap<>();
        for (Privilege one : kept.privileges()) {
            if (!one.grantee().equals(grantee) || one.isDefaultRole()) {
                continue;
            }
            if (one.isRole()) {
                statements.add("GRANT '" + one.object() + "' TO " + (user ? grantee : "ROLE '" + grantee + "'"));
            } else {
                byObject.computeIfAbsent(one.object(), o -> new ArrayList<>()).add(one.kind());
            }
        }
        byObject.forEach((object, kinds) -> statements.add("GRANT " + String.join(", ", kinds) + " ON " + object
                + " TO " + (user ? "USER " + grantee : "ROLE '" + grantee + "'")));
        return statements;
    }

    synchronized void require(UserName user) throws ServerError {
        if (!kept.users().containsKey(user)) {
            throw ServerError.analyzing("cannot find user " + user + "!");
        }
    }

    synchronized boolean exists(UserName user) {
        return kept.users().containsKey(user);
    }

    boolean isBuiltIn(String role) {
        return BUILT_IN.contains(role);
    }

    synchronized boolean existsRole(String role) {
        return BUILT_IN.contains(role) || kept.roles().containsKey(role);
    }

    /** A change of a copy, which counts once it is kept. */
    private interface Edit {
        void on(AccountStore.Kept copy);
    }

    private synchronized void edit(Edit edit) throws SQLException {
        AccountStore.Kept copy = new AccountStore.Kept(
                new LinkedHashMap<>(kept.users()),
                new LinkedHashMap<>(kept.roles()),
                new ArrayList<>(kept.privileges()));
        edit.on(copy);
        if (copy.equals(kept)) {
            return;
        }
        store.save(copy);
        kept = copy;
    }

    void put(UserName user, PasswordHash password) throws SQLException {
        edit(copy -> copy.users().put(user, password));
    }

    void drop(UserName user) throws SQLException {
        edit(copy -> {
            copy.users().remove(user);
            copy.privileges().removeIf(p -> p.grantee().equals(user.toString()));
        });
    }

    /** A new role, or a new comment of one. */
    void putRole(String role, String comment) throws SQLException {
        edit(copy -> copy.roles().put(role, comment));
    }

    void dropRole(String role) throws SQLException {
        edit(copy -> {
            copy.roles().remove(role);
            copy.privileges()
                    .removeIf(p -> p.grantee().equals(role)
                            || ((p.isRole() || p.isDefaultRole()) && p.object().equals(role)));
        });
    }

    void grant(List<Privilege> privileges) throws SQLException {
        edit(copy -> {
            Set<Privilege> all = new LinkedHashSet<>(copy.privileges());
            all.addAll(privileges);
            copy.privileges().clear();
            copy.privileges().addAll(all);
        });
    }

    void revoke(List<Privilege> privileges) throws SQLException {
        Set<Privilege> gone = privileges.stream().collect(Collectors.toSet());
        edit(copy -> {
            List<Privilege> left = new ArrayList<>();
            for (Privilege one : copy.privileges()) {
                left.addAll(one.without(gone));
            }
            copy.privileges().clear();
            copy.privileges().addAll(left);
        });
    }
}
