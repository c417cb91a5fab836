// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/** {@code CREATE TABLE name … LIKE other}: a table of the same definition, without rows. */
public record CreateTableLike(
        Location at,
        boolean external,
        boolean temporary,
        boolean ifNotExists,
        Name name,
        Optional<Partitioning> partitioning,
        Optional<Distribution> distribution,
        List<Property> properties,
        Name other)
        implements Statement {

    public CreateTableLike {
        properties = List.copyOf(properties);
    }

    @Override
    public <R> R accept(StatementVisitor<R> visitor) {
        return visitor.createTableLike(this);
    }
}
