// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.access.Rights;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.SessionStatement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server answers about itself: system tables, SHOW, DESC, and the variables of a session. */
public interface ServerQuestions {
    /**
     * Who asks.
     *
     * @param changed the system variables that the session set, in lower case
     * @param rights what may be shown
     */
    record Asker(String user, int connectionId, Optional<String> database, Map<String, String> changed, Rights rights) {
        public Asker {
            changed = Map.copyOf(changed);
        }
    }

    /**
     * A system table's rows, made when they are asked for.
     *
     * @param rows one value a column, as StarRocks prints it; null for NULL
     */
    record Rows(List<Column> columns, List<@Nullable String[]> rows) {}

    /** A table of information_schema or sys; empty when there is none. */
    Optional<Rows> systemTable(ModelName name, Asker asker) throws ServerError;

    Answer show(SessionStatement.Show statement, Asker asker) throws ServerError;

    /** A SHOW that the parser keeps as text; empty for one that is not answered. */
    Optional<Answer> showText(String text, Asker asker) throws ServerError;

    Answer describe(SessionStatement.Describe statement, Asker asker) throws ServerError;

    void kill(SessionStatement.Kill statement, Asker asker) throws ServerError;

    /** The default of a system variable, as text; empty when there is no such variable. */
    Optional<String> variable(String name);

    /** The error for a system variable that is none, with the nearest one. */
    ServerError unknownVariable(String name);
}
