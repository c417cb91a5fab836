// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.access;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One privilege on one object.
 *
 * @param grantee {@link UserName#toString} of a user, or the name of a role
 * @param kind such as {@code SELECT}; of a role granted, empty; of a role that is active at login, {@link #DEFAULT_ROLE}
 * @param object such as {@code TABLE d.t}; of a role granted, its name
 */
public record Privilege(String grantee, String kind, String object) {
    static final String DEFAULT_ROLE = "DEFAULT ROLE";

    static Privilege role(String grantee, String role) {
        return new Privilege(grantee, "", role);
    }

    static Privilege defaultRole(String grantee, String role) {
        return new Privilege(grantee, DEFAULT_ROLE, role);
    }

    boolean isDefaultRole() {
        return kind.equals(DEFAULT_ROLE);
    }

    /** Every privilege that there is on the object. */
    boolean isAll() {
        return kind.equals("ALL") || kind.equals("ALL PRIVILEGES");
    }

    Privilege on(String other) {
        return new Privilege(grantee, kind, other);
    }

    /** What is left of it: of all privileges on an object those that are not taken away. */
    List<Privilege> without(Set<Privilege> gone) {
        if (gone.contains(this)) {
            return List.of();
        }
        Set<String> kinds = new LinkedHashSet<>();
        for (Privilege one : gone) {
            if (one.grantee.equals(grantee) && one.object.equals(object)) {
                if (one.isAll() || (one.isRole() && isDefaultRole())) {
                    return List.of();
                }
                kinds.add(one.kind);
            }
        }
        if (!isAll() || kinds.isEmpty()) {
            return gone.contains(role(grantee, object)) && isDefaultRole() ? List.of() : List.of(this);
        }
        return everyKind().stream()
                .filter(k -> !kinds.contains(k))
                .map(k -> new Privilege(grantee, k, object))
                .toList();
    }

    private List<String> everyKind() {
        String of = object.replaceFirst("^ALL ", "");
        if (of.startsWith("TABLE")) {
            return List.of("DELETE", "DROP", "INSERT", "SELECT", "ALTER", "EXPORT", "UPDATE");
        }
        if (of.startsWith("VIEW")) {
            return List.of("DROP", "SELECT", "ALTER");
        }
        if (of.startsWith("MATERIALIZED")) {
            return List.of("ALTER", "REFRESH", "DROP", "SELECT");
        }
        if (of.startsWith("DATABASE")) {
            return List.of(
                    "ALTER", "DROP", "CREATE TABLE", "CREATE VIEW", "CREATE FUNCTION", "CREATE MATERIALIZED VIEW");
        }
        return of.startsWith("CATALOG") ? List.of("USAGE", "CREATE DATABASE") : List.of();
    }

    public boolean isRole() {
        return kind.isEmpty();
    }
}
