// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.cli.terminal.TextTable;
import dev.orrery.starrocks.StarRocks;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a query as the server prints it. */
record PrintedRows(List<String> columns, List<List<@Nullable String>> rows) {

    static PrintedRows ask(StarRocks server, String query) {
        return server.ask(sql -> sql.connectionResult(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                try (ResultSet result = statement.executeQuery(query)) {
                    return read(result);
                }
            }
        }));
    }

    private static PrintedRows read(ResultSet result) throws java.sql.SQLException {
        int width = result.getMetaData().getColumnCount();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            columns.add(result.getMetaData().getColumnLabel(i));
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= width; i++) {
                // Not getString: the driver writes times and flags in its own way.
                byte[] printed = result.getBytes(i);
                row.add(printed == null ? null : new String(printed, UTF_8));
            }
            rows.add(row);
        }
        return new PrintedRows(columns, rows);
    }

    /** The first rows. */
    String table(int limit) {
        TextTable table = new TextTable(columns);
        rows.stream().limit(limit).forEach(table::row);
        return table.text();
    }
}
