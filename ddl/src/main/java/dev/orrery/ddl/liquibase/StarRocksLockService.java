// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.liquibase;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import liquibase.GlobalConfiguration;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.exception.DatabaseException;
import liquibase.exception.LockException;
import liquibase.executor.Executor;
import liquibase.executor.ExecutorService;
import liquibase.lockservice.DatabaseChangeLogLock;
import liquibase.lockservice.LockService;
import liquibase.statement.core.RawParameterizedSqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is safe on StarRocks: of racing CREATE TABLEs exactly one wins, so that having made the table is having the
 * lock. Orrery's own deployments hold the project's deploy lock already and say so in the scope: then nothing is locked here.
 */
public final class StarRocksLockService implements LockService {
    /** Name of the scope's value that tells that the caller holds a lock of its own. */
    public static final String HELD_BY_CALLER = "dev.orrery.lock.held";

    private static final long SECONDS_PER_MINUTE = 60;

    private Database database = new StarRocksDatabase();
    private boolean held;
    private @Nullable Long waitMinutes;
    private @Nullable Long recheckSeconds;

    @Override
    public int getPriority() {
        return PRIORITY_DATABASE;
    }

    @Override
    public boolean supports(Database other) {
        return other instanceof StarRocksDatabase;
    }

    @Override
    public void setDatabase(Database other) {
        this.database = other;
    }

    @Override
    public void setChangeLogLockWaitTime(long minutes) {
        this.waitMinutes = minutes;
    }

    @Override
    public void setChangeLogLockRecheckTime(long seconds) {
        this.recheckSeconds = seconds;
    }

    @Override
    public boolean hasChangeLogLock() {
        return held;
    }

    @Override
    public void waitForLock() throws LockException {
        long minutes = Objects.requireNonNullElseGet(
                waitMinutes, GlobalConfiguration.CHANGELOGLOCK_WAIT_TIME::getCurrentValue);
        long seconds = Objects.requireNonNullElseGet(
                recheckSeconds, GlobalConfiguration.CHANGELOGLOCK_POLL_RATE::getCurrentValue);
        long tries = minutes * SECONDS_PER_MINUTE / Math.max(1, seconds);
        for (long i = 0; !acquireLock(); i++) {
            if (i >= tries) {
                throw new LockException(
                        table() + " exists" + holder() + ": another Liquibase deploys, or died doing so;"
                                + " `liquibase release-locks` takes its lock away");
            }
            LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new LockException("waiting for " + table() + " was interrupted");
            }
        }
    }

    /** Whose lock it is, as far as the table tells. */
    private String holder() {
        return Arrays.stream(listLocks())
                .map(lock -> ", made by '" + lock.getLockedBy() + "'")
                .findFirst()
                .orElse("");
    }

    @Override
    public boolean acquireLock() throws LockException {
        if (held || Scope.getCurrentScope().get(HELD_BY_CALLER, Boolean.FALSE)) {
            held = true;
            return true;
        }
        try {
            executor()
                    .execute(new RawParameterizedSqlStatement("CREATE TABLE " + table()
                            + " (`ID` INT NOT NULL) PRIMARY KEY (`ID`) COMMENT '" + whoami()
                            + "' DISTRIBUTED BY HASH(`ID`) BUCKETS 1"
                            + " PROPERTIES (\"replication_num\" = \"1\")"));
            held = true;
            return true;
        } catch (DatabaseException e) {
            if (String.valueOf(e.getMessage()).contains("already exists")) {
                return false;
            }
            throw new LockException(e);
        }
    }

    @Override
    public void releaseLock() throws LockException {
        if (held && !Scope.getCurrentScope().get(HELD_BY_CALLER, Boolean.FALSE)) {
            drop();
        }
        held = false;
    }

    private static String whoami() {
        String user = System.getProperty("user.name", "");
        return (user + ", pid " + ProcessHandle.current().pid()).replaceAll("['\\\\]", "");
    }

    @Override
    public DatabaseChangeLogLock[] listLocks() {
        String database = this.database.getLiquibaseCatalogName();
        String schema = database == null ? "database()" : "'" + database.replace("'", "''") + "'";
        try {
            return executor()
                    .queryForList(new RawParameterizedSqlStatement(
                            "SELECT TABLE_COMMENT, CREATE_TIME FROM information_schema.tables WHERE TABLE_SCHEMA = "
                                    + schema + " AND TABLE_NAME = '"
                                    + this.database.getDatabaseChangeLogLockTableName() + "'"))
                    .stream()
                    .map(row -> new DatabaseChangeLogLock(
                            1,
                            StarRocksHistoryService.date(row.get("CREATE_TIME")),
                            Objects.toString(row.get("TABLE_COMMENT"), "")))
                    .toArray(DatabaseChangeLogLock[]::new);
        } catch (DatabaseException e) {
            Scope.getCurrentScope().getLog(getClass()).fine("the holder of the lock is not told", e);
            return new DatabaseChangeLogLock[0];
        }
    }

    @Override
    public void forceReleaseLock() throws LockException {
        drop();
        held = false;
    }

    @Override
    public void reset() {
        held = false;
    }

    @Override
    public void init() {
        // The table is the lock: there is nothing to prepare.
    }

    @Override
    public void destroy() throws DatabaseException {
        try {
            forceReleaseLock();
        } catch (LockException e) {
            throw new DatabaseException(e);
        }
    }

    private void drop() throws LockException {
        try {
            executor().execute(new RawParameterizedSqlStatement("DROP TABLE IF EXISTS " + table() + " FORCE"));
        } catch (DatabaseException e) {
            throw new LockException(e);
        }
    }

    private String table() {
        return database.escapeTableName(
                database.getLiquibaseCatalogName(), null, database.getDatabaseChangeLogLockTableName());
    }

    private Executor executor() {
        return Scope.getCurrentScope().getSingleton(ExecutorService.class).getExecutor("jdbc", database);
    }
}
