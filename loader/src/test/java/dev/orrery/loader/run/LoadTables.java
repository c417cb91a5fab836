// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import dev.orrery.embedded.load.LoadTarget;
import dev.orrery.embedded.load.rows.LoadColumn;
import dev.orrery.embedded.load.rows.LoadTable;
import dev.orrery.embedded.load.rows.Staging;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Two primary-key tables in DuckDB behind the embedded server's load side. */
final class LoadTables implements LoadTarget, AutoCloseable {
    private static final LoadColumn ID = column("id", DataType.of(Kind.BIGINT), "BIGINT", true);
    private static final LoadColumn AMOUNT = column("amount", new DataType.Decimal(18, 2), "DECIMAL(18, 2)", false);
    static final Map<String, List<LoadColumn>> COLUMNS = Map.of(
            "account", List.of(ID, AMOUNT, column("name", DataType.varchar(12), "VARCHAR", false)),
            "txn", List.of(ID, AMOUNT));

    private final DuckDBConnection root;
    private final Map<String, Semaphore> writers = Map.of("account", new Semaphore(1), "txn", new Semaphore(1));

    LoadTables() throws SQLException {
        root = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
        try (Statement statement = root.createStatement()) {
            statement.execute("CREATE SCHEMA ods");
            for (Map.Entry<String, List<LoadColumn>> table : COLUMNS.entrySet()) {
                statement.execute(table.getValue().stream()
                        .map(c -> c.name() + " " + c.storedAs())
                        .collect(Collectors.joining(", ", "CREATE TABLE ods." + table.getKey() + " (", ")")));
            }
        }
    }

    private static LoadColumn column(String name, DataType type, String stored, boolean key) {
        LoadColumn.Nulls nulls = key ? LoadColumn.Nulls.REFUSED : LoadColumn.Nulls.ALLOWED;
        return new LoadColumn(name, type, stored, nulls, key, LoadColumn.Absence.NULL);
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
        return name.equals("ods");
    }

    @Override
    public Optional<LoadTable> table(ModelName name) {
        return Optional.ofNullable(COLUMNS.get(name.name())).map(columns -> new LoadTable(name, columns, true));
    }

    @Override
    public Applied apply(ModelName table, Staging staging, Applying how) throws SQLException {
        Semaphore writer = Optional.ofNullable(writers.get(table.name())).orElseThrow();
        writer.acquireUninterruptibly();
        String columns = String.join(", ", staging.columns());
        try (Statement statement = staging.connection().createStatement()) {
            statement.execute("DELETE FROM " + table + " t USING \"" + staging.name() + "\" s WHERE t.id = s.id");
            statement.execute(
                    "INSERT INTO " + table + " (" + columns + ") SELECT " + columns + " FROM (SELECT * FROM \""
                            + staging.name() + "\" QUALIFY row_number() OVER (PARTITION BY id ORDER BY __seq DESC) = 1)"
                            + " WHERE __op = 0");
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
