// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.engine.StoredColumn;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.engine.Write;
import dev.orrery.embedded.engine.WriteMode;
import dev.orrery.embedded.engine.WriteOptions;
import dev.orrery.embedded.load.rows.LoadColumn;
import dev.orrery.embedded.load.rows.LoadFailure;
import dev.orrery.embedded.load.rows.LoadTable;
import dev.orrery.embedded.load.rows.Staging;
import dev.orrery.embedded.partition.PartitionChoice;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.type.DataType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables of the engine. */
public final class EngineTables implements LoadTarget {
    private final Engine engine;

    public EngineTables(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Connection connect() throws SQLException {
        return engine.connect();
    }

    @Override
    public boolean hasDatabase(String name) {
        return engine.catalog().database(name).isPresent();
    }

    @Override
    public Optional<LoadTable> table(ModelName name) {
        return engine.table(name).map(EngineTables::toLoad);
    }

    private static LoadTable toLoad(StoredTable table) {
        List<LoadColumn> columns =
                table.columns().stream().map(EngineTables::toLoad).toList();
        return new LoadTable(table.name(), columns, table.keyKind() == KeyKind.PRIMARY);
    }

    private static LoadColumn toLoad(StoredColumn column) {
        LoadColumn.Nulls nulls = column.nullable() ? LoadColumn.Nulls.ALLOWED : LoadColumn.Nulls.REFUSED;
        boolean filled = column.definition().autoIncrement()
                || column.definition().defaultValue().isPresent();
        LoadColumn.Absence absence = column.isGenerated()
                ? LoadColumn.Absence.GENERATED
                : filled ? LoadColumn.Absence.FILLED : LoadColumn.Absence.NULL;
        return new LoadColumn(
                column.name(),
                column.type(),
                DuckType.of(column.type()),
                nulls,
                column.key(),
                absence,
                text -> fromText(text, column.type()));
    }

    /** Arrays, maps and structs are written as JSON. */
    private static String fromText(String text, DataType type) {
        if (TypeRules.isBinary(type)) {
            return "encode(" + text + ")";
        }
        return Casting.to(Typed.of(text, TypeRules.VARCHAR), type).sql();
    }

    @Override
    public String mapped(ModelName table, Mapping mapping) throws LoadFailure {
        StoredTable stored =
                engine.table(table).orElseThrow(() -> new LoadFailure("unknown table, table=" + table.name()));
        return new ColumnMapping(stored, mapping, engine.clock()).select();
    }

    @Override
    public Applied apply(ModelName table, Staging staging, Applying how) throws SQLException, LoadFailure {
        List<String> columns = new ArrayList<>(staging.columns());
        if (table(table).filter(LoadTable::deletes).isPresent()) {
            columns.add(Write.OPERATION);
        }
        columns.add(Write.SEQUENCE);
        WriteMode mode = switch (how.unnamed()) {
            case DEFAULTED -> WriteMode.FULL;
            case KEPT -> WriteMode.PARTIAL;
        };
        PartitionChoice within =
                how.partitions().isEmpty() ? PartitionChoice.all() : new PartitionChoice.Named(how.partitions());
        try {
            Write write = engine.write(
                    table,
                    staging.connection(),
                    staging.name(),
                    columns,
                    new WriteOptions(mode, how.mergeCondition(), within));
            return write::close;
        } catch (ServerError refused) {
            throw new LoadFailure(String.valueOf(refused.getMessage()));
        }
    }
}
