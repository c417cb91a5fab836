// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import dev.orrery.embedded.session.StatementTemplate;
import dev.orrery.models.type.DataType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The COM_STMT_ commands of one connection: statements prepared once, executed with parameters, answered in binary. */
final class PreparedStatements {
    private static final int LIMIT = 16382;
    private static final int CURSOR_READ_ONLY = 1;
    private static final ResultColumn PARAMETER = new ResultColumn("?", DataType.varchar(), true);

    private final Map<Integer, PreparedStatement> statements = new TreeMap<>();
    private final Replies replies;
    private final Results results;
    private final int maxPacket;
    private int lastId;

    PreparedStatements(Replies replies, Results results, int maxPacket) {
        this.replies = replies;
        this.results = results;
        this.maxPacket = maxPacket;
    }

    void prepare(Session session, String text, int status) throws IOException, ServerError {
        if (statements.size() >= LIMIT) {
            throw new ServerError(
                    1461,
                    "42000",
                    "Can't create more than max_prepared_stmt_count statements (current value: " + LIMIT + ")");
        }
        List<String> split = session.split(text);
        if (split.size() != 1) {
            throw split.isEmpty()
                    ? new ServerError(1065, "42000", "Query was empty")
                    : new ServerError(1295, "HY000", "Only one statement at a time can be prepared");
        }
        StatementTemplate template = StatementTemplate.parse(split.get(0));
        if (template.parameters() > 0xffff) {
            throw new ServerError(1390, "HY000", "Prepared statement contains too many placeholders");
        }
        keepCursors();
        List<ResultColumn> columns = columns(session, template);
        int id = ++lastId;
        statements.put(id, new PreparedStatement(template));
        replies.packet()
                .int1(0)
                .int4(id)
                .int2(columns.size())
                .int2(template.parameters())
                .int1(0)
                .int2(0);
        replies.send();
        definitions(Collections.nCopies(template.parameters(), PARAMETER), status);
        definitions(columns, status);
    }

    void execute(Session session, PayloadReader reader) throws IOException, ServerError, MalformedPacketException {
        int id = reader.int4();
        PreparedStatement statement = find(id, "mysqld_stmt_execute");
        int flags = reader.int1();
        reader.skip(4);
        String sql = statement.bind(reader);
        statement.forgetLongValues();
        statement.closeCursor();
        keepCursors();
        Answer answer = session.execute(sql);
        Optional<Answer.Rows> rows = answer.match(Optional::of, done -> Optional.empty());
        if (rows.isPresent() && (flags & CURSOR_READ_ONLY) != 0) {
            open(statement, rows.get(), Results.status(session));
        } else {
            results.send(answer, BinaryRows::new, session, 0);
        }
    }

    /** COM_STMT_FETCH: some rows more of a cursor. */
    void fetch(PayloadReader reader, int status) throws IOException, ServerError, MalformedPacketException {
        PreparedStatement statement = find(reader.int4(), "mysqld_stmt_fetch");
        Cursor cursor = statement.cursor();
        if (cursor == null) {
            throw new ServerError(1421, "HY000", "The statement has no open cursor.");
        }
        int wanted = reader.int4();
        for (int i = 0; i < wanted; i++) {
            if (!replies.row(cursor.format(), cursor::next)) {
                statement.closeCursor();
                replies.endOfRows(status | Status.LAST_ROW_SENT);
                return;
            }
        }
        replies.endOfRows(status | Status.CURSOR_EXISTS);
    }

    /** COM_STMT_SEND_LONG_DATA: has no answer; an unknown statement shows when it is executed. */
    void longValue(PayloadReader reader) throws MalformedPacketException {
        PreparedStatement statement = statements.get(reader.int4());
        int parameter = reader.int2();
        byte[] bytes = reader.rest();
        if (statement != null) {
            statement.append(parameter, bytes, maxPacket);
        }
    }

    void reset(PayloadReader reader) throws ServerError, MalformedPacketException {
        PreparedStatement statement = find(reader.int4(), "mysqld_stmt_reset");
        statement.closeCursor();
        statement.forgetLongValues();
    }

    /** COM_STMT_CLOSE: has no answer. */
    void close(PayloadReader reader) throws MalformedPacketException {
        PreparedStatement statement = statements.remove(reader.int4());
        if (statement != null) {
            statement.closeCursor();
        }
    }

    void closeAll() {
        statements.values().forEach(PreparedStatement::closeCursor);
        statements.clear();
    }

    /** Frees the session for another statement. */
    void keepCursors() {
        for (PreparedStatement statement : statements.values()) {
            Cursor cursor = statement.cursor();
            if (cursor != null) {
                cursor.keep();
            }
        }
    }

    static String text(byte[] command) {
        return new String(command, 1, command.length - 1, StandardCharsets.UTF_8);
    }

    private PreparedStatement find(int id, String where) throws ServerError {
        PreparedStatement statement = statements.get(id);
        if (statement == null) {
            throw new ServerError(1243, "HY000", "Unknown prepared statement handler (" + id + ") given to " + where);
        }
        return statement;
    }

    private static List<ResultColumn> columns(Session session, StatementTemplate template) {
        try {
            return session.describe(template.bindNulls());
        } catch (ServerError e) {
            // What is wrong with it shows on execution; a statement may also be wrong only with NULL for its
            // parameters.
            return List.of();
        }
    }

    private void definitions(List<ResultColumn> columns, int status) throws IOException {
        if (!columns.isEmpty()) {
            replies.columns(columns);
            replies.eofUnlessDeprecated(status);
        }
    }

    private void open(PreparedStatement statement, Answer.Rows rows, int status) throws IOException {
        statement.open(new Cursor(rows, new BinaryRows(rows.columns())));
        replies.packet().lenenc(rows.columns().size());
        replies.send();
        replies.columns(rows.columns());
        // Even a client without EOF packets waits for an end here: no rows follow that could bring it.
        replies.endOfRows(status | Status.CURSOR_EXISTS);
    }
}
