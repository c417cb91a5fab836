// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.server;

import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.ServerAddress;
import dev.orrery.starrocks.StarRocks;
import java.util.List;

/**
 * A server that a command works on.
 *
 * @param environment under which history and state are kept
 * @param http front ends as {@code host:port} for loads; may be empty
 * @param ending ends what was started for this command alone
 */
public record TargetServer(String environment, ServerAddress address, List<String> http, Runnable ending)
        implements AutoCloseable {
    public TargetServer {
        http = List.copyOf(http);
    }

    /** The same server, with history and state under another name. */
    TargetServer named(String other) {
        return new TargetServer(other, address, http, ending);
    }

    public StarRocks connect() {
        return JdbcStarRocks.connect(address);
    }

    @Override
    public void close() {
        ending.run();
    }
}
