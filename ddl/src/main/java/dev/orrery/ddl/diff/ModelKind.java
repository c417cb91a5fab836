// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.catalog.Definition;

/** What a model is on the server, with the words for people and for SQL. */
public enum ModelKind {
    TABLE("table", "TABLE"),
    VIEW("view", "VIEW"),
    MATERIALIZED_VIEW("mv", "MATERIALIZED VIEW");

    private final String word;
    private final String sql;

    ModelKind(String word, String sql) {
        this.word = word;
        this.sql = sql;
    }

    public static ModelKind of(Definition definition) {
        return definition.match(table -> TABLE, view -> VIEW, materializedView -> MATERIALIZED_VIEW);
    }

    /** As a plan names it. */
    public String word() {
        return word;
    }

    /** As CREATE, DROP and ALTER name it. */
    public String sql() {
        return sql;
    }
}
