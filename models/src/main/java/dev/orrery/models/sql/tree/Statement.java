// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/** One statement of StarRocks SQL, without its {@code ;}. */
public sealed interface Statement extends Node
        permits QueryStatement,
                QueryIntoFile,
                CreateDatabase,
                CreateTable,
                CreateTableAs,
                CreateTableLike,
                CreateView,
                CreateMaterializedView,
                CreateMacro,
                Alter,
                Drop,
                Change,
                Refresh,
                SessionStatement,
                Administrative {

    <R> R accept(StatementVisitor<R> visitor);
}
