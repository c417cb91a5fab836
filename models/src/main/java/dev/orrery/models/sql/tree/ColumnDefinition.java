// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import dev.orrery.models.type.DataType;
import java.util.Optional;

/**
 * A column of a CREATE TABLE.
 *
 * @param aggregation such as {@code SUM} or {@code REPLACE}, in upper case: AGGREGATE tables only
 * @param nullable as written; when empty, NULL is allowed except in the key of a PRIMARY KEY table
 * @param generated the expression of a generated column
 */
public record ColumnDefinition(
        Location at,
        Identifier name,
        DataType type,
        boolean key,
        Optional<String> aggregation,
        Optional<Boolean> nullable,
        Optional<Default> defaultValue,
        boolean autoIncrement,
        Optional<Expression> generated,
        Optional<String> comment)
        implements Node {

    /**
     * {@code DEFAULT "0"}, {@code DEFAULT CURRENT_TIMESTAMP}, {@code DEFAULT (uuid())}.
     *
     * @param value a {@link Literal} (numbers are written as strings up to 4.0) or a call
     */
    public record Default(Location at, Expression value) implements Node {}
}
