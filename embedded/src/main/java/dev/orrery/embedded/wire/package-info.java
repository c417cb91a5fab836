/**
 * The MySQL protocol, version 10, as a StarRocks front end speaks it: packets come in, each connection's {@link
 * dev.orrery.embedded.session.Session} is asked, packets go out. Blocking sockets, a thread a connection, so that a client that reads
 * slowly slows its own query and nothing else. Start at {@link dev.orrery.embedded.wire.MySqlServer}, then {@code
 * ClientConnection} (one conversation) and {@code PacketChannel} (framing). Knows no SQL but the places of {@code ?}.
 */
@NullMarked
package dev.orrery.embedded.wire;

import org.jspecify.annotations.NullMarked;
