// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.liquibase;

import liquibase.Scope;
import liquibase.database.Database;
import liquibase.exception.DatabaseException;
import liquibase.exception.LockException;
import liquibase.executor.Executor;
import liquibase.executor.ExecutorService;
import liquibase.lockservice.DatabaseChangeLogLock;
import liquibase.lockservice.LockService;
import liquibase.statement.core.RawParameterizedSqlStatement;

/**
 * A lock that is safe on StarRocks: of racing CREATE TABLEs exactly one wins, so that having made the table is having the
 * lock. Orrery's own deployments hold the project's deploy lock already and say so in the scope: then nothing is locked here.
 */
public final class StarRocksLockService implements LockService {
    /** Name of the scope's value that tells that the caller holds a lock of its own. */
    public static final String HELD_BY_CALLER = "dev.orrery.lock.held";

    private static final long MILLIS_PER_MINUTE = 60_000;

    private Database database = new StarRocksDatabase();
    private boolean held;
    private long waitMinutes = 5;
    private long recheckSeconds = 10;

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
        long tries = Math.max(1, waitMinutes * MILLIS_PER_MINUTE / Math.max(1, recheckSeconds * 1000));
        for (long i = 0; !acquireLock(); i++) {
            if (i == tries) {
                throw new LockException(table() + " exists: another Liquibase deploys, or died doing so;"
                        + " `liquibase release-locks` takes its lock away");
            }
            try {
                Thread.sleep(recheckSeconds * 1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LockException(e);
            }
        }
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
                            + " (`ID` INT NOT NULL) PRIMARY KEY (`ID`) DISTRIBUTED BY HASH(`ID`) BUCKETS 1"
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

    @Override
    public DatabaseChangeLogLock[] listLocks() {
        // The table says that there is a lock, not whose: Liquibase's own listing has nothing to show.
        return new DatabaseChangeLogLock[0];
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
