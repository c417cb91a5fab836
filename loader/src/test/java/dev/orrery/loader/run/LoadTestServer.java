// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.embedded.load.Faults;
import dev.orrery.loader.job.ServerAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The embedded server with two primary-key tables: user root, password "secret". */
final class LoadTestServer implements AutoCloseable {
    private final EmbeddedStarRocks server = EmbeddedStarRocks.start();

    LoadTestServer() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE ods");
            statement.execute(
                    "CREATE TABLE ods.account (id BIGINT, amount DECIMAL(18, 2), name VARCHAR(12)) PRIMARY KEY (id)");
            statement.execute("CREATE TABLE ods.txn (id BIGINT, amount DECIMAL(18, 2)) PRIMARY KEY (id)");
            statement.execute("SET PASSWORD = PASSWORD('secret')");
        }
    }

    /** Rows as text, values joined by bars. */
    List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), "root", "secret");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int place = 1; place <= columns; place++) {
                    values.add(String.valueOf(result.getString(place)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), "root", "secret");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Faults faults() {
        return server.faults();
    }

    String mysqlAddress() {
        return "127.0.0.1:" + server.mysqlPort();
    }

    String httpAddress() {
        return "127.0.0.1:" + server.httpPort();
    }

    ServerAddress address() {
        return new ServerAddress(
                List.of(mysqlAddress()), List.of(httpAddress()), "root", "secret", ServerAddress.Tls.OFF);
    }

    @Override
    public void close() {
        server.close();
    }
}
