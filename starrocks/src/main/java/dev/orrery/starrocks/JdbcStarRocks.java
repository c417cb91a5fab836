// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orrery.models.catalog.ModelName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link StarRocks} over mysql-connector-j: one connection, opened anew on another front end when it breaks. */
public final class JdbcStarRocks implements StarRocks {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcStarRocks.class);

    private final ServerAddress address;
    private final FrontEndConnections connections;
    private final ServerVersion version;
    private final ZoneId timeZone;

    @GuardedBy("this")
    private @Nullable Connection connection;

    private JdbcStarRocks(ServerAddress address) {
        this.address = address;
        this.connections = new FrontEndConnections(address);
        this.connection = connections.open();
        this.version = readVersion();
        this.timeZone = readTimeZone();
    }

    /**
     * Connects and asks for the version.
     *
     * @throws dev.orrery.models.diagnostic.EnvironmentException ORR-S001, ORR-S002
     */
    public static JdbcStarRocks connect(ServerAddress address) {
        return new JdbcStarRocks(address);
    }

    @Override
    public ServerVersion version() {
        return version;
    }

    @Override
    public ServerAddress address() {
        return address;
    }

    @Override
    public ZoneId timeZone() {
        return timeZone;
    }

    @Override
    public synchronized void execute(String statement) {
        LOG.debug("execute {}", statement);
        withStatement(open -> {
            open.execute(statement);
            return true;
        });
    }

    @Override
    public synchronized <T> T ask(Function<DSLContext, T> question) {
        try {
            return askOnce(question);
        } catch (ServerException e) {
            if (e.kind() != ServerException.Kind.CONNECTION_LOST) {
                throw e;
            }
            LOG.info("the connection broke ({}), asking again on the next front end", e.getMessage());
            return askOnce(question);
        }
    }

    @Override
    public SortedSet<String> databases() {
        return new TreeSet<>(ask(MetadataReads::databases));
    }

    @Override
    public LiveObjects objects(Set<String> databases) {
        return ask(sql -> MetadataReads.objects(sql, databases));
    }

    @Override
    public List<LiveMaterializedView> materializedViews(Set<String> databases) {
        return ask(sql -> MetadataReads.materializedViews(sql, databases));
    }

    @Override
    public List<PartitionVersion> partitions(Set<ModelName> tables) {
        return ask(sql -> version.atLeast(3, 3)
                ? RefreshReads.partitions(sql, tables)
                : RefreshReads.partitionsBefore33(sql, tables));
    }

    @Override
    public List<TaskRun> taskRuns(Set<String> taskNames) {
        return ask(sql -> RefreshReads.taskRuns(sql, version, taskNames));
    }

    @Override
    public Optional<String> showCreate(ModelName name) {
        try {
            return withRetry(() -> firstText("SHOW CREATE TABLE " + SqlNames.quote(name), 2));
        } catch (ServerException e) {
            if (e.isMissingObject()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public SortedMap<ModelName, String> showCreate(Collection<ModelName> names) {
        SortedMap<ModelName, String> statements = new TreeMap<>();
        if (!names.isEmpty()) {
            try (ShowCreates reads = new ShowCreates(connections)) {
                for (List<ModelName> batch : ShowCreates.batches(names)) {
                    statements.putAll(reads.read(batch).orElseGet(() -> oneByOne(batch)));
                }
            }
        }
        return statements;
    }

    private Map<ModelName, String> oneByOne(List<ModelName> names) {
        Map<ModelName, String> statements = new TreeMap<>();
        names.forEach(name -> showCreate(name).ifPresent(text -> statements.put(name, text)));
        return statements;
    }

    @Override
    public synchronized String refresh(ModelName materializedView, String trace) {
        String statement = "/* orrery " + trace.replace("*/", "* /") + " */ REFRESH MATERIALIZED VIEW "
                + SqlNames.quote(materializedView) + " WITH ASYNC MODE";
        LOG.debug("execute {}", statement);
        return firstText(statement, 1)
                .filter(queryId -> !queryId.isBlank())
                .orElseThrow(() -> new ServerException(
                        0, "", "REFRESH of '" + materializedView + "' answered without a query id", null));
    }

    @Override
    public void activate(ModelName materializedView) {
        execute("ALTER MATERIALIZED VIEW " + SqlNames.quote(materializedView) + " ACTIVE");
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            closeQuietly(connection);
            connection = null;
        }
    }

    // current_version() is evaluated by a back end; a front end alone still knows @@version_comment.
    private ServerVersion readVersion() {
        Optional<String> answer = Optional.empty();
        try {
            answer = firstText("SELECT current_version()", 1);
        } catch (ServerException e) {
            LOG.debug("current_version() is not answered: {}", e.getMessage());
        }
        return ServerVersion.parse(answer.filter(text -> !text.isBlank())
                .or(() -> firstText("SELECT @@version_comment", 1))
                .orElse(""));
    }

    // StarRocks takes and tells CST for China's time; in Java it is North America's.
    private ZoneId readTimeZone() {
        String name = firstText("SELECT @@time_zone", 1).orElse("UTC");
        try {
            return name.equalsIgnoreCase("CST") ? ZoneId.of("Asia/Shanghai") : ZoneId.of(name);
        } catch (DateTimeException e) {
            LOG.warn("the server's time zone '{}' is not known here, taking its times for UTC", name);
            return ZoneOffset.UTC;
        }
    }

    private synchronized Optional<String> firstText(String query, int column) {
        return withStatement(open -> {
            // Not executeQuery: the driver refuses to send a REFRESH with it, since MySQL knows none that gives rows.
            if (!open.execute(query)) {
                return Optional.empty();
            }
            try (ResultSet rows = open.getResultSet()) {
                return rows.next() ? Optional.ofNullable(rows.getString(column)) : Optional.empty();
            }
        });
    }

    @Override
    public Optional<List<LiveGrant>> grants(Set<String> databases) {
        try {
            return Optional.of(ask(sql -> GrantReads.grants(sql, databases)));
        } catch (ServerException e) {
            if (e.kind() == ServerException.Kind.CONNECTION_LOST) {
                throw e;
            }
            LOG.debug("the grants are not told: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static <T> T withRetry(Supplier<T> read) {
        try {
            return read.get();
        } catch (ServerException e) {
            if (e.kind() != ServerException.Kind.CONNECTION_LOST) {
                throw e;
            }
            return read.get();
        }
    }

    private synchronized <T> T askOnce(Function<DSLContext, T> question) {
        Connection open = connection();
        try {
            return question.apply(TypedSql.starRocks(open));
        } catch (DataAccessException e) {
            SQLException cause = e.getCause(SQLException.class);
            if (cause == null) {
                throw e;
            }
            throw failed(open, cause);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Statement statement) throws SQLException;
    }

    private synchronized <T> T withStatement(Work<T> work) {
        Connection open = connection();
        try (Statement statement = open.createStatement()) {
            statement.setEscapeProcessing(false);
            return work.on(statement);
        } catch (SQLException e) {
            throw failed(open, e);
        }
    }

    private synchronized Connection connection() {
        Connection open = connection;
        if (open == null) {
            open = connections.open();
            connection = open;
        }
        return open;
    }

    private synchronized ServerException failed(Connection open, SQLException e) {
        ServerException failure = ServerException.of(e);
        if (failure.kind() == ServerException.Kind.CONNECTION_LOST) {
            closeQuietly(open);
            connection = null;
        }
        return failure;
    }

    private static void closeQuietly(Connection open) {
        try {
            open.close();
        } catch (SQLException e) {
            LOG.debug("closing a connection failed", e);
        }
    }
}
