// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/**
 * Something with a value. Parentheses are not kept: the printer writes those that the operators need. The families
 * nest their records; {@link ExpressionVisitor} has one case each.
 */
public sealed interface Expression extends Node
        permits Literal, Reference, Operation, Predicate, Call, Constructor, Access, Subquery {

    <R> R accept(ExpressionVisitor<R> visitor);
}
