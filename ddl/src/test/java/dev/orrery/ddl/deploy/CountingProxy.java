// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.starrocks.Password;
import dev.orrery.starrocks.ServerAddress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Between a client and a server: counts how often a client asks and waits. In MySQL's protocol such a packet has number 0. */
final class CountingProxy implements AutoCloseable {
    private static final int HEADER = 4;

    private final int port;
    private final ServerSocket listening;
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    CountingProxy(ServerAddress server) throws IOException {
        this.port = server.frontEnds().get(0).port();
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    ServerAddress address() {
        return ServerAddress.of("127.0.0.1", listening.getLocalPort(), "root", Password.none());
    }

    /** Since the last call. */
    int roundTrips() {
        return roundTrips.getAndSet(0);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                daemon(() -> questions(client, server));
                daemon(() -> answers(server, client));
            } catch (IOException e) {
                close();
            }
        }
    }

    private void questions(Socket client, Socket server) {
        try (InputStream in = new BufferedInputStream(client.getInputStream());
                OutputStream out = server.getOutputStream()) {
            byte[] header = in.readNBytes(HEADER);
            while (header.length == HEADER) {
                int length = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
                if (header[HEADER - 1] == 0) {
                    roundTrips.incrementAndGet();
                }
                byte[] packet = new byte[HEADER + length];
                System.arraycopy(header, 0, packet, 0, HEADER);
                in.readNBytes(packet, HEADER, length);
                out.write(packet);
                header = in.readNBytes(HEADER);
            }
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    private static void answers(Socket server, Socket client) {
        try (InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            closeQuietly(server);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "counting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        open.forEach(CountingProxy::closeQuietly);
        try {
            listening.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
