// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How a server behaves toward its clients.
 *
 * @param maxConnections further ones are told 1040 and closed
 * @param maxPacket bytes of one command; a longer one is told 1153 and closed
 * @param handshakeTime that a client has to log in
 * @param idleTime after which a silent client is closed
 * @param writeTime that a client may leave an answer unread before it is closed
 * @param offer the capabilities of the greeting
 * @param tls offered to clients where present, never demanded
 */
public record WireSettings(
        int maxConnections,
        int maxPacket,
        Duration handshakeTime,
        Duration idleTime,
        Duration writeTime,
        Offer offer,
        Optional<Supplier<SSLContext>> tls) {

    /** As StarRocks: eight hours of silence, 64 MB a packet; a client that does not read for ten minutes is gone. */
    public static final WireSettings DEFAULT = new WireSettings(
            1024,
            64 << 20,
            Duration.ofSeconds(30),
            Duration.ofHours(8),
            Duration.ofMinutes(10),
            Offer.STARROCKS,
            Optional.empty());

    /** Which capabilities the greeting shows. */
    public enum Offer {
        /** Those of a StarRocks front end. */
        STARROCKS(Capability.STARROCKS),
        /** Those and what newer MySQL clients make use of, such as results without EOF packets. */
        MYSQL(Capability.MYSQL);

        private final int flags;

        Offer(int flags) {
            this.flags = flags;
        }

        int flags() {
            return flags;
        }
    }

    public WireSettings withLimits(int connections, int packetBytes) {
        return new WireSettings(connections, packetBytes, handshakeTime, idleTime, writeTime, offer, tls);
    }

    public WireSettings withTimes(Duration handshake, Duration idle, Duration write) {
        return new WireSettings(maxConnections, maxPacket, handshake, idle, write, offer, tls);
    }

    public WireSettings withOffer(Offer capabilities) {
        return new WireSettings(maxConnections, maxPacket, handshakeTime, idleTime, writeTime, capabilities, tls);
    }

    /** With what is asked for when the first client wants it. */
    public WireSettings withTls(Supplier<SSLContext> context) {
        return new WireSettings(
                maxConnections, maxPacket, handshakeTime, idleTime, writeTime, offer, Optional.of(context));
    }

    int capabilities() {
        return offer.flags() | (tls.isPresent() ? Capability.SSL : 0);
    }
}
