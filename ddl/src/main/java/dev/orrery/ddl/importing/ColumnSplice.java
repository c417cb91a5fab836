// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.ddl.normal.NormalTable;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.project.Model;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings the columns of a CREATE TABLE in a file to those of a server; columns that are the same keep their text and their remarks. */
final class ColumnSplice {
    private final Model model;
    private final CreateTable written;
    private final String text;
    private final StringBuilder edited;
    private int shift;

    private ColumnSplice(Model model, CreateTable written) {
        this.model = model;
        this.written = written;
        this.text = model.text().file().text();
        this.edited = new StringBuilder(text);
    }

    static Optional<String> of(Model model, Definition.Table desired, Definition.Table live) {
        return model.statement() instanceof CreateTable written
                        && !written.columns().isEmpty()
                ? Optional.of(new ColumnSplice(model, written).text(desired, live))
                : Optional.empty();
    }

    private String text(Definition.Table desired, Definition.Table live) {
        Map<String, ColumnDefinition> before = normal(desired);
        Map<String, ColumnDefinition> after = normal(live);
        Map<String, ColumnDefinition> shown = new LinkedHashMap<>();
        live.statement().columns().forEach(column -> shown.put(key(column), column));
        List<ColumnDefinition> columns = written.columns();
        int lastKept = lastKept(shown.keySet());
        for (int i = 0; i < columns.size(); i++) {
            ColumnDefinition column = columns.get(i);
            String key = key(column);
            FileSpan span = model.span(column.at());
            ColumnDefinition now = shown.get(key);
            if (now == null) {
                remove(span, i);
                continue;
            }
            if (!java.util.Objects.equals(before.get(key), after.get(key))) {
                replace(span.start(), span.end(), SqlPrinter.print(ModelWriter.column(now)));
            }
            int end = span.end();
            added(key, shown, before)
                    .forEach(fresh -> replace(end, end, ",\n  " + SqlPrinter.print(ModelWriter.column(fresh))));
            if (i == lastKept && i < columns.size() - 1) {
                int comma = text.indexOf(',', end);
                replace(comma, comma + 1, "");
            }
        }
        return edited.toString();
    }

    /** Behind it, no comma may stay. */
    private int lastKept(Set<String> kept) {
        int last = written.columns().size() - 1;
        while (last >= 0 && !kept.contains(key(written.columns().get(last)))) {
            last--;
        }
        return last;
    }

    /** The columns that the server has directly behind one, and the file has not. */
    private static List<ColumnDefinition> added(
            String behind, Map<String, ColumnDefinition> shown, Map<String, ColumnDefinition> before) {
        List<ColumnDefinition> added = new ArrayList<>();
        boolean here = false;
        for (Map.Entry<String, ColumnDefinition> column : shown.entrySet()) {
            if (column.getKey().equals(behind)) {
                here = true;
            } else if (here && before.containsKey(column.getKey())) {
                break;
            } else if (here) {
                added.add(column.getValue());
            }
        }
        return added;
    }

    /** With the comma and the remark behind it. */
    private void remove(FileSpan span, int position) {
        int to = span.end();
        if (position < written.columns().size() - 1) {
            to = Math.max(to, text.indexOf(',', to) + 1);
        }
        int lineEnd = text.indexOf('\n', to);
        if (lineEnd >= 0 && text.substring(to, lineEnd).strip().startsWith("--")) {
            to = lineEnd;
        }
        int from = span.start();
        while (from > 0 && Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        replace(from, to, "");
    }

    private void replace(int from, int to, String by) {
        edited.replace(from + shift, to + shift, by);
        shift += by.length() - (to - from);
    }

    private static Map<String, ColumnDefinition> normal(Definition.Table table) {
        Map<String, ColumnDefinition> normal = new LinkedHashMap<>();
        NormalTable.of(table.statement(), table.name()).columns().forEach(column -> normal.put(key(column), column));
        return normal;
    }

    private static String key(ColumnDefinition column) {
        return column.name().text().toLowerCase(Locale.ROOT);
    }
}
