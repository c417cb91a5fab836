// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.liquibase;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import liquibase.database.DatabaseConnection;
import liquibase.database.core.MySQLDatabase;
import liquibase.database.jvm.JdbcConnection;

/**
 * StarRocks to Liquibase: MySQL's protocol and quoting, but every statement commits by itself, there are no sequences and no
 * foreign keys, and an UPDATE is no compare-and-set.
 */
public final class StarRocksDatabase extends MySQLDatabase {
    /** As {@code dbms:} in a changelog names it. */
    public static final String NAME = "starrocks";

    private static final int DEFAULT_PORT = 9030;

    @Override
    public String getShortName() {
        return NAME;
    }

    @Override
    protected String getDefaultDatabaseProductName() {
        return "StarRocks";
    }

    @Override
    public Integer getDefaultPort() {
        return DEFAULT_PORT;
    }

    @Override
    public int getPriority() {
        return PRIORITY_DATABASE;
    }

    /** StarRocks calls itself MySQL 8 in the handshake; only it has {@code current_version()}. */
    @Override
    public boolean isCorrectDatabaseImplementation(DatabaseConnection connection) {
        if (!(connection instanceof JdbcConnection jdbc)) {
            return false;
        }
        try (Statement statement = jdbc.createStatement();
                ResultSet rows = statement.executeQuery("SELECT current_version()")) {
            return rows.getMetaData().getColumnCount() == 1;
        } catch (SQLException | liquibase.exception.DatabaseException e) {
            return false;
        }
    }

    @Override
    public boolean supportsDDLInTransaction() {
        return false;
    }

    @Override
    public boolean supportsForeignKeyDisable() {
        return false;
    }

    @Override
    public boolean getUseAffectedRows() {
        return false;
    }

    /** Equal to another one over the same connection alone. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
