// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Carries out the commands of one connection, one after another. */
final class Commands {
    private static final int QUIT = 0x01;
    private static final int INIT_DB = 0x02;
    private static final int QUERY = 0x03;
    private static final int FIELD_LIST = 0x04;
    private static final int STATISTICS = 0x09;
    private static final int PROCESS_INFO = 0x0a;
    private static final int PROCESS_KILL = 0x0c;
    private static final int PING = 0x0e;
    private static final int CHANGE_USER = 0x11;
    private static final int STMT_PREPARE = 0x16;
    private static final int STMT_EXECUTE = 0x17;
    private static final int STMT_SEND_LONG_DATA = 0x18;
    private static final int STMT_CLOSE = 0x19;
    private static final int STMT_RESET = 0x1a;
    private static final int SET_OPTION = 0x1b;
    private static final int STMT_FETCH = 0x1c;
    private static final int RESET_CONNECTION = 0x1f;

    private final Conversation conversation;
    private final Replies replies;
    private final Results results;
    private final PreparedStatements statements;

    Commands(Conversation conversation, Replies replies, int maxPacket) {
        this.conversation = conversation;
        this.replies = replies;
        this.results = new Results(replies);
        this.statements = new PreparedStatements(replies, results, maxPacket);
    }

    /** What commands need of the connection that they came on. */
    interface Conversation {
        Session session();

        /** A new session for the same user. */
        void restart() throws ServerError;

        /** A new session for whom the command says. */
        void changeUser(byte[] command) throws IOException, MalformedPacketException, ServerError;

        Connections connections();

        void running(String statement);
    }

    /** Whether the connection goes on. */
    enum Next {
        GO_ON,
        END
    }

    Next run(byte[] command) throws IOException, MalformedPacketException {
        if (command.length == 0) {
            throw new MalformedPacketException("an empty command");
        }
        PayloadReader reader = new PayloadReader(command);
        int code = reader.int1();
        if (code == QUIT) {
            return Next.END;
        }
        try {
            dispatch(code, command, reader);
        } catch (ServerError e) {
            replies.error(e.code(), e.sqlState(), String.valueOf(e.getMessage()));
            return code == CHANGE_USER ? Next.END : Next.GO_ON;
        }
        return Next.GO_ON;
    }

    void close() {
        statements.closeAll();
    }

    private void dispatch(int code, byte[] command, PayloadReader reader)
            throws IOException, MalformedPacketException, ServerError {
        switch (code) {
            case INIT_DB -> {
                conversation.session().use(text(command));
                ok();
            }
            case QUERY -> query(text(command));
            case FIELD_LIST -> fieldList(reader.text());
            case STATISTICS -> statistics();
            case PROCESS_INFO -> query("SHOW PROCESSLIST");
            case PROCESS_KILL -> {
                conversation.connections().kill(reader.int4(), Connections.Kill.CONNECTION);
                ok();
            }
            case PING -> ok();
            case CHANGE_USER -> {
                statements.closeAll();
                conversation.changeUser(command);
                ok();
            }
            case SET_OPTION -> replies.endOfRows(status());
            case RESET_CONNECTION -> {
                statements.closeAll();
                conversation.restart();
                ok();
            }
            default -> prepared(code, command, reader);
        }
    }

    private void prepared(int code, byte[] command, PayloadReader reader)
            throws IOException, MalformedPacketException, ServerError {
        switch (code) {
            case STMT_PREPARE -> statements.prepare(conversation.session(), text(command), status());
            case STMT_EXECUTE -> statements.execute(conversation.session(), reader);
            case STMT_SEND_LONG_DATA -> statements.longValue(reader);
            case STMT_CLOSE -> statements.close(reader);
            case STMT_RESET -> {
                statements.reset(reader);
                ok();
            }
            case STMT_FETCH -> statements.fetch(reader, status());
            default -> throw new ServerError(1047, "08S01", "Unknown command " + code);
        }
    }

    private void query(String text) throws IOException, ServerError {
        Session session = conversation.session();
        statements.keepCursors();
        List<String> parts = session.split(text);
        if (parts.isEmpty()) {
            throw new ServerError(1065, "42000", "Query was empty");
        }
        for (int i = 0; i < parts.size(); i++) {
            int more = i < parts.size() - 1 ? Status.MORE_RESULTS : 0;
            conversation.running(parts.get(i));
            results.send(session.execute(parts.get(i)), TextRows::new, session, more);
        }
    }

    /** The columns of a table, as the command line client asks for them to complete names. */
    private void fieldList(String table) throws IOException, ServerError {
        Session session = conversation.session();
        statements.keepCursors();
        String name = "`" + table.replace("`", "``") + "`";
        Answer answer = session.execute("SELECT * FROM " + name + " LIMIT 0");
        Optional<Answer.Rows> rows = answer.match(Optional::of, done -> Optional.empty());
        if (rows.isPresent()) {
            rows.get().source().close();
            for (ResultColumn column : rows.get().columns()) {
                replies.field(session.database().orElse(""), table, column);
            }
        }
        replies.endOfRows(status());
    }

    /** A line of text, without the head of any other packet. */
    private void statistics() throws IOException {
        Connections connections = conversation.connections();
        // Two blanks between the fields: the command line client takes them apart there.
        replies.packet()
                .text("Uptime: " + connections.uptime().toSeconds() + "  Threads: "
                        + connections.list().size());
        replies.send();
    }

    private void ok() throws IOException {
        replies.ok(Answer.Done.OK, status());
    }

    private int status() {
        return Results.status(conversation.session());
    }

    private static String text(byte[] command) {
        return PreparedStatements.text(command);
    }
}
