// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.demo;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the views must show at the end: {@code data/expected/<view>.csv}, written by the example's generator out of its
 * own books. The first column is the key; every other is a figure.
 */
final class Truth {
    private final Path folder;

    Truth(Path folder) {
        this.folder = folder;
    }

    /**
     * Compares every figure of every file with the view of its name in {@code ads}.
     *
     * @return how many rows were compared
     * @throws DiagnosticException naming the first differences, if there are any
     */
    int compare(Connection connection) throws IOException, SQLException {
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
        int rows = 0;
        List<String> differences = new ArrayList<>();
        for (Path file : files) {
            rows += compare(connection, file, differences);
        }
        if (!differences.isEmpty()) {
            String text = Figures.count(differences.size()) + " of " + Figures.count(rows) + " balances "
                    + (differences.size() == 1 ? "is" : "are") + " not the true "
                    + (differences.size() == 1 ? "one" : "ones");
            throw new DiagnosticException(Diagnostic.of(CliCode.WRONG_BALANCES, text)
                    .withHelp(String.join("\n        ", differences.subList(0, Math.min(5, differences.size())))));
        }
        return rows;
    }

    private static int compare(Connection connection, Path file, List<String> differences)
            throws IOException, SQLException {
        String view = file.getFileName().toString().replace(".csv", "");
        List<String> lines = Files.readAllLines(file);
        List<String> columns = List.of(lines.get(0).split(",", -1));
        Map<Long, List<@Nullable String>> shown = shown(connection, view, columns);
        for (String line : lines.subList(1, lines.size())) {
            List<String> expected = List.of(line.split(",", -1));
            Long key = Long.valueOf(expected.get(0));
            List<@Nullable String> found = shown.remove(key);
            for (int i = 1; i < columns.size(); i++) {
                String value = found == null ? "missing" : found.get(i);
                if (found == null || !same(expected.get(i), value)) {
                    differences.add(view + ", " + columns.get(0) + " " + key + ": " + columns.get(i) + " is " + value
                            + ", expected " + expected.get(i));
                    break;
                }
            }
        }
        shown.keySet()
                .forEach(key -> differences.add(view + ", " + columns.get(0) + " " + key + ": not expected at all"));
        return lines.size() - 1;
    }

    private static boolean same(String expected, @Nullable String found) {
        return found != null && new BigDecimal(expected).compareTo(new BigDecimal(found)) == 0;
    }

    private static Map<Long, List<@Nullable String>> shown(Connection connection, String view, List<String> columns)
            throws SQLException {
        Map<Long, List<@Nullable String>> shown = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + String.join(", ", columns) + " FROM ads." + view)) {
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(rows.getString(i));
                }
                shown.put(rows.getLong(1), row);
            }
        }
        return shown;
    }
}
