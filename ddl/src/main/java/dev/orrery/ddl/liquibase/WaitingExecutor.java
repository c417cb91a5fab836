// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.liquibase;

import java.util.List;
import java.util.function.Consumer;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import liquibase.executor.jvm.JdbcExecutor;
import liquibase.sql.visitor.SqlVisitor;
import liquibase.statement.SqlStatement;

/**
 * Carries statements out and stays until what they leave to the background of the server has ended: schema changes, rollups,
 * redistributions, refreshes. A change set asks for it with {@code runWith:starrocks}.
 *
 * <p>A table with a job that has not ended, such as one of a run that was killed, is waited for before it is altered.
 */
public final class WaitingExecutor extends JdbcExecutor {
    /** As {@code runWith:} in a changelog names it. */
    public static final String NAME = "starrocks";

    /** Name of the scope's value that is told how far a job is, now and then: a {@code Consumer<String>}. */
    public static final String PROGRESS = "dev.orrery.progress";

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public int getPriority() {
        return PRIORITY_DATABASE;
    }

    @Override
    public boolean supports(Database other) {
        return other instanceof StarRocksDatabase;
    }

    @Override
    public void execute(SqlStatement statement, List<SqlVisitor> visitors) throws DatabaseException {
        StringBuilder text = new StringBuilder();
        for (String sql : applyVisitors(statement, visitors)) {
            text.append(sql).append('\n');
        }
        Consumer<String> progress = Scope.getCurrentScope().get(PROGRESS, WaitingExecutor::log);
        ServerJobs jobs = new ServerJobs((JdbcConnection) database.getConnection(), progress);
        BackgroundWork work = BackgroundWork.of(text.toString(), jobs);
        work.prepare();
        super.execute(statement, visitors);
        work.await();
    }

    private static void log(String progress) {
        Scope.getCurrentScope().getLog(WaitingExecutor.class).info(progress);
    }
}
