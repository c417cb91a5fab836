// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.seed;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.SqlNames;
import dev.orrery.starrocks.StarRocks;
import dev.orrery.starrocks.StateDatabase;
import dev.orrery.starrocks.StateTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Which seeds a server holds, and loading those that it does not. */
public final class Seeds {
    private static final Field<String> TABLE = field(name("table_name"), SQLDataType.VARCHAR);
    private static final Field<String> FINGERPRINT = field(name("fingerprint"), SQLDataType.VARCHAR);

    private final StarRocks starRocks;
    private final StateDatabase state;
    private final ModelName own;
    private final Table<Record> loaded;

    public Seeds(StarRocks starRocks, StateDatabase state) {
        this.starRocks = starRocks;
        this.state = state;
        this.own = state.table(StateTable.SEED);
        this.loaded = table(name(own.database(), own.name()));
    }

    /** Those whose file is not the one that was loaded last. */
    public List<Seed> changed(List<Seed> seeds) {
        Map<String, String> fingerprints = fingerprints();
        return seeds.stream()
                .filter(seed ->
                        !seed.fingerprint().equals(fingerprints.get(seed.table().toString())))
                .toList();
    }

    /**
     * Those whose file is not the one that was loaded last, and those whose table is not there: it went with its rows.
     *
     * @param isThere whether the server has a table of that name
     */
    public List<Seed> toLoad(List<Seed> seeds, Predicate<ModelName> isThere) {
        Set<Seed> changed = Set.copyOf(changed(seeds));
        return seeds.stream()
                .filter(seed -> changed.contains(seed) || !isThere.test(seed.table()))
                .toList();
    }

    /** What was loaded of some seeds counts no more. */
    public void forget(List<Seed> seeds) {
        if (seeds.isEmpty()) {
            return;
        }
        Set<String> known = fingerprints().keySet();
        List<String> names = seeds.stream()
                .map(seed -> seed.table().toString())
                .filter(known::contains)
                .toList();
        if (!names.isEmpty()) {
            starRocks.ask(sql -> sql.deleteFrom(loaded).where(TABLE.in(names)).execute());
        }
    }

    /** Puts the rows in the place of those that the table held: readers see the old ones or the new ones. */
    public void load(Seed seed) {
        ensure();
        if (seed.rows().isEmpty()) {
            starRocks.execute("TRUNCATE TABLE " + SqlNames.quote(seed.table()));
        } else {
            String columns = seed.columns().stream().map(SqlNames::quote).collect(Collectors.joining(", "));
            String row =
                    "(" + String.join(", ", Collections.nCopies(seed.columns().size(), "?")) + ")";
            String statement = "INSERT OVERWRITE " + SqlNames.quote(seed.table()) + " (" + columns + ") VALUES "
                    + String.join(", ", Collections.nCopies(seed.rows().size(), row));
            List<Object> values = new ArrayList<>();
            seed.rows().forEach(values::addAll);
            starRocks.ask(sql -> sql.execute(statement, values.toArray()));
        }
        starRocks.ask(sql -> sql.insertInto(loaded, TABLE, FINGERPRINT)
                .values(seed.table().toString(), seed.fingerprint())
                .execute());
    }

    private Map<String, String> fingerprints() {
        Map<String, String> found = new HashMap<>();
        try {
            starRocks
                    .ask(sql -> sql.select(TABLE, FINGERPRINT).from(loaded).fetch())
                    .forEach(row -> found.put(row.get(TABLE), row.get(FINGERPRINT)));
        } catch (ServerException e) {
            if (!e.isMissingObject()) {
                throw e;
            }
        }
        return found;
    }

    private void ensure() {
        state.ensure();
        starRocks.execute("CREATE TABLE IF NOT EXISTS " + SqlNames.quote(own)
                + " (`table_name` VARCHAR(120) NOT NULL, `fingerprint` VARCHAR(64) NOT NULL)"
                + " PRIMARY KEY (`table_name`) DISTRIBUTED BY HASH(`table_name`) BUCKETS 1"
                + " PROPERTIES (\"replication_num\" = \"" + state.replicas() + "\")");
    }
}
