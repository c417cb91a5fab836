// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.server;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code .orrery/embedded.json} says about the embedded server of a project while it runs, so that every other
 * command finds it.
 */
record RunningServer(long pid, int mysqlPort, int httpPort) {
    private static final String PID = "pid";
    private static final String MYSQL = "mysql_port";
    private static final String HTTP = "http_port";

    static Optional<RunningServer> find(Path local) {
        return announcement(local)
                .find(MYSQL)
                .map(said -> new RunningServer(
                        said.path(PID).asLong(),
                        said.path(MYSQL).asInt(),
                        said.path(HTTP).asInt()));
    }

    /** Tells of a server of this process. */
    static void announce(Path local, int mysqlPort, int httpPort) {
        announcement(local)
                .write(
                        Announcement.Readers.EVERYBODY,
                        Announcement.newObject().put(MYSQL, mysqlPort).put(HTTP, httpPort));
    }

    static void forget(Path local) {
        announcement(local).forget();
    }

    private static Announcement announcement(Path local) {
        return new Announcement(local.resolve("embedded.json"));
    }
}
