// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/** One case for each family of statements. */
public interface StatementVisitor<R> {
    R query(QueryStatement statement);

    R createTable(CreateTable statement);

    R createView(CreateView statement);

    R createMaterializedView(CreateMaterializedView statement);
}
