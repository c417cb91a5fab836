// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.terminal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows in aligned columns: numbers to the right, text to the left, NULL as {@code NULL}. */
public final class TextTable {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9,]*(\\.[0-9]+)?( ?[%a-z]+)?");
    private static final int GAP = 2;

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(List<String> header) {
        this.header = List.copyOf(header);
    }

    /** The rest of an answer, under the names of its columns in lower case. */
    public static TextTable of(ResultSet rows) throws SQLException {
        List<String> header = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            header.add(rows.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        TextTable table = new TextTable(header);
        while (rows.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= header.size(); i++) {
                row.add(rows.getString(i));
            }
            table.row(row);
        }
        return table;
    }

    /**
     * @throws IllegalArgumentException if it has more or fewer cells than the header
     */
    public void row(List<? extends @Nullable String> cells) {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException(cells.size() + " cells under " + header.size() + " headings");
        }
        rows.add(cells.stream().map(cell -> cell == null ? "NULL" : cell).toList());
    }

    /** A heading, a rule and a line a row, each ending in a line feed. */
    public String text() {
        StringBuilder out = new StringBuilder();
        int[] widths = new int[header.size()];
        boolean[] right = new boolean[header.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .reduce(header.get(i).length(), Math::max);
            right[i] = !rows.isEmpty()
                    && rows.stream().allMatch(row -> isNumber(row.get(column)))
                    && rows.stream().anyMatch(row -> !row.get(column).isEmpty());
        }
        line(out, header, widths, right);
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("-".repeat(width));
        }
        line(out, rule, widths, right);
        rows.forEach(row -> line(out, row, widths, right));
        return out.toString();
    }

    private static boolean isNumber(String cell) {
        return cell.isEmpty() || cell.equals("NULL") || NUMBER.matcher(cell).matches();
    }

    private static void line(StringBuilder out, List<String> cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(right[i] ? padding + cells.get(i) : cells.get(i) + padding)
                    .append(" ".repeat(GAP));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
