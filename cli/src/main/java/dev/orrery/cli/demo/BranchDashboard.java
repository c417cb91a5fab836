// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.demo;

import dev.orrery.cli.terminal.TextTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
            List<String> header = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                header.add(rows.getMetaData().getColumnLabel(i));
            }
            TextTable table = new TextTable(header);
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= header.size(); i++) {
                    row.add(rows.getString(i));
                }
                table.row(row);
            }
            return table.text();
        }
    }
}
