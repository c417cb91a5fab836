// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.translate.Environment;
import dev.orrery.embedded.translate.Translator;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;

/**
 * What carrying out one statement needs.
 *
 * @param connection the session's own
 * @param text the statement as it was sent
 */
public record StatementContext(
        Engine engine,
        Connection connection,
        CatalogObjects objects,
        Environment environment,
        String text,
        Running running) {

    /** Notes the DuckDB statement that a cancel would end. */
    public interface Running {
        void begin(Statement statement);

        void end();

        /** Whether a cancel came for the statement. */
        boolean isCancelled(Statement statement);
    }

    /** Where reading the object needs no right of its own. */
    public StatementContext changing(ModelName target) {
        return new StatementContext(engine, connection, objects.except(target), environment, text, running);
    }

    public Translator translator() {
        return new Translator(objects, environment);
    }

    /** For the text of an object in another database. */
    public Translator translatorIn(String database) {
        return new Translator(
                objects,
                new Environment(
                        environment.now(),
                        java.util.Optional.of(database),
                        environment.user(),
                        environment.connectionId(),
                        environment.variables()));
    }

    /** With the session's database where none is written. */
    public ModelName resolve(Name name) throws ServerError {
        List<Identifier> parts = name.parts();
        if (parts.size() >= 2) {
            return new ModelName(parts.get(parts.size() - 2).text(), name.last().text());
        }
        return new ModelName(requireDatabase(), name.last().text());
    }

    /** As {@link #resolve}, in a database that has to exist. */
    public ModelName resolveExisting(Name name) throws ServerError {
        ModelName resolved = resolve(name);
        if (!CatalogObjects.isSystem(resolved)
                && engine.catalog().database(resolved.database()).isEmpty()) {
            throw new ServerError(
                    5501,
                    "3F000",
                    "Getting analyzing error. Detail message: Unknown database '" + resolved.database() + "'.");
        }
        return resolved;
    }

    public String requireDatabase() throws ServerError {
        return environment.database().orElseThrow(() -> new ServerError(1046, "3D000", "No database selected"));
    }
}
