// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.orrery.ddl.deploy.PastDeployment.State;
import dev.orrery.ddl.deploy.PastDeployment.Undone;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.SqlNames;
import dev.orrery.starrocks.StateDatabase;
import dev.orrery.starrocks.StateTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Row3;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The deployments of an environment and their changelogs, in its state database: a rollback needs no file. Only who holds the
 * deploy lock writes.
 */
final class DeploymentLog {
    private static final Field<Integer> NUMBER = field(name("number"), SQLDataType.INTEGER);
    private static final Field<String> STATE = field(name("state"), SQLDataType.VARCHAR);
    private static final Field<String> OWNER = field(name("owner"), SQLDataType.VARCHAR);
    private static final Field<Integer> STEPS = field(name("steps"), SQLDataType.INTEGER);
    private static final Field<Long> STARTED = field(name("started_ms"), SQLDataType.BIGINT);
    private static final Field<Long> FINISHED = field(name("finished_ms"), SQLDataType.BIGINT);
    private static final Field<Integer> PART = field(name("part"), SQLDataType.INTEGER);
    private static final Field<String> TEXT = field(name("text"), SQLDataType.VARCHAR);

    /** A STRING holds 65,533 bytes; no character takes more than four. */
    private static final int PART_LENGTH = 16_000;

    private final StateDatabase state;
    private final ModelName deployments;
    private final ModelName texts;
    private final ModelName rollbacks;

    DeploymentLog(StateDatabase state) {
        this.state = state;
        this.deployments = state.table(StateTable.DEPLOYMENT);
        this.texts = state.table(StateTable.DEPLOYMENT_CHANGELOG);
        this.rollbacks = state.table(StateTable.ROLLBACK);
    }

    void ensure() {
        state.ensure();
        String copies = " PROPERTIES (\"replication_num\" = \"" + state.replicas() + "\")";
        state.starRocks()
                .execute("CREATE TABLE IF NOT EXISTS " + SqlNames.quote(deployments)
                        + " (`number` INT NOT NULL, `state` VARCHAR(32) NOT NULL, `owner` VARCHAR(1024), `steps` INT,"
                        + " `started_ms` BIGINT, `finished_ms` BIGINT)"
                        + " PRIMARY KEY (`number`) DISTRIBUTED BY HASH(`number`) BUCKETS 1" + copies);
        state.starRocks()
                .execute("CREATE TABLE IF NOT EXISTS " + SqlNames.quote(texts)
                        + " (`number` INT NOT NULL, `part` INT NOT NULL, `text` VARCHAR(65533))"
                        + " PRIMARY KEY (`number`, `part`) DISTRIBUTED BY HASH(`number`) BUCKETS 1" + copies);
        ensureRollbacks(copies);
    }

    private void ensureRollbacks(String copies) {
        state.starRocks()
                .execute("CREATE TABLE IF NOT EXISTS " + SqlNames.quote(rollbacks)
                        + " (`number` INT NOT NULL, `owner` VARCHAR(1024), `started_ms` BIGINT, `finished_ms` BIGINT)"
                        + " PRIMARY KEY (`number`) DISTRIBUTED BY HASH(`number`) BUCKETS 1" + copies);
    }

    /** Newest first; none when nothing was ever deployed. */
    List<PastDeployment> all() {
        Map<Integer, Undone> undone = undone();
        try {
            return state.starRocks()
                    .ask(sql -> sql.select(NUMBER, STATE, OWNER, STEPS, STARTED, FINISHED)
                            .from(of(deployments))
                            .orderBy(NUMBER.desc())
                            .fetch(row -> new PastDeployment(
                                    row.get(NUMBER),
                                    State.valueOf(row.get(STATE)),
                                    row.get(OWNER),
                                    row.get(STEPS),
                                    Instant.ofEpochMilli(row.get(STARTED)),
                                    Optional.ofNullable(row.get(FINISHED)).map(Instant::ofEpochMilli),
                                    Optional.ofNullable(undone.get(row.get(NUMBER))))));
        } catch (ServerException e) {
            if (e.isMissingObject()) {
                return List.of();
            }
            throw e;
        }
    }

    /** The ids of the change sets that have run and were not taken back. */
    Set<String> ran() {
        ModelName history = state.table(StateTable.DATABASECHANGELOG);
        Field<String> id = field(name("ID"), SQLDataType.VARCHAR);
        try {
            return state.starRocks().ask(sql -> sql.select(id).from(of(history)).fetchSet(id));
        } catch (ServerException e) {
            if (e.isMissingObject()) {
                return Set.of();
            }
            throw e;
        }
    }

    private Map<Integer, Undone> undone() {
        Map<Integer, Undone> undone = new HashMap<>();
        try {
            state.starRocks()
                    .ask(sql -> sql.select(NUMBER, OWNER, STARTED, FINISHED)
                            .from(of(rollbacks))
                            .fetch())
                    .forEach(row -> undone.put(
                            row.get(NUMBER),
                            new Undone(
                                    row.get(OWNER),
                                    Instant.ofEpochMilli(row.get(STARTED)),
                                    Instant.ofEpochMilli(row.get(FINISHED)))));
        } catch (ServerException e) {
            if (!e.isMissingObject()) {
                throw e;
            }
        }
        return undone;
    }

    /** Writes down who took a deployment back, beside how it went itself. */
    void recordUndone(PastDeployment deployment) {
        Undone undone = deployment.undone().orElseThrow();
        ensureRollbacks(" PROPERTIES (\"replication_num\" = \"" + state.replicas() + "\")");
        state.starRocks()
                .ask(sql -> sql.insertInto(of(rollbacks), NUMBER, OWNER, STARTED, FINISHED)
                        .values(
                                deployment.number(),
                                undone.owner(),
                                undone.started().toEpochMilli(),
                                undone.finished().toEpochMilli())
                        .execute());
        record(deployment);
    }

    int nextNumber() {
        return all().stream().mapToInt(PastDeployment::number).max().orElse(0) + 1;
    }

    /** Writes a deployment down, in place of what was known of it. */
    void record(PastDeployment deployment) {
        state.starRocks()
                .ask(sql -> sql.insertInto(of(deployments), NUMBER, STATE, OWNER, STEPS, STARTED, FINISHED)
                        .values(
                                deployment.number(),
                                deployment.state().name(),
                                deployment.owner(),
                                deployment.steps(),
                                deployment.started().toEpochMilli(),
                                deployment.finished().map(Instant::toEpochMilli).orElse(null))
                        .execute());
    }

    /** For who holds the lock: whatever still runs, by what is written, was killed. */
    void buryTheDead() {
        for (PastDeployment deployment : all()) {
            if (deployment.state() == State.RUNNING) {
                record(new PastDeployment(
                        deployment.number(),
                        State.FAILED,
                        deployment.owner(),
                        deployment.steps(),
                        deployment.started(),
                        Optional.empty(),
                        Optional.empty()));
            }
        }
    }

    void keep(int number, String changelog) {
        List<Row3<Integer, Integer, String>> parts = new ArrayList<>();
        int from = 0;
        while (from < changelog.length()) {
            int to = Math.min(changelog.length(), from + PART_LENGTH);
            if (to < changelog.length() && Character.isHighSurrogate(changelog.charAt(to - 1))) {
                to--;
            }
            parts.add(DSL.row(number, parts.size(), changelog.substring(from, to)));
            from = to;
        }
        state.starRocks()
                .ask(sql -> sql.insertInto(of(texts), NUMBER, PART, TEXT)
                        .valuesOfRows(parts)
                        .execute());
    }

    String changelog(int number) {
        List<String> parts = state.starRocks()
                .ask(sql -> sql.select(TEXT)
                        .from(of(texts))
                        .where(NUMBER.eq(number))
                        .orderBy(PART)
                        .fetch(TEXT));
        return String.join("", parts);
    }

    private static Table<Record> of(ModelName name) {
        return table(name(name.database(), name.name()));
    }
}
