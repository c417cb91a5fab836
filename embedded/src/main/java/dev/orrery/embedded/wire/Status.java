// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

/** Status flags of OK and EOF packets. */
final class Status {
    static final int IN_TRANSACTION = 0x1;
    static final int AUTOCOMMIT = 0x2;
    static final int MORE_RESULTS = 0x8;
    static final int CURSOR_EXISTS = 0x40;
    static final int LAST_ROW_SENT = 0x80;

    private Status() {}
}
