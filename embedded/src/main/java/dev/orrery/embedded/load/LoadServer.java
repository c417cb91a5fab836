// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.embedded.load.http.HttpHandler;
import dev.orrery.embedded.load.http.HttpListener;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.io.IOException;
import java.net.InetAddress;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The load side of the embedded server, listening until closed. */
public final class LoadServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadServer.class);

    private final Transactions transactions;
    private final Faults faults;
    private final HttpListener backEnd;
    private final HttpListener frontEnd;
    private final Optional<HttpListener> admin;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> expiry;

    private LoadServer(
            Transactions transactions,
            Faults faults,
            HttpListener backEnd,
            HttpListener frontEnd,
            Optional<HttpListener> admin) {
        this.transactions = transactions;
        this.faults = faults;
        this.backEnd = backEnd;
        this.frontEnd = frontEnd;
        this.admin = admin;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "load-timeouts");
            thread.setDaemon(true);
            return thread;
        });
        this.expiry = timer.scheduleWithFixedDelay(() -> expire(transactions), 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Takes up the labels and prepared transactions that the directory and the database hold, and listens.
     *
     * @throws EnvironmentException ORR-E002 when a port is taken, ORR-E003 when the directory cannot be used
     */
    public static LoadServer start(LoadTarget target, LoadAccess access, LoadOptions options) {
        Transactions transactions;
        try {
            transactions = Transactions.open(target, options.directory(), options.clock());
        } catch (SQLException | IOException unusable) {
            throw new EnvironmentException(
                    Diagnostic.of(
                            EmbeddedCode.DATA_DIRECTORY_UNUSABLE,
                            "the loads under '" + options.directory() + "' cannot be taken up: "
                                    + unusable.getMessage()),
                    unusable);
        }
        Faults faults = new Faults();
        LoadSteps steps = new LoadSteps(transactions, faults);
        List<HttpListener> open = new ArrayList<>();
        try {
            HttpListener backEnd =
                    listen(open, options.address(), options.backEndPort(), "load-be", new BackEnd(steps, access));
            HttpHandler front = new FrontEnd(steps, target, access, backEnd.port());
            HttpListener frontEnd = listen(open, options.address(), options.frontEndPort(), "load-fe", front);
            Optional<HttpListener> admin = options.adminPort()
                    .map(port ->
                            listen(open, InetAddress.getLoopbackAddress(), port, "load-admin", new AdminPort(faults)));
            LoadServer server = new LoadServer(transactions, faults, backEnd, frontEnd, admin);
            return server;
        } catch (EnvironmentException busy) {
            open.forEach(HttpListener::close);
            close(transactions);
            throw busy;
        }
    }

    private static HttpListener listen(
            List<HttpListener> open, InetAddress address, int port, String name, HttpHandler handler) {
        try {
            HttpListener listener = HttpListener.open(address, port, name, handler);
            open.add(listener);
            return listener;
        } catch (IOException taken) {
            throw new EnvironmentException(
                    Diagnostic.of(
                                    EmbeddedCode.PORT_IN_USE,
                                    "port " + port + " on " + address.getHostAddress() + " is in use")
                            .withHelp("choose another port, or 0 for any that is free"),
                    taken);
        }
    }

    /** What clients call the load URL: StarRocks' 8030. */
    public int frontEndPort() {
        return frontEnd.port();
    }

    /** Where the front end sends bodies: StarRocks' 8040. */
    public int backEndPort() {
        return backEnd.port();
    }

    /** Where faults are armed; empty without an admin port. */
    public Optional<Integer> adminPort() {
        return admin.map(HttpListener::port);
    }

    /** Faults to arm from this process. */
    public Faults faults() {
        return faults;
    }

    private static void expire(Transactions transactions) {
        try {
            transactions.expire();
        } catch (RuntimeException failed) {
            LOG.warn("timeouts could not be looked after", failed);
        }
    }

    /** Ends every request; prepared transactions wait for the next start. */
    @Override
    public void close() {
        expiry.cancel(false);
        timer.shutdown();
        faults.close();
        admin.ifPresent(HttpListener::close);
        frontEnd.close();
        backEnd.close();
        close(transactions);
    }

    private static void close(Transactions transactions) {
        try {
            transactions.close();
        } catch (SQLException failed) {
            LOG.warn("the connections of open loads could not be closed", failed);
        }
    }
}
