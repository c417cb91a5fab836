// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** sys.grants_to_roles and sys.grants_to_users: a row for each object that somebody may do something with. */
final class GrantRows {
    private static final Pattern ON_OBJECT =
            Pattern.compile("GRANT (.+) ON (TABLE|VIEW|MATERIALIZED VIEW) `?([^`.]+)`?\\.`?([^`.]+?)`? TO .*");

    private GrantRows() {}

    static void toRoles(ServerState state, RelationBuilder rows) {
        state.roles().forEach(role -> put(rows, role.name(), role.grants()));
    }

    static void toUsers(ServerState state, RelationBuilder rows) {
        state.users().forEach(user -> put(rows, user.identity(), user.grants()));
    }

    private static void put(RelationBuilder rows, String grantee, List<String> grants) {
        for (String grant : grants) {
            Matcher parts = ON_OBJECT.matcher(grant);
            if (parts.matches()) {
                rows.row()
                        .put("GRANTEE", grantee)
                        .put("OBJECT_CATALOG", "default_catalog")
                        .put("OBJECT_DATABASE", parts.group(3))
                        .put("OBJECT_NAME", parts.group(4))
                        .put("OBJECT_TYPE", parts.group(2))
                        .put("PRIVILEGE_TYPE", parts.group(1))
                        .put("IS_GRANTABLE", "NO");
            }
        }
    }
}
