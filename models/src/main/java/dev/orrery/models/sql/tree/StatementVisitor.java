// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/** One case for each family of statements. */
public interface StatementVisitor<R> {
    R query(QueryStatement statement);

    R queryIntoFile(QueryIntoFile statement);

    R createDatabase(CreateDatabase statement);

    R createTable(CreateTable statement);

    R createTableAs(CreateTableAs statement);

    R createTableLike(CreateTableLike statement);

    R createView(CreateView statement);

    R createMaterializedView(CreateMaterializedView statement);

    R alter(Alter statement);

    R drop(Drop statement);

    R change(Change statement);

    R refresh(Refresh statement);

    R session(SessionStatement statement);

    R administrative(Administrative statement);
}
