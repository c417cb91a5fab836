// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.embedded.EmbeddedStarRocks;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedStarRocksExtension.class)
class OrdersTest {
    @Test
    void the_newest_version_of_an_order_counts(EmbeddedStarRocks server) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE shop");
            statement.execute("CREATE TABLE shop.orders (id BIGINT, amount DECIMAL(10, 2)) PRIMARY KEY (id)");
            statement.execute("INSERT INTO shop.orders VALUES (1, 2.50), (2, 1.00), (1, 7.50)");
            try (ResultSet sum = statement.executeQuery("SELECT sum(amount) FROM shop.orders")) {
                assertTrue(sum.next());
                assertEquals("8.50", sum.getString(1));
            }
        }
    }
}
