// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.access;

import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.session.PasswordHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accounts in the engine's database. */
final class AccountStore {
    private final Engine engine;

    AccountStore(Engine engine) {
        this.engine = engine;
    }

    /**
     * Everything that is kept.
     *
     * @param roles with their comments
     */
    record Kept(Map<UserName, PasswordHash> users, Map<String, String> roles, List<Privilege> privileges) {}

    Kept load() throws SQLException {
        Map<UserName, PasswordHash> users = new LinkedHashMap<>();
        Map<String, String> roles = new LinkedHashMap<>();
        List<Privilege> privileges = new ArrayList<>();
        try (Connection connection = engine.connect();
                var statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery("SELECT name, host, password FROM _orrery.account ORDER BY rowid")) {
                while (rows.next()) {
                    users.put(
                            new UserName(rows.getString(1), rows.getString(2)),
                            PasswordHash.ofStored(rows.getString(3)));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT name, comment FROM _orrery.role ORDER BY rowid")) {
                while (rows.next()) {
                    roles.put(rows.getString(1), rows.getString(2));
                }
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT grantee, kind, object FROM _orrery.privilege ORDER BY rowid")) {
                while (rows.next()) {
                    privileges.add(new Privilege(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return new Kept(users, roles, privileges);
    }

    /** Replaces all of it: there is little, and it changes seldom. */
    void save(Kept kept) throws SQLException {
        try (Connection connection = engine.connect()) {
            connection.setAutoCommit(false);
            for (String table : List.of("account", "role", "privilege")) {
                put(connection, "DELETE FROM _orrery." + table);
            }
            for (Map.Entry<UserName, PasswordHash> user : kept.users.entrySet()) {
                put(
                        connection,
                        "INSERT INTO _orrery.account VALUES (?, ?, ?)",
                        user.getKey().name(),
                        user.getKey().host(),
                        user.getValue().stored());
            }
            for (Map.Entry<String, String> role : kept.roles.entrySet()) {
                put(connection, "INSERT INTO _orrery.role VALUES (?, ?)", role.getKey(), role.getValue());
            }
            for (Privilege one : kept.privileges) {
                put(
                        connection,
                        "INSERT INTO _orrery.privilege VALUES (?, ?, ?)",
                        one.grantee(),
                        one.kind(),
                        one.object());
            }
            connection.commit();
        }
    }

    private static void put(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
