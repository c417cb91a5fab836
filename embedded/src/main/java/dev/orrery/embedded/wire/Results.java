// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import java.io.IOException;
import java.util.Optional;

/** Sends the answer of one statement, row by row as it comes. */
final class Results {
    private final Replies replies;

    Results(Replies replies) {
        this.replies = replies;
    }

    static int status(Session session) {
        return Status.AUTOCOMMIT | (session.inTransaction() ? Status.IN_TRANSACTION : 0);
    }

    /** @param more {@link Status#MORE_RESULTS} where another answer follows, else 0 */
    void send(Answer answer, RowFormat.Choice format, Session session, int more) throws IOException, ServerError {
        Optional<Answer.Rows> rows = answer.match(Optional::of, done -> Optional.empty());
        if (rows.isPresent()) {
            try (Answer.RowSource source = rows.get().source()) {
                rows(rows.get(), source, format, session, more);
            }
        } else {
            replies.ok(answer.match(found -> Answer.Done.OK, done -> done), status(session) | more);
        }
    }

    private void rows(Answer.Rows rows, Answer.RowSource source, RowFormat.Choice choice, Session session, int more)
            throws IOException, ServerError {
        replies.head(rows.columns(), status(session) | more);
        RowFormat format = choice.of(rows.columns());
        boolean sent = true;
        while (sent) {
            sent = replies.row(format, source::next);
        }
        replies.endOfRows(status(session) | more);
    }
}
