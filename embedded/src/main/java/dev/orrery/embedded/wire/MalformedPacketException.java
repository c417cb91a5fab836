// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

/** Bytes that break the protocol: the connection they came on ends, with an error where one can still be sent. */
final class MalformedPacketException extends Exception {
    private final int code;
    private final String sqlState;

    MalformedPacketException(String message) {
        this(1835, "HY000", "Malformed communication packet: " + message);
    }

    MalformedPacketException(int code, String sqlState, String message) {
        super(message);
        this.code = code;
        this.sqlState = sqlState;
    }

    int code() {
        return code;
    }

    String sqlState() {
        return sqlState;
    }
}
