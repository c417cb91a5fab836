// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

/** Capability flags of the handshake. */
final class Capability {
    static final int LONG_FLAG = 0x4;
    static final int CONNECT_WITH_DB = 0x8;
    static final int PROTOCOL_41 = 0x200;
    static final int SSL = 0x800;
    static final int TRANSACTIONS = 0x2000;
    static final int SECURE_CONNECTION = 0x8000;
    static final int MULTI_STATEMENTS = 0x10000;
    static final int MULTI_RESULTS = 0x20000;
    static final int PS_MULTI_RESULTS = 0x40000;
    static final int PLUGIN_AUTH = 0x80000;
    static final int CONNECT_ATTRS = 0x100000;
    static final int PLUGIN_AUTH_LENENC = 0x200000;
    static final int DEPRECATE_EOF = 0x1000000;

    /** Exactly what a StarRocks 4.1 front end offers. */
    static final int STARROCKS = LONG_FLAG
            | CONNECT_WITH_DB
            | PROTOCOL_41
            | SECURE_CONNECTION
            | PLUGIN_AUTH
            | CONNECT_ATTRS
            | PLUGIN_AUTH_LENENC;

    /** What MySQL 8 offers beside it and this server can do. */
    static final int MYSQL =
            STARROCKS | TRANSACTIONS | MULTI_STATEMENTS | MULTI_RESULTS | PS_MULTI_RESULTS | DEPRECATE_EOF;

    private Capability() {}
}
