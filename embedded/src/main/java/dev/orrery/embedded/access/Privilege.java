// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.access;

/**
 * One privilege on one object.
 *
 * @param grantee {@link UserName#toString} of a user, or the name of a role
 * @param kind such as {@code SELECT}; of a role granted, empty
 * @param object such as {@code TABLE d.t}; of a role granted, its name
 */
public record Privilege(String grantee, String kind, String object) {
    static Privilege role(String grantee, String role) {
        return new Privilege(grantee, "", role);
    }

    public boolean isRole() {
        return kind.isEmpty();
    }
}
