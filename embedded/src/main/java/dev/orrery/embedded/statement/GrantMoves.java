// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.access.AccountBook;
import dev.orrery.embedded.access.Target;
import dev.orrery.embedded.access.Target.Kind;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Alter;
import dev.orrery.models.sql.tree.AlterClause;
import dev.orrery.models.sql.tree.Drop;
import java.sql.SQLException;
import java.util.List;

/** Grants stay with what they were made on: they move with a RENAME or SWAP, and go with a DROP. */
final class GrantMoves {
    private final AccountBook accounts;

    GrantMoves(AccountBook accounts) {
        this.accounts = accounts;
    }

    void dropped(Drop.ObjectKind kind, ModelName name) throws SQLException {
        accounts.dropped(
                switch (kind) {
                    case DATABASE -> Target.database(name.name());
                    case TABLE -> Target.of(Kind.TABLE, name);
                    case VIEW -> Target.of(Kind.VIEW, name);
                    case MATERIALIZED_VIEW -> Target.of(Kind.MATERIALIZED_VIEW, name);
                });
    }

    void altered(Alter.Table alter, ModelName name) throws SQLException {
        moved(alter.clauses(), Kind.TABLE, name);
    }

    void altered(Alter.MaterializedView alter, ModelName name) throws SQLException {
        moved(List.of(alter.clause()), Kind.MATERIALIZED_VIEW, name);
    }

    private void moved(List<AlterClause> clauses, Kind kind, ModelName name) throws SQLException {
        for (AlterClause clause : clauses) {
            if (clause instanceof AlterClause.Rename rename) {
                accounts.renamed(
                        Target.of(kind, name),
                        Target.of(kind, beside(name, rename.name().text())));
            } else if (clause instanceof AlterClause.Swap swap) {
                accounts.swapped(
                        Target.of(kind, name),
                        Target.of(kind, beside(name, swap.other().text())));
            }
        }
    }

    private static ModelName beside(ModelName name, String other) {
        return new ModelName(name.database(), other);
    }
}
