// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.a.NativeServerSession;
import dev.orrery.models.catalog.ModelName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many SHOW CREATEs in one question, over a connection of their own.
 *
 * <p>A front end takes several statements in one packet and answers each, but its greeting does not offer {@code
 * CLIENT_MULTI_RESULTS}; the driver believes the greeting and fails at the second answer. Here it is told better, after the handshake.
 */
final class ShowCreates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShowCreates.class);

    /** The answers of a question are held in memory together; the text of a definition seldom has more than some kilobytes. */
    private static final int PER_QUESTION = 200;

    /** Far below the packet that a front end takes (32 MiB unless told otherwise), and what names may at most add up to. */
    private static final int QUESTION_LENGTH = 200_000;

    private final FrontEndConnections connections;
    private @Nullable JdbcConnection connection;

    ShowCreates(FrontEndConnections connections) {
        this.connections = connections;
    }

    static List<List<ModelName>> batches(Collection<ModelName> names) {
        List<List<ModelName>> batches = new ArrayList<>();
        List<ModelName> batch = new ArrayList<>();
        int length = 0;
        for (ModelName name : new TreeSet<>(names)) {
            if (batch.size() == PER_QUESTION || length > QUESTION_LENGTH) {
                batches.add(batch);
                batch = new ArrayList<>();
                length = 0;
            }
            batch.add(name);
            length += statement(name).length();
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private static String statement(ModelName name) {
        return "SHOW CREATE TABLE " + SqlNames.quote(name);
    }

    /** Empty when the server does not answer all: the first error ends a question, such as an object dropped meanwhile. */
    Optional<Map<ModelName, String>> read(List<ModelName> batch) {
        String question = batch.stream().map(ShowCreates::statement).collect(Collectors.joining(";"));
        Map<ModelName, String> statements = new TreeMap<>();
        try (Statement statement = connection().createStatement()) {
            statement.setEscapeProcessing(false);
            boolean rows = statement.execute(question);
            for (ModelName name : batch) {
                if (!rows) {
                    return Optional.empty();
                }
                try (ResultSet result = statement.getResultSet()) {
                    if (result.next()) {
                        statements.put(name, result.getString(2));
                    }
                }
                rows = statement.getMoreResults();
            }
            return Optional.of(statements);
        } catch (SQLException e) {
            LOG.debug("{} definitions are read one by one: {}", batch.size(), e.getMessage());
            close(); // What is left of the answers would be taken for those of the next question.
            return Optional.empty();
        }
    }

    private JdbcConnection connection() throws SQLException {
        JdbcConnection open = connection;
        if (open == null) {
            open = connections.open().unwrap(JdbcConnection.class);
            ServerSession session = open.getSession().getServerSession();
            session.setClientParam(session.getClientParam() | NativeServerSession.CLIENT_MULTI_RESULTS);
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        JdbcConnection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("closing a connection failed", e);
            }
        }
    }
}
