// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.Registry;
import dev.orrery.ddl.normal.Fingerprint;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.SqlNames;
import dev.orrery.starrocks.StateDatabase;
import dev.orrery.starrocks.StateTable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The {@link Registry} of an environment, in its state database. Only who holds the deploy lock writes. */
final class RegistryTable {
    private static final Field<String> KEY = field(name("object_key"), SQLDataType.VARCHAR);
    private static final Field<String> DATABASE = field(name("database_name"), SQLDataType.VARCHAR);
    private static final Field<String> NAME = field(name("object_name"), SQLDataType.VARCHAR);
    private static final Field<String> KIND = field(name("kind"), SQLDataType.VARCHAR);
    private static final Field<String> DESIRED = field(name("desired"), SQLDataType.VARCHAR);
    private static final Field<String> LIVE = field(name("live"), SQLDataType.VARCHAR);

    private final StateDatabase state;
    private final ModelName name;
    private final Table<Record> table;

    RegistryTable(StateDatabase state) {
        this.state = state;
        this.name = state.table(StateTable.OBJECT);
        this.table = table(name(name.database(), name.name()));
    }

    void ensure() {
        state.ensure();
        // The key is a hash: an encoded primary key holds 128 bytes, a name may be longer.
        state.starRocks()
                .execute("CREATE TABLE IF NOT EXISTS " + SqlNames.quote(name)
                        + " (`object_key` VARCHAR(64) NOT NULL, `database_name` VARCHAR(256) NOT NULL,"
                        + " `object_name` VARCHAR(4096) NOT NULL, `kind` VARCHAR(32) NOT NULL,"
                        + " `desired` VARCHAR(64) NOT NULL, `live` VARCHAR(64) NOT NULL)"
                        + " PRIMARY KEY (`object_key`) DISTRIBUTED BY HASH(`object_key`) BUCKETS 1"
                        + " PROPERTIES (\"replication_num\" = \"" + state.replicas() + "\")");
    }

    Registry read() {
        SortedMap<ModelName, Registry.Entry> entries = new TreeMap<>();
        try {
            state.starRocks()
                    .ask(sql -> sql.select(DATABASE, NAME, KIND, DESIRED, LIVE)
                            .from(table)
                            .fetch())
                    .forEach(row -> entries.put(
                            new ModelName(row.get(DATABASE), row.get(NAME)),
                            new Registry.Entry(ModelKind.valueOf(row.get(KIND)), row.get(DESIRED), row.get(LIVE))));
        } catch (ServerException e) {
            if (!e.isMissingObject()) {
                throw e;
            }
        }
        return new Registry(entries);
    }

    void put(Map<ModelName, Registry.Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        List<org.jooq.Row6<String, String, String, String, String, String>> rows = entries.entrySet().stream()
                .map(entry -> DSL.row(
                        key(entry.getKey()),
                        entry.getKey().database(),
                        entry.getKey().name(),
                        entry.getValue().kind().name(),
                        entry.getValue().desired(),
                        entry.getValue().live()))
                .toList();
        state.starRocks()
                .ask(sql -> sql.insertInto(table, KEY, DATABASE, NAME, KIND, DESIRED, LIVE)
                        .valuesOfRows(rows)
                        .execute());
    }

    void forget(Collection<ModelName> names) {
        if (names.isEmpty()) {
            return;
        }
        List<String> keys = names.stream().map(RegistryTable::key).toList();
        state.starRocks().ask(sql -> sql.deleteFrom(table).where(KEY.in(keys)).execute());
    }

    private static String key(ModelName name) {
        return Fingerprint.sha256(name.database() + "\n" + name.name());
    }
}
