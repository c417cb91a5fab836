// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.replay;

import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import dev.orrery.models.type.DataType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Plays one case in one session: every step is answered with rows as a MySQL client shows them, or with an error. */
final class Player implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** Rows with {@code None} for NULL; none where the statement gives none. */
    List<String> answer(Session session, String statement) throws ServerError {
        var killer = timer.schedule(session::cancel, PATIENCE_SECONDS, TimeUnit.SECONDS);
        try {
            List<String> rows = new ArrayList<>();
            for (String single : session.split(statement)) {
                Answer answer = session.execute(single);
                rows = answer instanceof Answer.Rows table ? texts(table) : new ArrayList<>();
            }
            return rows;
        } finally {
            killer.cancel(false);
        }
    }

    private static List<String> texts(Answer.Rows answer) throws ServerError {
        List<String> lines = new ArrayList<>();
        try (Answer.RowSource source = answer.source()) {
            for (String[] row = source.next(); row != null; row = source.next()) {
                StringJoiner line = new StringJoiner("\t");
                for (int i = 0; i < row.length; i++) {
                    String value = row[i];
                    boolean binary = answer.columns().get(i).type() instanceof DataType.Text text
                            && text.kind() == DataType.TextKind.VARBINARY;
                    line.add(value == null ? "None" : binary ? decoded(value) : value);
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    private static String decoded(String bytes) throws ServerError {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
        } catch (CharacterCodingException e) {
            throw new ServerError(1064, "HY000", "bytes that are no text");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
