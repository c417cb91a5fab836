// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.embedded.load.rows.LoadColumn;
import dev.orrery.embedded.load.rows.LoadColumn.Absence;
import dev.orrery.embedded.load.rows.LoadColumn.Nulls;
import dev.orrery.embedded.load.rows.LoadTable;
import dev.orrery.embedded.load.rows.Staging;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Primary-key tables in a real DuckDB, keyed by {@code id}: as little of an engine as loads need. */
final class DuckTables implements LoadTarget, AutoCloseable {
    private final DuckDBConnection root;
    private final Map<ModelName, LoadTable> tables = new HashMap<>();
    private final Map<ModelName, Semaphore> writers = new HashMap<>();

    private DuckTables(DuckDBConnection root) {
        this.root = root;
    }

    static DuckTables open(Path file) throws SQLException {
        return new DuckTables(DriverManager.getConnection("jdbc:duckdb:" + file).unwrap(DuckDBConnection.class));
    }

    static DuckTables inMemory() throws SQLException {
        return new DuckTables(DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class));
    }

    static LoadColumn column(String name, DataType type, String stored) {
        return new LoadColumn(name, type, stored, Nulls.ALLOWED, false, Absence.NULL);
    }

    static LoadColumn key(String name) {
        return new LoadColumn(name, DataType.of(Kind.BIGINT), "BIGINT", Nulls.REFUSED, true, Absence.NULL);
    }

    DuckTables with(String name, LoadColumn... columns) throws SQLException {
        return with(new LoadTable(ModelName.parse(name), List.of(columns), true));
    }

    /** Without a key: a row that is applied twice is there twice. */
    DuckTables appending(String name, LoadColumn... columns) throws SQLException {
        return with(new LoadTable(ModelName.parse(name), List.of(columns), false));
    }

    private DuckTables with(LoadTable definition) throws SQLException {
        ModelName table = definition.name();
        tables.put(table, definition);
        writers.put(table, new Semaphore(1));
        execute("CREATE SCHEMA IF NOT EXISTS \"" + table.database() + "\"");
        execute(definition.columns().stream()
                .map(column -> '"' + column.name() + "\" " + column.storedAs())
                .collect(Collectors.joining(", ", "CREATE TABLE IF NOT EXISTS " + table + " (", ")")));
        return this;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows as text, values joined by bars. */
    List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
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
    public Connection connect() throws SQLException {
        return root.duplicate();
    }

    @Override
    public boolean hasDatabase(String name) {
        return tables.keySet().stream().anyMatch(table -> table.database().equals(name));
    }

    @Override
    public Optional<LoadTable> table(ModelName name) {
        return Optional.ofNullable(tables.get(name));
    }

    @Override
    public Applied apply(ModelName table, Staging staging, Applying how) throws SQLException {
        Semaphore writer = Objects.requireNonNull(writers.get(table));
        writer.acquireUninterruptibly();
        String list = staging.columns().stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        String newest = "(SELECT * FROM \"" + staging.name()
                + "\" QUALIFY row_number() OVER (PARTITION BY id ORDER BY __seq DESC) = 1)";
        try (Statement statement = staging.connection().createStatement()) {
            if (!Objects.requireNonNull(tables.get(table)).deletes()) {
                statement.execute(
                        "INSERT INTO " + table + " (" + list + ") SELECT " + list + " FROM \"" + staging.name() + '"');
            } else if (how.unnamed() == Columns.KEPT) {
                String sets = staging.columns().stream()
                        .filter(name -> !name.equals("id"))
                        .map(name -> '"' + name + "\" = s.\"" + name + '"')
                        .collect(Collectors.joining(", "));
                statement.execute("UPDATE " + table + " t SET " + sets + " FROM " + newest + " s WHERE t.id = s.id");
                statement.execute("INSERT INTO " + table + " (" + list + ") SELECT " + list + " FROM " + newest
                        + " s WHERE NOT EXISTS (FROM " + table + " t WHERE t.id = s.id)");
            } else {
                statement.execute("DELETE FROM " + table + " t USING \"" + staging.name() + "\" s WHERE t.id = s.id");
                statement.execute("INSERT INTO " + table + " (" + list + ") SELECT " + list + " FROM " + newest
                        + " WHERE __op = 0");
            }
        } catch (SQLException failed) {
            writer.release();
            throw failed;
        }
        return writer::release;
    }

    @Override
    public void close() throws SQLException {
        root.close();
    }
}
