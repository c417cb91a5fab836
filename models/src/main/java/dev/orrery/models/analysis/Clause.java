// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

/** Where an expression stands decides which functions it may call. */
enum Clause {
    SELECT("the select list", true, true),
    FROM("FROM", false, false),
    ON("ON", false, false),
    WHERE("WHERE", false, false),
    GROUP_BY("GROUP BY", false, false),
    HAVING("HAVING", true, false),
    QUALIFY("QUALIFY", true, true),
    ORDER_BY("ORDER BY", true, true),
    /** Inside the arguments of an aggregate. */
    AGGREGATE("an aggregate function", false, false),
    COLUMN("a column's definition", false, false);

    private final String words;
    private final boolean aggregates;
    private final boolean windows;

    Clause(String words, boolean aggregates, boolean windows) {
        this.words = words;
        this.aggregates = aggregates;
        this.windows = windows;
    }

    String words() {
        return words;
    }

    boolean aggregates() {
        return aggregates;
    }

    boolean windows() {
        return windows;
    }
}
