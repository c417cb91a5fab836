// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.ServerError;
import java.io.IOException;
import java.util.List;

/** Writes what a server answers: OK, errors, column definitions, rows. */
final class Replies {
    private static final int OK = 0x00;
    private static final int EOF = 0xfe;
    private static final int ERROR = 0xff;

    private final PayloadWriter payload = new PayloadWriter();
    private final PacketChannel channel;
    private final boolean classicEof;

    Replies(PacketChannel channel, int capabilities) {
        this.channel = channel;
        this.classicEof = (capabilities & Capability.DEPRECATE_EOF) == 0;
    }

    /** A packet of one's own making: write into it, then {@link #send}. */
    PayloadWriter packet() {
        return payload.reset();
    }

    void send() throws IOException {
        channel.write(payload);
    }

    void ok(Answer.Done done, int status) throws IOException {
        packet().int1(OK).lenenc(done.affectedRows()).lenenc(0).int2(status).int2(0);
        if (!done.info().isEmpty()) {
            payload.lenencText(done.info());
        }
        send();
    }

    void error(int code, String sqlState, String message) throws IOException {
        packet().int1(ERROR).int2(code).text("#").text(sqlState).text(message);
        send();
    }

    /** The number of columns, their definitions, and the end of these where the client expects one. */
    void head(List<ResultColumn> columns, int status) throws IOException {
        packet().lenenc(columns.size());
        send();
        columns(columns);
        eofUnlessDeprecated(status);
    }

    void columns(List<ResultColumn> columns) throws IOException {
        for (ResultColumn column : columns) {
            column("", "", column);
        }
    }

    void column(String database, String table, ResultColumn column) throws IOException {
        definition(database, table, column);
        send();
    }

    /** As {@link #column}, with the default that COM_FIELD_LIST tells: none. */
    void field(String database, String table, ResultColumn column) throws IOException {
        definition(database, table, column);
        payload.int1(0xfb);
        send();
    }

    /** What puts the values of a row into its format; false where there is no row any more. */
    interface RowSupply {
        boolean put(RowFormat format) throws ServerError;
    }

    /** Sends a row; false, and nothing is sent, where there is none. */
    boolean row(RowFormat format, RowSupply values) throws IOException, ServerError {
        format.begin(packet());
        if (!values.put(format)) {
            return false;
        }
        send();
        return true;
    }

    /** The end of rows: an EOF packet, or an OK packet that looks like one. */
    void endOfRows(int status) throws IOException {
        if (classicEof) {
            eof(status);
        } else {
            packet().int1(EOF).lenenc(0).lenenc(0).int2(status).int2(0);
            send();
        }
    }

    void eofUnlessDeprecated(int status) throws IOException {
        if (classicEof) {
            eof(status);
        }
    }

    void eof(int status) throws IOException {
        packet().int1(EOF).int2(0).int2(status);
        send();
    }

    private void definition(String database, String table, ResultColumn column) {
        MySqlType type = MySqlType.of(column.type());
        packet().lenencText("def")
                .lenencText(database)
                .lenencText(table)
                .lenencText(table)
                .lenencText(column.name())
                .lenencText(column.name())
                .lenenc(12)
                .int2(type.charset())
                .int4(type.length())
                .int1(type.code())
                .int2(0)
                .int1(type.decimals())
                .int2(0);
    }
}
