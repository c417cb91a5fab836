// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.models.catalog.ModelName;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Row3;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * MVs that a deployment has taken for itself: the refresher starts nothing on them until they are given back or the lease
 * runs out. Whoever takes one holds the {@link DeployLock}, so nobody races for a row here.
 */
public final class Leases {
    private static final Field<String> MV = DSL.field(DSL.name("mv"), SQLDataType.VARCHAR);
    private static final Field<String> OWNER = DSL.field(DSL.name("owner"), SQLDataType.VARCHAR);
    private static final Field<Long> UNTIL = DSL.field(DSL.name("until_ms"), SQLDataType.BIGINT);

    private final StateDatabase state;
    private final Clock clock;
    private final ModelName name;
    private final Table<Record> table;

    public Leases(StateDatabase state, Clock clock) {
        this.state = state;
        this.clock = clock;
        this.name = state.table(StateTable.MV_LEASE);
        this.table = DSL.table(DSL.name(name.database(), name.name()));
    }

    /** An MV that is taken. */
    public record Lease(ModelName materializedView, String owner, Instant until) {}

    /** Takes or prolongs the lease of some MVs. */
    public void take(String owner, Collection<ModelName> materializedViews, Instant until) {
        if (materializedViews.isEmpty()) {
            return;
        }
        state.ensure();
        state.starRocks()
                .execute("CREATE TABLE IF NOT EXISTS " + SqlNames.quote(name)
                        + " (`mv` VARCHAR(512) NOT NULL, `owner` VARCHAR(512) NOT NULL, `until_ms` BIGINT NOT NULL)"
                        + " PRIMARY KEY (`mv`) DISTRIBUTED BY HASH(`mv`) BUCKETS 1 PROPERTIES (\"replication_num\" = \""
                        + state.replicas() + "\")");
        List<Row3<String, String, Long>> rows = materializedViews.stream()
                .distinct()
                .sorted()
                .map(mv -> DSL.row(mv.toString(), owner, until.toEpochMilli()))
                .toList();
        state.starRocks()
                .ask(sql -> sql.insertInto(table, MV, OWNER, UNTIL)
                        .valuesOfRows(rows)
                        .execute());
    }

    /** Gives back everything that an owner took. */
    public void release(String owner) {
        List<String> held = rows().values().stream()
                .filter(lease -> lease.owner().equals(owner))
                .map(lease -> lease.materializedView().toString())
                .toList();
        if (!held.isEmpty()) {
            state.starRocks()
                    .ask(sql -> sql.deleteFrom(table).where(MV.in(held)).execute());
        }
    }

    /** The leases that hold now, by MV; none when nothing was ever deployed. */
    public SortedMap<ModelName, Lease> active() {
        SortedMap<ModelName, Lease> leases = rows();
        leases.values().removeIf(lease -> !lease.until().isAfter(clock.instant()));
        return Collections.unmodifiableSortedMap(leases);
    }

    private SortedMap<ModelName, Lease> rows() {
        SortedMap<ModelName, Lease> leases = new TreeMap<>();
        try {
            state.starRocks()
                    .ask(sql -> sql.select(MV, OWNER, UNTIL).from(table).fetch())
                    .forEach(row -> {
                        ModelName mv = ModelName.parse(row.get(MV));
                        leases.put(mv, new Lease(mv, row.get(OWNER), Instant.ofEpochMilli(row.get(UNTIL))));
                    });
        } catch (ServerException e) {
            boolean neverDeployed =
                    e.kind() == ServerException.Kind.UNKNOWN_TABLE || e.kind() == ServerException.Kind.UNKNOWN_DATABASE;
            if (!neverDeployed) {
                throw e;
            }
        }
        return leases;
    }
}
