// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.embedded.engine.Engine;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.CreateTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tables of the engine that loads fill; they are read past the server, so that no session is in the way. */
final class StoredTables implements AutoCloseable {
    private final Engine engine;
    private final List<ModelName> names = new ArrayList<>();

    private StoredTables(Engine engine) {
        this.engine = engine;
    }

    static StoredTables inMemory() {
        return new StoredTables(Engine.open(Optional.empty(), new TestClock()));
    }

    static StoredTables in(Path directory) {
        return new StoredTables(Engine.open(Optional.of(directory), new TestClock()));
    }

    /** Makes it where it is not there yet. */
    StoredTables with(String createTable) throws Exception {
        CreateTable statement = (CreateTable) SqlParser.parseStatement(createTable);
        ModelName name = ModelName.parse(statement.name().toString());
        names.add(name);
        if (engine.catalog().database(name.database()).isEmpty()) {
            engine.definitions().createDatabase(name.database());
        }
        if (engine.table(name).isEmpty()) {
            engine.definitions().createTable(name, statement);
        }
        return this;
    }

    LoadTarget target() {
        return new EngineTables(engine);
    }

    /** Rows as text, values joined by bars. */
    List<String> rows(String sql) throws Exception {
        String physical = sql;
        for (ModelName name : names) {
            physical = physical.replace(
                    name.toString(), engine.table(name).orElseThrow().physicalName());
        }
        List<String> rows = new ArrayList<>();
        try (Connection connection = engine.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(physical)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int place = 1; place <= columns; place++) {
                    values.add(String.valueOf(result.getObject(place)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    @Override
    public void close() {
        engine.close();
    }
}
