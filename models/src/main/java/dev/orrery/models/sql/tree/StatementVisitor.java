// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/**
 * One case for each family of statements. Queries and the definitions that are models must be met; the statements that
 * only clients and deployments send fall to {@link #other}.
 */
public interface StatementVisitor<R> {
    R query(QueryStatement statement);

    R createTable(CreateTable statement);

    R createView(CreateView statement);

    R createMaterializedView(CreateMaterializedView statement);

    default R queryIntoFile(QueryIntoFile statement) {
        return other(statement);
    }

    default R createDatabase(CreateDatabase statement) {
        return other(statement);
    }

    default R createTableAs(CreateTableAs statement) {
        return other(statement);
    }

    default R createTableLike(CreateTableLike statement) {
        return other(statement);
    }

    default R createMacro(CreateMacro statement) {
        return other(statement);
    }

    default R alter(Alter statement) {
        return other(statement);
    }

    default R drop(Drop statement) {
        return other(statement);
    }

    default R change(Change statement) {
        return other(statement);
    }

    default R refresh(Refresh statement) {
        return other(statement);
    }

    default R session(SessionStatement statement) {
        return other(statement);
    }

    default R administrative(Administrative statement) {
        return other(statement);
    }

    /**
     * Every family that has no case of its own in this visitor.
     *
     * @throws IllegalArgumentException unless overridden: the caller had to make sure that no such statement comes
     */
    default R other(Statement statement) {
        throw new IllegalArgumentException(
                "no place for " + statement.getClass().getSimpleName() + " statements here");
    }
}
