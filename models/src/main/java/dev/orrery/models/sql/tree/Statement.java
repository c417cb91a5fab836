// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/** One statement of StarRocks SQL, without its {@code ;}. */
public sealed interface Statement extends Node permits QueryStatement, CreateTable, CreateView, CreateMaterializedView {

    <R> R accept(StatementVisitor<R> visitor);
}
