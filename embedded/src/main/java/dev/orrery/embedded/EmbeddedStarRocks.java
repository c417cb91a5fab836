// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded;

import dev.orrery.embedded.access.AccountBook;
import dev.orrery.embedded.access.ActiveRoles;
import dev.orrery.embedded.access.Target;
import dev.orrery.embedded.alter.AlterDelays;
import dev.orrery.embedded.alter.AlterJobs;
import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.load.EngineTables;
import dev.orrery.embedded.load.Faults;
import dev.orrery.embedded.load.LoadAccess;
import dev.orrery.embedded.load.LoadOptions;
import dev.orrery.embedded.load.LoadServer;
import dev.orrery.embedded.refresh.RefreshClock;
import dev.orrery.embedded.refresh.Refreshes;
import dev.orrery.embedded.session.Accounts;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.embedded.session.Session;
import dev.orrery.embedded.statement.Sessions;
import dev.orrery.embedded.wire.MySqlServer;
import dev.orrery.embedded.wire.WireSettings;
import dev.orrery.embedded.wire.tls.TlsContexts;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A running server: a StarRocks to try, test and build against, which is none. It listens on loopback. A new
 * one knows one user, {@code root}, without a password.
 *
 * <pre>{@code
 * try (EmbeddedStarRocks server = EmbeddedStarRocks.start()) {
 *     DriverManager.getConnection(server.jdbcUrl(), "root", "");
 * }
 * }</pre>
 */
public final class EmbeddedStarRocks implements AutoCloseable {
    /**
     * How to start.
     *
     * @param data everything that it keeps; empty for nothing
     * @param mysqlPort 0 for any that is free
     * @param httpPort of the load front end; 0 for any that is free
     * @param backEndPort of the load back end; 0 for any that is free
     * @param adminPort where faults are armed; empty for nowhere
     * @param clock times are in its zone
     * @param tls offered to MySQL clients; empty for a certificate that the server makes for itself
     */
    public record Options(
            Optional<Path> data,
            int mysqlPort,
            int httpPort,
            int backEndPort,
            Optional<Integer> adminPort,
            Clock clock,
            Optional<SSLContext> tls) {
        /** With a certificate of its own making. */
        public Options(
                Optional<Path> data,
                int mysqlPort,
                int httpPort,
                int backEndPort,
                Optional<Integer> adminPort,
                Clock clock) {
            this(data, mysqlPort, httpPort, backEndPort, adminPort, clock, Optional.empty());
        }

        /** In memory, on free ports. */
        public static Options inMemory() {
            return new Options(Optional.empty(), 0, 0, 0, Optional.empty(), Clock.system(ZoneId.systemDefault()));
        }

        /** Kept under a directory, on free ports. */
        public static Options in(Path directory) {
            return new Options(Optional.of(directory), 0, 0, 0, Optional.empty(), Clock.system(ZoneId.systemDefault()));
        }

        public Options withPorts(int mysql, int http) {
            return new Options(data, mysql, http, backEndPort, adminPort, clock, tls);
        }

        public Options withAdminPort(int port) {
            return new Options(data, mysqlPort, httpPort, backEndPort, Optional.of(port), clock, tls);
        }

        public Options withClock(Clock other) {
            return new Options(data, mysqlPort, httpPort, backEndPort, adminPort, other, tls);
        }

        /** With that key and certificate for clients that ask for TLS. */
        public Options withTls(SSLContext context) {
            return new Options(data, mysqlPort, httpPort, backEndPort, adminPort, clock, Optional.of(context));
        }
    }

    private final MySqlServer mysql;
    private final LoadServer loads;
    private final Deque<AutoCloseable> parts;

    private EmbeddedStarRocks(MySqlServer mysql, LoadServer loads, Deque<AutoCloseable> parts) {
        this.mysql = mysql;
        this.loads = loads;
        this.parts = parts;
    }

    /**
     * Starts every part, or none.
     *
     * @throws EnvironmentException ORR-E001 when another process has the directory, ORR-E002 when a port is taken,
     *     ORR-E003 when the directory cannot be used
     */
    public static EmbeddedStarRocks start(Options options) {
        return start(options, session -> session);
    }

    /**
     * The same, with something between clients and each session, to see or to refuse what they ask.
     *
     * @param around gives the session that a client speaks to instead
     */
    public static EmbeddedStarRocks start(Options options, UnaryOperator<Session> around) {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        boolean started = false;
        try {
            Engine engine = Engine.open(options.data(), options.clock());
            parts.push(engine);
            Refreshes refreshes = refreshes(engine);
            parts.push(refreshes);
            parts.push(RefreshClock.start(engine, refreshes));
            Connections connections = new Connections(options.clock());
            AccountBook accounts = new AccountBook(engine);
            LoadServer loads =
                    LoadServer.start(new EngineTables(engine), loadAccess(accounts), loadOptions(options, parts));
            parts.push(loads);
            AlterJobs alterJobs = new AlterJobs(engine, alterDelays(loads.faults()));
            parts.push(alterJobs);
            AtomicInteger mysqlPort = new AtomicInteger(options.mysqlPort());
            EngineState state = new EngineState(
                    engine,
                    refreshes,
                    connections,
                    accounts,
                    alterJobs,
                    () -> new EngineState.Ports(mysqlPort.get(), loads.frontEndPort(), loads.backEndPort()));
            Sessions sessions = new Sessions(engine, refreshes, new EngineQuestions(state), accounts, alterJobs);
            MySqlServer mysql = listen(
                    options.mysqlPort(),
                    (user, id) -> around.apply(sessions.open(user, id)),
                    accounts,
                    connections,
                    WireSettings.DEFAULT.withTls(tls(options)));
            mysqlPort.set(mysql.port());
            parts.push(mysql);
            // Closed before the port: its clients wait for refreshes.
            parts.push(refreshes);
            started = true;
            return new EmbeddedStarRocks(mysql, loads, parts);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB failed: " + e.getMessage(), e);
        } finally {
            if (!started) {
                close(parts);
            }
        }
    }

    /** In memory, on free ports. */
    public static EmbeddedStarRocks start() {
        return start(Options.inMemory());
    }

    /** For any MySQL driver; the user is {@code root}, without a password. */
    public String jdbcUrl() {
        return "jdbc:mysql://127.0.0.1:" + mysqlPort() + "/";
    }

    public int mysqlPort() {
        return mysql.port();
    }

    /** What load clients call the load URL. */
    public int httpPort() {
        return loads.frontEndPort();
    }

    public int backEndPort() {
        return loads.backEndPort();
    }

    /** Makes loads go wrong, for tests of loaders in this process; {@link #adminPort} is for others. */
    public Faults faults() {
        return loads.faults();
    }

    public Optional<Integer> adminPort() {
        return loads.adminPort();
    }

    /** What to tell whoever started it. */
    public String banner() {
        return "Orrery's embedded server speaks StarRocks' protocols on DuckDB: for trying, tests and CI. It is not StarRocks.\n"
                + "  mariadb -h 127.0.0.1 -P " + mysqlPort() + " -u root\n"
                + "  loads: http://127.0.0.1:" + httpPort() + "\n";
    }

    @Override
    public void close() {
        close(parts);
    }

    /** Closes every part, also when one of them fails: the data must be closed whatever the ports do. */
    private static void close(Deque<AutoCloseable> parts) {
        IllegalStateException failed = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                if (failed == null) {
                    failed = new IllegalStateException("the embedded server did not close: " + e.getMessage(), e);
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Java's cryptography would take a good part of a start: a certificate is made when the first client asks for TLS. */
    private static Supplier<SSLContext> tls(Options options) {
        return options.tls()
                .<Supplier<SSLContext>>map(given -> () -> given)
                .orElseGet(() -> new Once<>(() -> TlsContexts.selfSigned(options.clock())));
    }

    /** Makes a value when it is first asked for. */
    private static final class Once<T> implements Supplier<T> {
        private final Supplier<T> making;
        private @Nullable T made;

        Once(Supplier<T> making) {
            this.making = making;
        }

        @Override
        public synchronized T get() {
            T value = made;
            if (value == null) {
                value = making.get();
                made = value;
            }
            return value;
        }
    }

    private static Refreshes refreshes(Engine engine) {
        try {
            return new Refreshes(engine, Sessions.viewQueries(engine));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AlterDelays alterDelays(Faults faults) {
        return table -> faults.takeForAlter(table)
                .map(fault -> new AlterDelays.Delay(
                        fault.duration(),
                        fault.kind() == Faults.Kind.ABORT ? AlterDelays.Outcome.FAIL : AlterDelays.Outcome.FINISH));
    }

    private static LoadAccess loadAccess(AccountBook accounts) {
        String here = InetAddress.getLoopbackAddress().getHostAddress();
        return (user, password, table) -> {
            boolean known = accounts.find(user, here)
                    .filter(hash -> hash.matches(password))
                    .isPresent();
            return known
                    && (table.name().isEmpty()
                            || ActiveRoles.of(accounts, user, here)
                                    .rights()
                                    .may("INSERT", Target.of(Target.Kind.TABLE, table)));
        };
    }

    private static LoadOptions loadOptions(Options options, Deque<AutoCloseable> parts) {
        Path directory = options.data().map(d -> d.resolve("loads")).orElseGet(() -> temporary(parts));
        return new LoadOptions(
                InetAddress.getLoopbackAddress(),
                options.httpPort(),
                options.backEndPort(),
                options.adminPort(),
                directory,
                options.clock());
    }

    /** A server in memory spools the bodies of open loads to a directory that goes when it does. */
    private static Path temporary(Deque<AutoCloseable> parts) {
        try {
            Path directory = Files.createTempDirectory("orrery-loads");
            parts.push(() -> delete(directory));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static MySqlServer listen(
            int port, Session.Factory sessions, Accounts accounts, Connections connections, WireSettings settings) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            return MySqlServer.start(address, sessions, accounts, connections, settings);
        } catch (IOException e) {
            throw new EnvironmentException(
                    Diagnostic.of(EmbeddedCode.PORT_IN_USE, "port " + port + " is in use")
                            .withHelp(
                                    "stop the program that listens there, or choose another with --mysql-port; 0 takes a"
                                            + " free one"),
                    e);
        }
    }
}
