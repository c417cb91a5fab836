// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.seed;

import dev.orrery.ddl.DdlCode;
import dev.orrery.ddl.normal.Fingerprint;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.type.TypeText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a seed's CSV (RFC 4180: commas, double quotes, a header) and holds it against its table. {@code \N} unquoted is
 * NULL.
 */
public final class SeedReader {
    /** What one INSERT holds comfortably; beyond it a pipeline loads faster and in the background. */
    static final int MOST_ROWS = 10_000;

    private final SourceFile file;
    private final Definition.Table table;
    private final Diagnostics diagnostics;
    private final Map<String, Column> byName;
    private int at;

    private SeedReader(SourceFile file, Definition.Table table, Diagnostics diagnostics) {
        this.file = file;
        this.table = table;
        this.diagnostics = diagnostics;
        this.byName = table.columns().stream()
                .collect(Collectors.toMap(column -> column.name().toLowerCase(Locale.ROOT), column -> column));
    }

    /** Empty, with findings, when the file does not fit the table. */
    public static Optional<Seed> read(SourceFile file, Definition.Table table, Diagnostics diagnostics) {
        return new SeedReader(file, table, diagnostics).read();
    }

    /** A value and where it stands. */
    private record Cell(@Nullable String value, int start, int end) {}

    private Optional<Seed> read() {
        int before = diagnostics.sorted().size();
        List<Cell> header = at < file.text().length() ? line() : List.of();
        List<String> columns = columns(header);
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (at < file.text().length() && rows.size() <= MOST_ROWS) {
            int start = at;
            List<Cell> cells = line();
            if (cells.size() == 1 && "".equals(cells.get(0).value())) {
                continue;
            }
            if (cells.size() != columns.size()) {
                refuse(
                        start,
                        Math.max(start, at - 1),
                        "a line of " + cells.size() + " values under " + columns.size() + " columns",
                        "each line has one value a column; a value with a comma stands in double quotes");
                return Optional.empty();
            }
            rows.add(row(columns, cells));
        }
        if (rows.size() > MOST_ROWS) {
            refuse(0, 0, "a seed of more than " + MOST_ROWS + " rows", "load it with a pipeline");
        }
        return diagnostics.sorted().size() > before
                ? Optional.empty()
                : Optional.of(new Seed(table.name(), columns, rows, Fingerprint.sha256(file.text())));
    }

    private List<@Nullable String> row(List<String> columns, List<Cell> cells) {
        List<@Nullable String> row = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            Column column = byName.get(columns.get(i).toLowerCase(Locale.ROOT));
            if (column != null) {
                misfit(cell.value(), column)
                        .ifPresent(instead -> diagnostics.add(finding(
                                        cell.start(),
                                        cell.end(),
                                        (cell.value() == null ? "NULL" : "'" + cell.value() + "'")
                                                + " does not fit column '" + column.name() + "', "
                                                + TypeText.ddl(column.type()))
                                .withHelp("it takes " + instead)));
            }
            row.add(cell.value());
        }
        return row;
    }

    private static Optional<String> misfit(@Nullable String value, Column column) {
        if (value == null) {
            return column.nullable() ? Optional.empty() : Optional.of("no NULL");
        }
        return SeedValues.misfit(value, column.type());
    }

    private List<String> columns(List<Cell> header) {
        List<String> known = table.columns().stream().map(Column::name).toList();
        Set<String> seen = new HashSet<>();
        List<String> columns = new ArrayList<>();
        for (Cell cell : header) {
            String written = String.valueOf(cell.value()).strip();
            Optional<String> found = known.stream()
                    .filter(name -> name.equalsIgnoreCase(written))
                    .findFirst();
            if (found.isEmpty()) {
                Diagnostic finding =
                        finding(cell.start(), cell.end(), "column '" + written + "' is not in '" + table.name() + "'");
                diagnostics.add(
                        Nearest.hint(written, known).map(finding::withHint).orElse(finding));
            } else if (!seen.add(found.get().toLowerCase(Locale.ROOT))) {
                diagnostics.add(
                        finding(cell.start(), cell.end(), "column '" + written + "' stands twice in the first line"));
            }
            columns.add(found.orElse(written));
        }
        for (ColumnDefinition column : table.statement().columns()) {
            boolean needed = column.nullable().filter(nullable -> !nullable).isPresent()
                    && column.defaultValue().isEmpty()
                    && !column.autoIncrement()
                    && column.generated().isEmpty();
            if (needed && !seen.contains(column.name().text().toLowerCase(Locale.ROOT))) {
                refuse(
                        0,
                        0,
                        "column '" + column.name() + "' of '" + table.name() + "' is missing in the first line",
                        "it is NOT NULL and has no default, so that every row needs a value");
            }
        }
        return columns;
    }

    /** The cells up to the next line end that stands outside quotes; moves behind it. */
    private List<Cell> line() {
        List<Cell> cells = new ArrayList<>();
        while (true) {
            cells.add(at < file.text().length() && file.text().charAt(at) == '"' ? quoted() : bare());
            if (at >= file.text().length()) {
                return cells;
            }
            char end = file.text().charAt(at++);
            if (end != ',') {
                if (end == '\r' && at < file.text().length() && file.text().charAt(at) == '\n') {
                    at++;
                }
                return cells;
            }
        }
    }

    private Cell bare() {
        int start = at;
        while (at < file.text().length() && ",\r\n".indexOf(file.text().charAt(at)) < 0) {
            at++;
        }
        String value = file.text().substring(start, at);
        return new Cell(value.equals("\\N") ? null : value, start, at);
    }

    private Cell quoted() {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < file.text().length()) {
            char c = file.text().charAt(at++);
            if (c != '"') {
                value.append(c);
            } else if (at < file.text().length() && file.text().charAt(at) == '"') {
                value.append('"');
                at++;
            } else {
                Cell whole = new Cell(value.toString(), start, at);
                Cell stray = bare();
                if (stray.start() < stray.end()) {
                    refuse(
                            stray.start(),
                            stray.end(),
                            "text after a closing double quote",
                            "a quote inside a quoted value is written twice");
                }
                return whole;
            }
        }
        refuse(
                start,
                start + 1,
                "a double quote that is never closed",
                "a quote inside a quoted value is written twice");
        return new Cell(value.toString(), start, at);
    }

    private void refuse(int start, int end, String message, String help) {
        diagnostics.add(finding(start, end, message).withHelp(help));
    }

    private Diagnostic finding(int start, int end, String message) {
        return Diagnostic.at(new FileSpan(file, start, Math.max(start, end)), DdlCode.SEED_DOES_NOT_FIT, message);
    }
}
