// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/** One case for each kind of relation. */
public interface RelationVisitor<R> {
    R table(Relation.Table relation);

    R derived(Relation.Derived relation);

    R values(Relation.Values relation);

    R function(Relation.Function relation);

    R join(Relation.Join relation);

    R pivot(Relation.Pivot relation);
}
