// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/**
 * {@code CREATE TABLE name … AS query}: the columns come from the query.
 *
 * @param columns their names; empty when not given
 */
public record CreateTableAs(
        Location at,
        boolean temporary,
        boolean ifNotExists,
        Name name,
        List<Identifier> columns,
        List<IndexDefinition> indexes,
        Optional<CreateTable.Key> key,
        Optional<String> comment,
        Optional<Partitioning> partitioning,
        Optional<Distribution> distribution,
        List<Identifier> orderBy,
        List<Property> properties,
        Query query)
        implements Statement {

    public CreateTableAs {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        orderBy = List.copyOf(orderBy);
        properties = List.copyOf(properties);
    }

    @Override
    public <R> R accept(StatementVisitor<R> visitor) {
        return visitor.createTableAs(this);
    }
}
