// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Where the load side listens and keeps its files.
 *
 * @param address loopback unless someone decides otherwise
 * @param frontEndPort 8030 in StarRocks; 0 for any that is free
 * @param backEndPort 8040 in StarRocks; 0 for any that is free
 * @param adminPort where faults are armed over HTTP, always on loopback; empty for nowhere
 * @param directory for the bodies of open transactions; kept over restarts
 */
public record LoadOptions(
        InetAddress address,
        int frontEndPort,
        int backEndPort,
        Optional<Integer> adminPort,
        Path directory,
        Clock clock) {

    /** Free ports on loopback, no admin port. */
    public static LoadOptions local(Path directory, Clock clock) {
        return new LoadOptions(InetAddress.getLoopbackAddress(), 0, 0, Optional.empty(), directory, clock);
    }

    public LoadOptions withPorts(int frontEnd, int backEnd) {
        return new LoadOptions(address, frontEnd, backEnd, adminPort, directory, clock);
    }

    public LoadOptions withAdminPort(int port) {
        return new LoadOptions(address, frontEndPort, backEndPort, Optional.of(port), directory, clock);
    }
}
