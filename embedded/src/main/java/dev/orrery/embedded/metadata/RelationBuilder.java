// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.type.DataType;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the rows of a {@link Relation}; values are put by column name, what is not put is NULL. */
final class RelationBuilder {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final List<Column> columns;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<@Nullable String[]> rows = new ArrayList<>();
    private @Nullable String[] current = new @Nullable String[0];

    RelationBuilder(List<Column> columns) {
        this.columns = columns;
        for (int i = 0; i < columns.size(); i++) {
            positions.put(columns.get(i).name(), i);
        }
    }

    /** Columns of text, as nearly all of SHOW are. */
    static RelationBuilder ofText(String... names) {
        return new RelationBuilder(
                Arrays.stream(names).map(RelationBuilder::text).toList());
    }

    static Column text(String name) {
        return new Column(name, DataType.varchar(), true, Optional.empty());
    }

    /** Begins a row. */
    RelationBuilder row() {
        current = new @Nullable String[columns.size()];
        rows.add(current);
        return this;
    }

    RelationBuilder row(@Nullable String... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns.size() + " columns");
        }
        current = values.clone();
        rows.add(current);
        return this;
    }

    RelationBuilder put(String column, @Nullable String value) {
        Integer position = positions.get(column);
        current[position == null ? search(column) : position] = value;
        return this;
    }

    /** Names have no case; nearly all are asked for as they are written. */
    private int search(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(column)) {
                positions.put(column, i);
                return i;
            }
        }
        throw new IllegalArgumentException("no column '" + column + "'");
    }

    RelationBuilder put(String column, long value) {
        return put(column, Long.toString(value));
    }

    RelationBuilder put(String column, LocalDateTime value) {
        return put(column, time(value));
    }

    Relation build() {
        return new Relation(columns, rows);
    }

    static String time(LocalDateTime time) {
        return TIME.format(time);
    }
}
