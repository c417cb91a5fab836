// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.liquibase;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import liquibase.ContextExpression;
import liquibase.Labels;
import liquibase.Scope;
import liquibase.change.CheckSum;
import liquibase.changelog.AbstractChangeLogHistoryService;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.RanChangeSet;
import liquibase.database.Database;
import liquibase.exception.DatabaseException;
import liquibase.exception.LiquibaseException;
import liquibase.executor.Executor;
import liquibase.executor.ExecutorService;
import liquibase.statement.DatabaseFunction;
import liquibase.statement.SqlStatement;
import liquibase.statement.core.DeleteStatement;
import liquibase.statement.core.InsertStatement;
import liquibase.statement.core.RawParameterizedSqlStatement;
import liquibase.statement.core.UpdateStatement;
import liquibase.util.LiquibaseUtil;
import org.jspecify.annotations.Nullable;

/**
 * DATABASECHANGELOG as a primary-key table. Its key is a hash of author, id and file, because an encoded key holds 128 bytes;
 * every UPDATE and DELETE names that key, because StarRocks takes none without a WHERE.
 */
public final class StarRocksHistoryService extends AbstractChangeLogHistoryService {
    private static final int MAX_TEXT = 2000;
    private static final String KEY = "CHANGE_KEY";

    private @Nullable List<RanChangeSet> ran;
    private boolean ready;

    @Override
    public int getPriority() {
        return PRIORITY_DATABASE;
    }

    @Override
    public boolean supports(Database database) {
        return database instanceof StarRocksDatabase;
    }

    @Override
    public void reset() {
        super.reset();
        ran = null;
        ready = false;
    }

    @Override
    public void init() throws DatabaseException {
        if (ready) {
            return;
        }
        String database = getDatabase().getLiquibaseCatalogName();
        if (database != null) {
            execute(new RawParameterizedSqlStatement("CREATE DATABASE IF NOT EXISTS `" + database + "`"));
        }
        execute(new RawParameterizedSqlStatement("CREATE TABLE IF NOT EXISTS " + table() + " (`" + KEY
                + "` VARCHAR(64) NOT NULL, `ID` VARCHAR(1024), `AUTHOR` VARCHAR(1024), `FILENAME` VARCHAR(1024),"
                + " `DATEEXECUTED` DATETIME, `ORDEREXECUTED` INT, `EXECTYPE` VARCHAR(10), `MD5SUM` VARCHAR(64),"
                + " `DESCRIPTION` VARCHAR(8192), `COMMENTS` VARCHAR(8192), `TAG` VARCHAR(1024), `LIQUIBASE` VARCHAR(32),"
                + " `CONTEXTS` VARCHAR(1024), `LABELS` VARCHAR(1024), `DEPLOYMENT_ID` VARCHAR(32))"
                + " PRIMARY KEY (`" + KEY + "`) DISTRIBUTED BY HASH(`" + KEY + "`) BUCKETS 1"
                + " PROPERTIES (\"replication_num\" = \"" + replicas() + "\")"));
        ready = true;
    }

    /** As many copies as there are back ends alive to keep them, at most three. */
    private int replicas() {
        try {
            long alive = executor().queryForList(new RawParameterizedSqlStatement("SHOW BACKENDS")).stream()
                    .filter(row -> "true".equalsIgnoreCase(String.valueOf(row.get("ALIVE"))))
                    .count();
            return (int) Math.max(1, Math.min(3, alive));
        } catch (DatabaseException e) {
            // Listing back ends needs a privilege that a deploying user may lack.
            Scope.getCurrentScope().getLog(getClass()).fine("SHOW BACKENDS is refused", e);
            return 1;
        }
    }

    @Override
    public List<RanChangeSet> getRanChangeSets() throws DatabaseException {
        List<RanChangeSet> known = ran;
        if (known == null) {
            init();
            known = new ArrayList<>();
            for (Map<String, ?> row : executor()
                    .queryForList(new RawParameterizedSqlStatement(
                            "SELECT * FROM " + table() + " ORDER BY `ORDEREXECUTED`"))) {
                known.add(ranChangeSet(row));
            }
            ran = known;
        }
        return List.copyOf(known);
    }

    private static RanChangeSet ranChangeSet(Map<String, ?> row) {
        RanChangeSet found = new RanChangeSet(
                text(row, "FILENAME"),
                text(row, "ID"),
                text(row, "AUTHOR"),
                text(row, "MD5SUM").isEmpty() ? null : CheckSum.parse(text(row, "MD5SUM")),
                date(row.get("DATEEXECUTED")),
                text(row, "TAG").isEmpty() ? null : text(row, "TAG"),
                ChangeSet.ExecType.valueOf(text(row, "EXECTYPE")),
                text(row, "DESCRIPTION"),
                text(row, "COMMENTS"),
                new ContextExpression(text(row, "CONTEXTS")),
                new Labels(text(row, "LABELS")),
                text(row, "DEPLOYMENT_ID"),
                text(row, "FILENAME"));
        found.setOrderExecuted(((Number) Objects.requireNonNull(row.get("ORDEREXECUTED"))).intValue());
        return found;
    }

    private static String text(Map<String, ?> row, String column) {
        Object value = row.get(column);
        return value == null ? "" : value.toString();
    }

    static @Nullable Date date(@Nullable Object value) {
        if (value instanceof Date date) {
            return date;
        }
        return value instanceof LocalDateTime time
                ? Date.from(time.atZone(ZoneId.systemDefault()).toInstant())
                : null;
    }

    @Override
    public void setExecType(ChangeSet changeSet, ChangeSet.ExecType execType) throws DatabaseException {
        if (execType == ChangeSet.ExecType.FAILED || execType == ChangeSet.ExecType.SKIPPED) {
            return;
        }
        init();
        // A row of the same key is replaced: that is how a change set that runs again is recorded.
        InsertStatement row = new InsertStatement(catalog(), null, name());
        row.addColumnValue(KEY, key(changeSet));
        row.addColumnValue("ID", changeSet.getId());
        row.addColumnValue("AUTHOR", changeSet.getAuthor());
        row.addColumnValue("FILENAME", changeSet.getFilePath());
        row.addColumnValue("DATEEXECUTED", new DatabaseFunction("now()"));
        row.addColumnValue("ORDEREXECUTED", getNextSequenceValue());
        row.addColumnValue("EXECTYPE", execType.value);
        row.addColumnValue(
                "MD5SUM",
                changeSet
                        .generateCheckSum(Scope.getCurrentScope().getChecksumVersion())
                        .toString());
        row.addColumnValue("DESCRIPTION", cut(changeSet.getDescription()));
        row.addColumnValue("COMMENTS", cut(changeSet.getComments()));
        row.addColumnValue("TAG", null);
        row.addColumnValue("LIQUIBASE", LiquibaseUtil.getBuildVersion());
        row.addColumnValue(
                "CONTEXTS",
                Optional.ofNullable(changeSet.getContextFilter())
                        .map(Object::toString)
                        .orElse(""));
        row.addColumnValue(
                "LABELS",
                Optional.ofNullable(changeSet.getLabels()).map(Object::toString).orElse(""));
        row.addColumnValue("DEPLOYMENT_ID", Scope.getCurrentScope().getDeploymentId());
        execute(row);
        List<RanChangeSet> known = ran;
        if (known != null) {
            RanChangeSet now = new RanChangeSet(changeSet, execType, null, null);
            now.setOrderExecuted(known.stream()
                            .mapToInt(StarRocksHistoryService::order)
                            .max()
                            .orElse(0)
                    + 1);
            known.removeIf(before -> before.isSameAs(changeSet));
            known.add(now);
        }
    }

    private static int order(RanChangeSet changeSet) {
        return Objects.requireNonNullElse(changeSet.getOrderExecuted(), 0);
    }

    @Override
    public void removeFromHistory(ChangeSet changeSet) throws DatabaseException {
        init();
        execute(new DeleteStatement(catalog(), null, name()).setWhere("`" + KEY + "` = '" + key(changeSet) + "'"));
        List<RanChangeSet> known = ran;
        if (known != null) {
            known.removeIf(before -> before.isSameAs(changeSet));
        }
    }

    @Override
    public int getNextSequenceValue() throws DatabaseException {
        return getRanChangeSets().stream()
                        .mapToInt(StarRocksHistoryService::order)
                        .max()
                        .orElse(0)
                + 1;
    }

    @Override
    public void tag(String tag) throws DatabaseException {
        Optional<RanChangeSet> last = getRanChangeSets().stream().reduce((a, b) -> order(a) >= order(b) ? a : b);
        if (last.isEmpty()) {
            return;
        }
        UpdateStatement update = new UpdateStatement(catalog(), null, name())
                .addNewColumnValue("TAG", tag)
                .setWhereClause("`" + KEY + "` = '" + key(last.get()) + "'");
        execute(update);
        last.get().setTag(tag);
    }

    @Override
    public boolean tagExists(String tag) throws DatabaseException {
        return getRanChangeSets().stream().anyMatch(changeSet -> tag.equals(changeSet.getTag()));
    }

    @Override
    public void replaceChecksum(ChangeSet changeSet) throws DatabaseException {
        execute(new UpdateStatement(catalog(), null, name())
                .addNewColumnValue(
                        "MD5SUM",
                        changeSet
                                .generateCheckSum(Scope.getCurrentScope().getChecksumVersion())
                                .toString())
                .setWhereClause("`" + KEY + "` = '" + key(changeSet) + "'"));
        reset();
    }

    @Override
    public void clearAllCheckSums() throws LiquibaseException {
        init();
        execute(new UpdateStatement(catalog(), null, name())
                .addNewColumnValue("MD5SUM", null)
                .setWhereClause("`MD5SUM` IS NOT NULL"));
        reset();
    }

    @Override
    public void destroy() throws DatabaseException {
        execute(new RawParameterizedSqlStatement("DROP TABLE IF EXISTS " + table()));
        reset();
    }

    @Override
    public boolean isDatabaseChecksumsCompatible() {
        return true;
    }

    private static String cut(@Nullable String text) {
        return text == null ? "" : text.substring(0, Math.min(text.length(), MAX_TEXT));
    }

    private static String key(ChangeSet changeSet) {
        return key(changeSet.getAuthor(), changeSet.getId(), changeSet.getFilePath());
    }

    private static String key(RanChangeSet changeSet) {
        return key(changeSet.getAuthor(), changeSet.getId(), changeSet.getStoredChangeLog());
    }

    private static String key(String author, String id, String file) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((author + "\n" + id + "\n" + file).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private String catalog() {
        return getDatabase().getLiquibaseCatalogName();
    }

    private String name() {
        return getDatabase().getDatabaseChangeLogTableName();
    }

    private String table() {
        return getDatabase().escapeTableName(catalog(), null, name());
    }

    private void execute(SqlStatement statement) throws DatabaseException {
        executor().execute(statement);
    }

    private Executor executor() {
        return Scope.getCurrentScope().getSingleton(ExecutorService.class).getExecutor("jdbc", getDatabase());
    }
}
