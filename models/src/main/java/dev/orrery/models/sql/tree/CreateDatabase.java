// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;

/** {@code CREATE DATABASE [IF NOT EXISTS] name [PROPERTIES (…)]}. */
public record CreateDatabase(Location at, boolean ifNotExists, Name name, List<Property> properties)
        implements Statement {

    public CreateDatabase {
        properties = List.copyOf(properties);
    }

    @Override
    public <R> R accept(StatementVisitor<R> visitor) {
        return visitor.createDatabase(this);
    }
}
