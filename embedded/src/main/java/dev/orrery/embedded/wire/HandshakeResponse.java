// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import java.nio.charset.StandardCharsets;

/**
 * What a client answers to the greeting.
 *
 * @param database empty when it chose none
 */
record HandshakeResponse(int capabilities, String user, Bytes answer, String database, String plugin) {
    /** Capabilities, packet size, character set and filler: all that an SSLRequest has. */
    private static final int FIXED = 32;

    private static final int FILLER = 4 + 1 + 23;

    /** Whether a client asks to go on over TLS. */
    static boolean isSslRequest(byte[] packet) throws MalformedPacketException {
        return packet.length == FIXED && (new PayloadReader(packet).int4() & Capability.SSL) != 0;
    }

    static HandshakeResponse parse(byte[] packet) throws MalformedPacketException {
        PayloadReader reader = new PayloadReader(packet);
        int capabilities = reader.int4();
        if ((capabilities & Capability.PROTOCOL_41) == 0) {
            throw new MalformedPacketException(
                    1251,
                    "08004",
                    "Client does not support authentication protocol requested by server; consider upgrading the client");
        }
        reader.skip(FILLER);
        String user = reader.text();
        Bytes answer = answer(reader, capabilities);
        String database = has(capabilities, Capability.CONNECT_WITH_DB) && reader.remaining() > 0 ? reader.text() : "";
        String plugin = has(capabilities, Capability.PLUGIN_AUTH) && reader.remaining() > 0
                ? lenient(reader)
                : Authentication.NATIVE;
        return new HandshakeResponse(capabilities, user, answer, database, plugin);
    }

    /** COM_CHANGE_USER has the same fields in another order. */
    static HandshakeResponse parseChange(byte[] command, int capabilities) throws MalformedPacketException {
        PayloadReader reader = new PayloadReader(command);
        reader.skip(1);
        String user = reader.text();
        Bytes answer = new Bytes(reader.bytes(reader.int1()));
        String database = reader.remaining() > 0 ? reader.text() : "";
        if (reader.remaining() >= 2) {
            reader.skip(2);
        }
        String plugin = has(capabilities, Capability.PLUGIN_AUTH) && reader.remaining() > 0
                ? lenient(reader)
                : Authentication.NATIVE;
        return new HandshakeResponse(capabilities, user, answer, database, plugin);
    }

    private static Bytes answer(PayloadReader reader, int capabilities) throws MalformedPacketException {
        if (has(capabilities, Capability.PLUGIN_AUTH_LENENC)) {
            return new Bytes(reader.lenencBytes());
        }
        if (has(capabilities, Capability.SECURE_CONNECTION)) {
            return new Bytes(reader.bytes(reader.int1()));
        }
        return new Bytes(reader.untilZero());
    }

    /** Old clients leave the zero out behind the last field. */
    private static String lenient(PayloadReader reader) throws MalformedPacketException {
        byte[] rest = reader.rest();
        int end = 0;
        while (end < rest.length && rest[end] != 0) {
            end++;
        }
        return new String(rest, 0, end, StandardCharsets.UTF_8);
    }

    private static boolean has(int capabilities, int flag) {
        return (capabilities & flag) != 0;
    }
}
