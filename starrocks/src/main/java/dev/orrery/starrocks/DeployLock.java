// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import static dev.orrery.starrocks.InformationSchema.TABLES;
import static dev.orrery.starrocks.InformationSchema.TABLE_COMMENT;
import static dev.orrery.starrocks.InformationSchema.TABLE_NAME;
import static dev.orrery.starrocks.InformationSchema.TABLE_SCHEMA;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At most one deployment of an environment at a time. StarRocks has no compare-and-set UPDATE, but of racing
 * {@code CREATE TABLE}s exactly one wins: the lock is a table, its comment says who holds it, its one row when the holder was
 * last heard of.
 *
 * <p>Tables are numbered. A free lock is taken by creating number 1, a stale one (nothing heard for {@link #LEASE}) by creating
 * the number after it. Whoever has created a table looks at all of them once more: another one than its own and the stale one
 * that it saw means that somebody came in between, and it steps back. So two never hold it, whatever the order of the steps.
 */
public final class DeployLock {
    /** How long a holder may be silent. */
    public static final Duration LEASE = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(DeployLock.class);
    private static final Pattern COMMENT = Pattern.compile("token=(\\S+) since=(\\d+) owner=(.*)");
    private static final Field<Long> HEARTBEAT = DSL.field(DSL.name("heartbeat_ms"), SQLDataType.BIGINT);
    private static final Field<Integer> ID = DSL.field(DSL.name("id"), SQLDataType.INTEGER);

    private final StateDatabase state;
    private final Clock clock;
    private final String prefix;

    public DeployLock(StateDatabase state, Clock clock) {
        this.state = state;
        this.clock = clock;
        this.prefix = state.table("deploy_lock_").name();
    }

    /**
     * Who holds the lock.
     *
     * @param lastHeard not before {@code since}
     */
    public record Holder(String owner, Instant since, Instant lastHeard, String token, int number) {
        boolean isStale(Instant now) {
            return lastHeard.plus(LEASE).isBefore(now);
        }
    }

    /**
     * Takes the lock.
     *
     * @param owner who deploys, for people: such as {@code anna@laptop, pid 4711}
     * @param token different for each deployment
     * @throws EnvironmentException ORR-S004 when another deployment holds it and was heard of within the lease
     */
    public Held acquire(String owner, String token) {
        state.ensure();
        List<Holder> before = holders();
        Optional<Holder> newest = before.isEmpty() ? Optional.empty() : Optional.of(before.get(before.size() - 1));
        Instant now = clock.instant();
        if (newest.isPresent() && !newest.get().isStale(now)) {
            throw held(newest.get());
        }
        int number = newest.map(Holder::number).orElse(0) + 1;
        Holder mine = new Holder(owner, now, now, token, number);
        try {
            create(mine);
        } catch (ServerException e) {
            if (e.kind() == ServerException.Kind.ALREADY_EXISTS) {
                throw held(holder().orElse(mine));
            }
            throw e;
        }
        stepBackIfNotAlone(mine, before);
        for (Holder stale : before) {
            LOG.warn("taking over the deploy lock that '{}' has held since {}", stale.owner(), stale.since());
            drop(stale.number());
        }
        Held lock = new Held(mine);
        lock.renew();
        return lock;
    }

    /** Who holds it now, stale or not. */
    public Optional<Holder> holder() {
        List<Holder> all = holders();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Takes the lock away from whoever holds it: for a person who knows that the holder is dead. */
    public void breakLock() {
        holders().forEach(holder -> drop(holder.number()));
    }

    /** The lock, taken. Close it to give it back. */
    public final class Held implements AutoCloseable {
        private final Holder mine;

        private Held(Holder mine) {
            this.mine = mine;
        }

        /**
         * Says that the holder lives: to be called between steps, and within long ones at least every 30 seconds.
         *
         * @throws EnvironmentException ORR-S005 when another deployment has taken the lock over
         */
        public void renew() {
            if (!isMine(holders())) {
                throw new EnvironmentException(
                        Diagnostic.of(
                                        StarRocksCode.DEPLOY_LOCK_LOST,
                                        "the deploy lock of '" + state.name() + "' was taken away from this deployment")
                                .withHelp("nothing more is done; `orrery status` shows what was deployed"),
                        null);
            }
            state.starRocks()
                    .ask(sql -> sql.insertInto(
                                    DSL.table(DSL.name(
                                            state.name(), table(mine.number()).name())),
                                    ID,
                                    HEARTBEAT)
                            .values(1, clock.millis())
                            .execute());
        }

        public Holder holder() {
            return mine;
        }

        @Override
        public void close() {
            if (isMine(holders())) {
                drop(mine.number());
            }
        }

        private boolean isMine(List<Holder> all) {
            return all.stream().anyMatch(holder -> holder.token().equals(mine.token()));
        }
    }

    private void create(Holder mine) {
        state.starRocks()
                .execute("CREATE TABLE " + SqlNames.quote(table(mine.number()))
                        + " (`id` INT NOT NULL, `heartbeat_ms` BIGINT NOT NULL) PRIMARY KEY (`id`) COMMENT "
                        + SqlNames.literal("token=" + mine.token() + " since="
                                + mine.since().toEpochMilli() + " owner=" + mine.owner())
                        + " DISTRIBUTED BY HASH(`id`) BUCKETS 1 PROPERTIES (\"replication_num\" = \""
                        + state.replicas() + "\")");
    }

    private void stepBackIfNotAlone(Holder mine, List<Holder> seenStale) {
        for (Holder other : holders()) {
            boolean known = other.token().equals(mine.token())
                    || seenStale.stream().anyMatch(stale -> stale.token().equals(other.token()));
            if (!known) {
                drop(mine.number());
                throw held(other);
            }
        }
    }

    private List<Holder> holders() {
        return state
                .starRocks()
                .ask(sql -> sql.select(TABLE_NAME, TABLE_COMMENT)
                        .from(TABLES)
                        .where(TABLE_SCHEMA.eq(state.name()))
                        .fetch())
                .stream()
                .filter(row -> row.get(TABLE_NAME).matches(Pattern.quote(prefix) + "\\d+"))
                .map(row -> read(row.get(TABLE_NAME), row.get(TABLE_COMMENT)))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(Holder::number))
                .toList();
    }

    private Optional<Holder> read(String table, String comment) {
        int number = Integer.parseInt(table.substring(prefix.length()));
        Matcher parts = COMMENT.matcher(Objects.toString(comment, ""));
        if (!parts.matches()) {
            return Optional.of(new Holder("unknown", Instant.EPOCH, Instant.EPOCH, "unknown-" + number, number));
        }
        Instant since = Instant.ofEpochMilli(Long.parseLong(parts.group(2)));
        return heartbeat(number)
                .map(heard -> new Holder(
                        parts.group(3), since, heard.isAfter(since) ? heard : since, parts.group(1), number));
    }

    /** Empty when the table is gone: its holder gave the lock back between two of our statements. */
    private Optional<Instant> heartbeat(int number) {
        try {
            Long last = state.starRocks()
                    .ask(sql -> sql.select(DSL.max(HEARTBEAT))
                            .from(DSL.table(DSL.name(state.name(), table(number).name())))
                            .fetchOne(0, Long.class));
            return Optional.of(Instant.ofEpochMilli(last == null ? 0 : last));
        } catch (ServerException e) {
            if (e.isMissingObject()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ModelName table(int number) {
        return state.table("deploy_lock_" + number);
    }

    private void drop(int number) {
        state.starRocks().execute("DROP TABLE IF EXISTS " + SqlNames.quote(table(number)) + " FORCE");
    }

    private EnvironmentException held(Holder holder) {
        return new EnvironmentException(
                Diagnostic.of(
                                StarRocksCode.DEPLOY_LOCK_HELD,
                                "'" + holder.owner() + "' deploys to '" + state.name() + "' since " + holder.since())
                        .withHelp("wait until it has ended; a deployment that died is taken over "
                                + LEASE.toSeconds() + " seconds after it was last heard of (" + holder.lastHeard()
                                + ")"),
                null);
    }
}
