// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.table;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.IndexDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names a table, its columns and its indexes may have, and how many columns there may be. */
final class NameRules {
    private static final int MOST_COLUMNS = 10_000;
    private static final int LONGEST = 1024;
    private static final String NOT_ALLOWED = "\0=<>!*";
    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z]\\w{0,63}|_[a-zA-Z0-9]\\w{0,62}");
    private static final Set<String> RESERVED = Set.of("__op", "__row", "___count___");
    private static final List<String> RESERVED_STARTS = List.of("__starrocks_shadow_", "__generated_partition_column_");

    private final Subject subject;

    NameRules(Subject subject) {
        this.subject = subject;
    }

    void check() {
        if (subject.table().name().last().text().length() > LONGEST) {
            wrong(subject.table().name().at(), "the name of a table has " + LONGEST + " characters at most");
        }
        if (subject.table().columns().size() > MOST_COLUMNS) {
            wrong(
                    subject.table().columns().get(MOST_COLUMNS).at(),
                    "a table has " + MOST_COLUMNS + " columns at most, this one "
                            + subject.table().columns().size());
        }
        subject.table().columns().forEach(this::column);
        subject.table().indexes().forEach(this::index);
    }

    private void column(ColumnDefinition column) {
        String name = column.name().text();
        String lower = name.toLowerCase(Locale.ROOT);
        if (isReserved(lower)) {
            wrong(column.name().at(), "StarRocks keeps the name '" + name + "' for itself");
        } else if (name.length() > LONGEST) {
            wrong(column.name().at(), "the name of a column has " + LONGEST + " characters at most");
        } else if (!subject.isSharedData() && !isAllowed(name)) {
            wrong(column.name().at(), "the name of a column cannot hold = < > ! or *: '" + name + "'");
        }
    }

    private static boolean isReserved(String lower) {
        if (lower.isEmpty() || lower.charAt(0) != '_') {
            return false;
        }
        return RESERVED.contains(lower) || RESERVED_STARTS.stream().anyMatch(lower::startsWith);
    }

    private static boolean isAllowed(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (NOT_ALLOWED.indexOf(name.charAt(i)) >= 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private void index(IndexDefinition index) {
        String name = index.name().text();
        if (!PLAIN.matcher(name).matches()) {
            wrong(
                    index.name().at(),
                    "the name of an index begins with a letter and has 64 letters, digits and _ at most: '" + name
                            + "'");
        }
    }

    private void wrong(dev.orrery.models.sql.tree.Location at, String message) {
        subject.report(at, ModelCode.NAME_NOT_ALLOWED, message);
    }
}
