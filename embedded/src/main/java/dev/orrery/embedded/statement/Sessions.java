// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.access.AccountBook;
import dev.orrery.embedded.alter.AlterJobs;
import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.refresh.Refreshes;
import dev.orrery.embedded.refresh.ViewQueries;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import dev.orrery.embedded.translate.Environment;
import dev.orrery.models.catalog.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the sessions of an engine. */
public final class Sessions implements Session.Factory {
    private final Engine engine;
    private final Refreshes refreshes;
    private final ServerQuestions questions;
    private final AccountBook accounts;
    private final AlterJobs alterJobs;

    public Sessions(
            Engine engine, Refreshes refreshes, ServerQuestions questions, AccountBook accounts, AlterJobs alterJobs) {
        this.alterJobs = alterJobs;
        this.accounts = accounts;
        this.engine = engine;
        this.refreshes = refreshes;
        this.questions = questions;
    }

    @Override
    public Session open(String user, int connectionId) {
        try {
            return new EngineSession(engine, refreshes, questions, accounts, alterJobs, user, connectionId);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB gives no connection: " + e.getMessage(), e);
        }
    }

    /** The queries of the engine's MVs, translated against what exists at that moment. */
    public static ViewQueries viewQueries(Engine engine) {
        return view -> select(engine, view);
    }

    static CatalogObjects.Readable partitions(Engine engine) {
        return (table, choice) -> Failures.translated(() -> engine.partitionCondition(table, choice));
    }

    private static String select(Engine engine, StoredMaterializedView view) throws ServerError {
        CatalogObjects objects = new CatalogObjects(
                engine.catalog(),
                name -> Optional.empty(),
                Sessions.partitions(engine),
                CatalogObjects.Reading.EVERYTHING);
        Environment nobody = new Environment(
                engine.clock().instant().atZone(engine.clock().getZone()),
                Optional.of(view.name().database()),
                Environment.Who.ROOT,
                0,
                (scope, name) -> Optional.empty());
        List<dev.orrery.models.type.DataType> types = new ArrayList<>();
        for (Column column : view.columns()) {
            types.add(column.type());
        }
        return Failures.translated(() -> new dev.orrery.embedded.translate.Translator(objects, nobody)
                .query(view.statement().query(), types));
    }
}
