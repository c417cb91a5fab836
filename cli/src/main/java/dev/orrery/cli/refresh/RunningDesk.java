// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.refresh;

import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.Announcement;
import java.util.Optional;

/**
 * What {@code .orrery/refresher/<environment>.json} says of the process that refreshes a project.
 *
 * @param token whoever may read the file may ask
 */
record RunningDesk(long pid, int port, String token) {
    private static final String PID = "pid";
    private static final String PORT = "port";
    private static final String TOKEN = "token";

    static Announcement announcement(ProjectFolder folder, String environment) {
        return new Announcement(Refreshers.history(folder, environment).resolveSibling(environment + ".json"));
    }

    /** That of another process: this one needs not ask itself. */
    static Optional<RunningDesk> find(Announcement announced) {
        return announced
                .find(PORT)
                .map(said -> new RunningDesk(
                        said.path(PID).asLong(),
                        said.path(PORT).asInt(),
                        said.path(TOKEN).asText()))
                .filter(found -> found.pid != ProcessHandle.current().pid());
    }

    /** Tells of a desk of this process, to its owner alone. */
    static void announce(Announcement announced, int port, String token) {
        announced.write(
                Announcement.Readers.OWNER,
                Announcement.newObject().put(PORT, port).put(TOKEN, token));
    }
}
