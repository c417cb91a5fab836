// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.engine.CatalogState;
import dev.orrery.embedded.engine.Definitions;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.engine.StoredView;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Drop;
import java.sql.SQLException;
import java.util.Optional;

/** DROP of everything, with StarRocks' errors for what is something else. */
final class Drops {
    private final StatementContext context;

    Drops(StatementContext context) {
        this.context = context;
    }

    Answer drop(Drop statement) throws SQLException, ServerError {
        switch (statement.kind()) {
            case DATABASE -> database(statement);
            case TABLE -> table(statement);
            case VIEW -> view(statement);
            case MATERIALIZED_VIEW -> materializedView(statement);
        }
        return Answer.Done.OK;
    }

    private void database(Drop statement) throws SQLException, ServerError {
        String name = statement.name().last().text();
        boolean missing = context.engine().catalog().database(name).isEmpty();
        if (!statement.ifExists() || !missing) {
            context.engine().definitions().dropDatabase(name);
        }
    }

    private Optional<ModelName> existing(Drop statement) throws ServerError {
        ModelName name = context.resolve(statement.name());
        CatalogState catalog = context.engine().catalog();
        if (catalog.exists(name)) {
            return Optional.of(name);
        }
        if (statement.ifExists()) {
            return Optional.empty();
        }
        context.resolveExisting(statement.name());
        throw new ServerError(
                5502, "42602", "Getting analyzing error. Detail message: Unknown table '" + name.name() + "'.");
    }

    private static ServerError isNot(ModelName name, String kind) {
        return new ServerError(
                1347,
                "HY000",
                "Getting analyzing error. Detail message: '" + name.database() + "'.'" + name.name() + "' is not '"
                        + kind + "'.");
    }

    private void table(Drop statement) throws SQLException, ServerError {
        Optional<ModelName> name = existing(statement);
        if (name.isEmpty()) {
            return;
        }
        CatalogState catalog = context.engine().catalog();
        if (catalog.materializedView(name.get()).isPresent()) {
            String mv = name.get().name();
            throw ServerError.analyzing("The data of '" + mv + "' cannot be dropped because '" + mv
                    + "' is a materialized view,use 'drop materialized view " + mv + "' to drop it.");
        }
        StoredTable table = catalog.table(name.get()).orElseThrow(() -> isNot(name.get(), "TABLE"));
        context.engine().definitions().dropTable(table);
    }

    private void view(Drop statement) throws SQLException, ServerError {
        Optional<ModelName> name = existing(statement);
        if (name.isPresent()) {
            StoredView view = context.engine().catalog().view(name.get()).orElseThrow(() -> isNot(name.get(), "VIEW"));
            context.engine().definitions().dropView(view);
        }
    }

    private void materializedView(Drop statement) throws SQLException, ServerError {
        ModelName name = context.resolve(statement.name());
        CatalogState catalog = context.engine().catalog();
        Optional<StoredMaterializedView> view = catalog.materializedView(name);
        Definitions definitions = context.engine().definitions();
        if (view.isPresent()) {
            definitions.dropMaterializedView(view.get());
        } else if (catalog.exists(name)) {
            throw new ServerError(
                    1064, "HY000", "Cannot drop base index by using DROP ROLLUP or DROP MATERIALIZED VIEW.");
        } else if (!statement.ifExists()) {
            throw new ServerError(1064, "HY000", "Materialized view " + name.name() + " is not found");
        }
    }
}
