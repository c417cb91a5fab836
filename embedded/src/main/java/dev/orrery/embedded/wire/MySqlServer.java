// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.Accounts;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for MySQL clients. Runs from {@link #start} to {@link #close}, which leaves no thread behind. */
public final class MySqlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MySqlServer.class);
    private static final int BACKLOG = 1024;
    /** Room for deeply nested statements; memory is taken only as it is used. */
    private static final long STACK_BYTES = 4L << 20;

    private static final Duration WATCH_EVERY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServerSocket listener;
    private final ClientConnection.Wiring wiring;
    private final Map<ClientConnection, Thread> clients = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Thread acceptor = new Thread(this::accept, "mysql-accept");
    private final Thread watchdog = new Thread(this::watch, "mysql-watchdog");
    private volatile boolean closing;

    private MySqlServer(ServerSocket listener, ClientConnection.Wiring wiring) {
        this.listener = listener;
        this.wiring = wiring;
    }

    /**
     * Begins to listen.
     *
     * @param address port 0 takes a free one, see {@link #port}
     * @param connections where the clients that are connected are found, for SHOW PROCESSLIST and KILL
     * @throws IOException when the address cannot be had
     */
    public static MySqlServer start(
            InetSocketAddress address,
            Session.Factory sessions,
            Accounts accounts,
            Connections connections,
            WireSettings settings)
            throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(address, BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        MySqlServer server =
                new MySqlServer(listener, new ClientConnection.Wiring(sessions, accounts, connections, settings));
        server.acceptor.start();
        server.watchdog.start();
        return server;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Stops listening, ends every connection and its running statement, and waits for their threads. */
    @Override
    public void close() {
        closing = true;
        try {
            listener.close();
        } catch (IOException e) {
            LOG.warn("the MySQL port closes badly", e);
        }
        watchdog.interrupt();
        await(acceptor);
        await(watchdog);
        clients.forEach((client, thread) -> client.kill(Connections.Kill.CONNECTION));
        clients.values().forEach(MySqlServer::await);
    }

    private void accept() {
        while (!closing) {
            try {
                welcome(listener.accept());
            } catch (IOException e) {
                if (!closing) {
                    LOG.warn("a client could not be accepted", e);
                }
            }
        }
    }

    private void welcome(Socket socket) throws IOException {
        if (clients.size() >= wiring.settings().maxConnections()) {
            refuse(socket);
            return;
        }
        int id = lastId.incrementAndGet();
        ClientConnection client = new ClientConnection(id, socket, wiring, clients::remove);
        Thread thread = new Thread(null, client, "mysql-" + id, STACK_BYTES);
        thread.setDaemon(true);
        clients.put(client, thread);
        thread.start();
    }

    private static void refuse(Socket socket) throws IOException {
        try (socket) {
            PacketChannel channel = new PacketChannel(socket);
            new Replies(channel, 0).error(1040, "08004", "Too many connections");
            channel.flush();
        }
    }

    /** Closes clients that leave their answers unread: a blocking write has no time limit of its own. */
    private void watch() {
        while (!closing) {
            try {
                Thread.sleep(WATCH_EVERY.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            long limit = wiring.settings().writeTime().toNanos();
            for (ClientConnection client : clients.keySet()) {
                long since = client.writingSince();
                if (since != 0 && System.nanoTime() - since > limit) {
                    LOG.warn("connection {} did not read its answer and is closed", client.id());
                    client.kill(Connections.Kill.CONNECTION);
                }
            }
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join(PATIENCE.toMillis());
            if (thread.isAlive()) {
                LOG.warn("thread {} goes on after {} s", thread.getName(), PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
