// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on one port and serves each connection in a thread of its own, until closed. */
public final class HttpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    private static final int BACKLOG = 512;
    private static final int PATIENCE_SECONDS = 10;

    private final ServerSocket server;
    private final HttpHandler handler;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private HttpListener(ServerSocket server, String name, HttpHandler handler) {
        this.server = server;
        this.handler = handler;
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * @param port 0 for any that is free
     * @param name of the threads
     * @throws java.net.BindException when the port is taken
     */
    public static HttpListener open(InetAddress address, int port, String name, HttpHandler handler)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException busy) {
            server.close();
            throw busy;
        }
        HttpListener listener = new HttpListener(server, name, handler);
        listener.threads.execute(listener::accept);
        return listener;
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                LOG.debug("no more connections on port {}", port(), closed);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new HttpConnection(socket, handler).serve();
        } catch (IOException gone) {
            LOG.debug("a connection broke: {}", gone.toString());
        } catch (RuntimeException bug) {
            LOG.error("a request failed", bug);
        } finally {
            open.remove(socket);
        }
    }

    /** Ends the listener and every connection. */
    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException already) {
            LOG.debug("closing port {}", port(), already);
        }
        // Their sockets are closed, so requests end by themselves; whoever closes what they use comes after them.
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("requests are still under way");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
