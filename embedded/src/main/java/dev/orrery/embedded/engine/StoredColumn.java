// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.type.DataType;
import java.util.Optional;

/**
 * A column of a table.
 *
 * @param definition as its CREATE TABLE says
 * @param nullable after the rules of its key
 * @param key one of the key's columns
 */
public record StoredColumn(ColumnDefinition definition, boolean nullable, boolean key) {

    /** In its first spelling; compared without case. */
    public String name() {
        return definition.name().text();
    }

    public DataType type() {
        return definition.type();
    }

    public boolean isGenerated() {
        return definition.generated().isPresent();
    }

    /** As its readers see it. */
    public Column asColumn() {
        return new Column(name(), type(), nullable, comment());
    }

    public Optional<String> comment() {
        return definition.comment();
    }
}
