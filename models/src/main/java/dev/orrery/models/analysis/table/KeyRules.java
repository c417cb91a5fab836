// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.table;

import dev.orrery.models.ModelCode;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which columns make the key and the sort key, in which order and of which types. */
final class KeyRules {
    private static final Set<Kind> PRIMARY = Set.of(
            Kind.BOOLEAN, Kind.TINYINT, Kind.SMALLINT, Kind.INT, Kind.BIGINT, Kind.LARGEINT, Kind.DATE, Kind.DATETIME);

    private final Subject subject;
    private final CreateTable table;

    KeyRules(Subject subject) {
        this.subject = subject;
        this.table = subject.table();
    }

    void check() {
        table.key().ifPresent(this::written);
        if (table.key().isEmpty()) {
            chosen();
        }
        sortKey();
    }

    private void written(CreateTable.Key key) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < key.columns().size(); i++) {
            Identifier name = key.columns().get(i);
            if (!seen.add(Subject.lower(name))) {
                wrong(name, "column '" + name + "' stands twice in the key");
                return;
            }
            if (i < table.columns().size()
                    && !table.columns().get(i).name().text().equalsIgnoreCase(name.text())) {
                String first = table.columns().stream()
                        .limit(key.columns().size())
                        .map(column -> column.name().text())
                        .collect(Collectors.joining(", "));
                subject.report(
                        name.at(),
                        ModelCode.TABLE_KEY,
                        "the columns of a key are the first of the table, in its order: here " + first,
                        "move the columns of the table, or write the key in their order");
                return;
            }
            subject.column(name).ifPresent(column -> keyColumn(name, column));
        }
    }

    private void keyColumn(Identifier name, ColumnDefinition column) {
        DataType type = column.type();
        if (subject.model() == KeyKind.PRIMARY) {
            boolean fits = type instanceof DataType.Text text
                    ? text.kind() == DataType.TextKind.VARCHAR
                    : type instanceof DataType.Simple simple && PRIMARY.contains(simple.kind());
            if (!fits) {
                wrongType(
                        name, type, "the key of a PRIMARY KEY table", "BOOLEAN, integers, VARCHAR, DATE and DATETIME");
            }
            if (column.nullable().orElse(false)) {
                wrong(column.name(), "column '" + name + "' is in the primary key and cannot be NULL");
            }
        } else if (cannotSort(type)) {
            wrongType(name, type, "a key", "the other scalar types");
        }
    }

    /** Without KEY the first column begins the key that StarRocks chooses. */
    private void chosen() {
        if (table.columns().isEmpty() || !table.orderBy().isEmpty()) {
            return;
        }
        ColumnDefinition first = table.columns().get(0);
        if (subject.model() == KeyKind.AGGREGATE) {
            table.columns().stream()
                    .filter(column -> subject.isKey(column.name()) && cannotSort(column.type()))
                    .forEach(column -> wrongType(column.name(), column.type(), "a key", "the other scalar types"));
        } else if (cannotSort(first.type())) {
            subject.report(
                    first.name().at(),
                    ModelCode.TABLE_KEY,
                    "the first column of a table cannot be of type " + TypeNames.of(first.type()),
                    "put a column before it that can be sorted by, or name a key");
        }
    }

    private void wrongType(Identifier name, DataType type, String place, String allowed) {
        subject.report(
                name.at(),
                ModelCode.TABLE_KEY,
                "column '" + name + "' of type " + TypeNames.of(type) + " cannot stand in " + place,
                "it takes " + allowed);
    }

    private void wrong(Identifier name, String message) {
        subject.report(name.at(), ModelCode.TABLE_KEY, message);
    }

    static boolean cannotSort(DataType type) {
        return Supertype.isFloat(type)
                || Supertype.isNested(type)
                || Supertype.isMetric(type)
                || type.is(Kind.JSON)
                || type.is(Kind.VARIANT);
    }

    private void sortKey() {
        List<Identifier> orderBy = table.orderBy();
        if (orderBy.isEmpty()) {
            return;
        }
        Set<String> sorted = new HashSet<>();
        for (Identifier name : orderBy) {
            if (!sorted.add(Subject.lower(name))) {
                wrong(name, "column '" + name + "' stands twice in the sort key");
            } else {
                subject.column(name)
                        .filter(column -> cannotSort(column.type()))
                        .ifPresent(column -> wrongType(name, column.type(), "a sort key", "the other scalar types"));
            }
        }
        Set<String> key = table.key().map(CreateTable.Key::columns).orElse(List.of()).stream()
                .map(Subject::lower)
                .collect(Collectors.toSet());
        if (subject.joinsRows() && !key.isEmpty() && !sorted.equals(key)) {
            wrong(
                    orderBy.get(0),
                    "the sort key of a table with " + subject.model() + " KEY holds exactly the columns of its key");
        }
    }
}
