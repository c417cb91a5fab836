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
    private static final String QUERY = """
            SELECT branch_name AS branch, region, biz_date AS day, deposits_today AS deposits, withdrawals_today AS withdrawals,
                   deposits_held AS held, loans_outstanding AS loans, loan_to_deposit AS ratio,
                   CASE WHEN within_limits THEN 'yes' ELSE 'NO' END AS `within limits`
            FROM ads.branch_dashboard
            ORDER BY branch_id""";

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
