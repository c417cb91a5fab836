// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.access;

import dev.orrery.embedded.session.ServerError;
import java.util.List;
import java.util.Set;

/**
 * What one user may do with the roles that are active for it now. Errors are those that StarRocks was recorded to give.
 */
public final class Rights {
    private static final Set<String> EVERYTHING = Set.of("root");
    private static final Set<String> OF_OBJECTS = Set.of("root", "db_admin");

    private final AccountBook book;
    private final UserName user;
    private final List<String> active;
    private final Set<String> roles;
    private final boolean everything;

    /**
     * @param active the roles that the user switched on
     */
    Rights(AccountBook book, UserName user, List<String> active) {
        this.book = book;
        this.user = user;
        this.active = List.copyOf(active);
        this.roles = book.withInherited(active);
        this.everything = roles.stream().anyMatch(EVERYTHING::contains);
    }

    public boolean mayEverything() {
        return everything;
    }

    /** {@code 'bob'@'%'}. */
    public String user() {
        return user.toString();
    }

    /** As CURRENT_ROLE() shows them. */
    public String activeRoles() {
        return active.isEmpty() ? "NONE" : String.join(", ", active);
    }

    /** Whether the role was granted to the user or to a role that was, active or not. */
    public boolean holdsRole(String role) {
        return book.withInherited(book.rolesOf(user)).contains(role);
    }

    public boolean may(String privilege, Target target) {
        if (everything || byRole(privilege, target)) {
            return true;
        }
        List<String> covering = target.covering();
        return book.holds(user, roles, p -> covering.contains(p.object()) && gives(p, privilege));
    }

    /** Any privilege on an object, or on a database or something in it: enough to see that it is there. */
    public boolean mayAny(Target target) {
        if (everything || byRole("ANY", target)) {
            return true;
        }
        List<String> covering = target.covering();
        return book.holds(
                user,
                roles,
                p -> covering.contains(p.object())
                        || (target.kind() == Target.Kind.DATABASE && target.holds(p.object())));
    }

    private boolean byRole(String privilege, Target target) {
        return switch (target.kind()) {
            case CATALOG, DATABASE, TABLE, VIEW, MATERIALIZED_VIEW ->
                roles.stream().anyMatch(OF_OBJECTS::contains);
            case SYSTEM ->
                (privilege.equals("GRANT") && roles.contains("user_admin"))
                        || (privilege.equals("NODE") && roles.contains("cluster_admin"));
        };
    }

    private static boolean gives(Privilege held, String privilege) {
        return held.kind().equals(privilege) || held.isAll();
    }

    /**
     * @throws ServerError 5203
     */
    public void require(String privilege, Target target) throws ServerError {
        if (!may(privilege, target)) {
            throw denied(privilege, target);
        }
    }

    /**
     * @throws ServerError 5203
     */
    public void requireAny(Target target) throws ServerError {
        if (!mayAny(target)) {
            throw denied("ANY", target);
        }
    }

    /**
     * One of two.
     *
     * @throws ServerError 5203
     */
    public void requireEither(String one, String other, Target target) throws ServerError {
        if (!may(one, target) && !may(other, target)) {
            throw denied(one + " OR " + other, target);
        }
    }

    private ServerError denied(String privilege, Target target) {
        List<String> idle = book.rolesOf(user).stream()
                .filter(role -> !active.contains(role))
                .toList();
        return new ServerError(
                5203,
                "42000",
                "Access denied; you need (at least one of) the " + privilege + " privilege(s) on " + target.label()
                        + " for this operation. Please ask the admin to grant permission(s) or try activating existing"
                        + " roles using <set [default] role>. Current role(s): " + shown(active)
                        + ". Inactivated role(s): " + shown(idle) + ".");
    }

    private static String shown(List<String> names) {
        return names.isEmpty() ? "NONE" : names.toString();
    }
}
