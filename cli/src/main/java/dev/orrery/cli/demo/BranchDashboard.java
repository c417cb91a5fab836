// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.demo;

import dev.orrery.cli.terminal.TextTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The branch manager's dashboard, as a BI client reads it. */
final class BranchDashboard {
    /** Printed above its answer, so that it can be typed again. */
    static final String QUERY = """
            SELECT branch_name, biz_date, deposits_today, withdrawals_today, deposits_held, loans_outstanding, within_limits
            FROM ads.branch_dashboard ORDER BY branch_id""";

    private BranchDashboard() {}

    static String text(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            return TextTable.of(rows).text();
        }
    }
}
