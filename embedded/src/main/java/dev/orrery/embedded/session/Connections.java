// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Who is connected: what SHOW PROCESSLIST prints and KILL reaches. Safe for use by many threads. */
public final class Connections {
    private final NavigableMap<Integer, Client> clients = new ConcurrentSkipListMap<>();
    private final Clock clock;
    private final Instant started;

    public Connections(Clock clock) {
        this.clock = clock;
        this.started = clock.instant();
    }

    /** One connected client. */
    public interface Client {
        Entry entry();

        void kill(Kill what);
    }

    /** What KILL ends. */
    public enum Kill {
        QUERY,
        CONNECTION
    }

    /**
     * A line of SHOW PROCESSLIST.
     *
     * @param host address and port
     * @param database empty when none is chosen
     * @param command {@code Query} or {@code Sleep}
     * @param seconds since the command began
     * @param statement empty while idle
     */
    public record Entry(
            int id,
            String user,
            String host,
            String database,
            Instant connected,
            String command,
            long seconds,
            String statement) {}

    /** The time at which a connection begins. */
    public Instant now() {
        return clock.instant();
    }

    /** How long the server has been there. */
    public Duration uptime() {
        return Duration.between(started, clock.instant());
    }

    public void add(int id, Client client) {
        clients.put(id, client);
    }

    public void remove(int id) {
        clients.remove(id);
    }

    /** By id. */
    public List<Entry> list() {
        return clients.values().stream().map(Client::entry).toList();
    }

    /**
     * KILL.
     *
     * @throws ServerError 1094 when nobody has that id
     */
    public void kill(int id, Kill what) throws ServerError {
        Client client = clients.get(id);
        if (client == null) {
            throw new ServerError(1094, "HY000", "Unknown thread id: " + id);
        }
        client.kill(what);
    }
}
