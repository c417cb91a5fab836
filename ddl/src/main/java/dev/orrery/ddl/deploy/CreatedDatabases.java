// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.SqlNames;
import dev.orrery.starrocks.StateDatabase;
import dev.orrery.starrocks.StateTable;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The databases that deployments of an environment made: nobody else's are dropped with it. */
final class CreatedDatabases {
    private static final Field<String> DATABASE = field(name("database_name"), SQLDataType.VARCHAR);

    private final StateDatabase state;
    private final ModelName name;

    CreatedDatabases(StateDatabase state) {
        this.state = state;
        this.name = state.table(StateTable.DATABASE);
    }

    SortedSet<String> read() {
        SortedSet<String> databases = new TreeSet<>();
        try {
            databases.addAll(state.starRocks()
                    .ask(sql -> sql.select(DATABASE)
                            .from(table(name(name.database(), name.name())))
                            .fetch(DATABASE)));
        } catch (ServerException e) {
            if (!e.isMissingObject()) {
                throw e;
            }
        }
        return databases;
    }

    void add(Set<String> databases) {
        if (databases.isEmpty()) {
            return;
        }
        state.ensure();
        state.starRocks()
                .execute("CREATE TABLE IF NOT EXISTS " + SqlNames.quote(name)
                        + " (`database_name` VARCHAR(120) NOT NULL) PRIMARY KEY (`database_name`)"
                        + " DISTRIBUTED BY HASH(`database_name`) BUCKETS 1"
                        + " PROPERTIES (\"replication_num\" = \"" + state.replicas() + "\")");
        state.starRocks()
                .ask(sql -> sql.insertInto(table(name(name.database(), name.name())), DATABASE)
                        .valuesOfRows(databases.stream().map(DSL::row).toList())
                        .execute());
    }
}
