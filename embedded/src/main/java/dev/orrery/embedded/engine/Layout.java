// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.function.Installation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Where things lie in the DuckDB database: rows in schema {@code store}, everything about them in {@code _orrery}. */
final class Layout {
    static final int FORMAT = 1;

    private static final List<String> TABLES = List.of(
            "CREATE SCHEMA IF NOT EXISTS _orrery",
            "CREATE SCHEMA IF NOT EXISTS store",
            "CREATE TABLE IF NOT EXISTS _orrery.format (version INTEGER)",
            "CREATE TABLE IF NOT EXISTS _orrery.counter (next BIGINT)",
            "CREATE TABLE IF NOT EXISTS _orrery.database (id BIGINT, name VARCHAR, created TIMESTAMP)",
            "CREATE TABLE IF NOT EXISTS _orrery.object (id BIGINT, kind VARCHAR, database VARCHAR, name VARCHAR,"
                    + " statement VARCHAR, query_text VARCHAR, columns VARCHAR, reads VARCHAR, created TIMESTAMP)",
            "CREATE TABLE IF NOT EXISTS _orrery.partition (id BIGINT, object_id BIGINT, name VARCHAR,"
                    + " version BIGINT, version_time TIMESTAMP, bounds VARCHAR DEFAULT '')",
            "ALTER TABLE _orrery.partition ADD COLUMN IF NOT EXISTS bounds VARCHAR DEFAULT ''",
            "CREATE TABLE IF NOT EXISTS _orrery.auto_increment (object_id BIGINT, next BIGINT)",
            "CREATE TABLE IF NOT EXISTS _orrery.account (name VARCHAR, host VARCHAR, password VARCHAR)",
            "CREATE TABLE IF NOT EXISTS _orrery.role (name VARCHAR)",
            "ALTER TABLE _orrery.role ADD COLUMN IF NOT EXISTS comment VARCHAR DEFAULT ''",
            "CREATE TABLE IF NOT EXISTS _orrery.privilege (grantee VARCHAR, kind VARCHAR, object VARCHAR)",
            "CREATE TABLE IF NOT EXISTS _orrery.mv (object_id BIGINT, active BOOLEAN, reason VARCHAR,"
                    + " base_versions VARCHAR)",
            "CREATE TABLE IF NOT EXISTS _orrery.task_run (query_id VARCHAR, job_id VARCHAR, task_name VARCHAR,"
                    + " database VARCHAR, definition VARCHAR, state VARCHAR, created TIMESTAMP, started TIMESTAMP,"
                    + " finished TIMESTAMP, error_code BIGINT, error_message VARCHAR, extra_message VARCHAR,"
                    + " properties VARCHAR)",
            "CREATE TABLE IF NOT EXISTS _orrery.alter_job (id BIGINT, kind VARCHAR, table_id BIGINT, database VARCHAR,"
                    + " table_name VARCHAR, made VARCHAR, created TIMESTAMP, finished TIMESTAMP, state VARCHAR,"
                    + " message VARCHAR)");

    private Layout() {}

    static String physicalName(long id) {
        return "store.t" + id;
    }

    /** Makes what is missing. Settings that decide how DuckDB computes are the database's, for every connection. */
    static void prepare(Connection connection) throws SQLException {
        Jdbc.run(connection, "SET GLOBAL ieee_floating_point_ops = false");
        Jdbc.run(connection, "SET GLOBAL autoinstall_known_extensions = false");
        Installation.into(connection);
        Jdbc.run(connection, "BEGIN");
        for (String table : TABLES) {
            Jdbc.run(connection, table);
        }
        Jdbc.run(connection, "INSERT INTO _orrery.format SELECT ? WHERE NOT EXISTS (FROM _orrery.format)", FORMAT);
        Jdbc.run(
                connection,
                "INSERT INTO _orrery.counter SELECT ? WHERE NOT EXISTS (FROM _orrery.counter)",
                Identities.FIRST);
        Jdbc.run(connection, "COMMIT");
    }
}
