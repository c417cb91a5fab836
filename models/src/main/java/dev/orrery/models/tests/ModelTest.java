// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.FileSpan;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows in, rows out: what a model shows when what it reads holds exactly the given rows.
 *
 * @param at where it begins in its file
 * @param now what the clock says while it runs; empty for the time of the day
 * @param given rows by the model that they stand in for
 */
public record ModelTest(
        FileSpan at,
        String name,
        ModelName model,
        Optional<LocalDateTime> now,
        Map<ModelName, List<Row>> given,
        Expected expected) {

    public ModelTest {
        given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    /**
     * A row as far as it is written.
     *
     * @param values by the column's name in the catalog
     */
    public record Row(FileSpan at, Map<String, TestValue> values) {
        public Row {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * The rows that shall come out.
     *
     * @param columns that are compared: those that some row names; all of the model when there is no row
     */
    public record Expected(List<Column> columns, List<Row> rows, Order order) {
        public Expected {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** Whether the order of rows counts. */
    public enum Order {
        ANY,
        AS_WRITTEN
    }
}
