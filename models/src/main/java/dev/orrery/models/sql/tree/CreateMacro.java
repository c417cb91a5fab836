// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;

/**
 * {@code CREATE MACRO name(a, b) AS expression}: ours, not StarRocks'. The compiler puts the body in place of each call;
 * no server ever sees one.
 *
 * @param parameters their names, no two alike when case is ignored
 * @param body in which a bare column of a parameter's name stands for the argument
 */
public record CreateMacro(Location at, Identifier name, List<Identifier> parameters, Expression body)
        implements Statement {

    public CreateMacro {
        parameters = List.copyOf(parameters);
    }

    @Override
    public <R> R accept(StatementVisitor<R> visitor) {
        return visitor.createMacro(this);
    }
}
