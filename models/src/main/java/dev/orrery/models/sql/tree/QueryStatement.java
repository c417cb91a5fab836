// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/** A query on its own: a model's body, or a client's question. */
public record QueryStatement(Location at, Query query) implements Statement {
    @Override
    public <R> R accept(StatementVisitor<R> visitor) {
        return visitor.query(this);
    }
}
