// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.access.AccountBook;
import dev.orrery.embedded.alter.AlterDelays;
import dev.orrery.embedded.alter.AlterJobs;
import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.refresh.Refreshes;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.SessionStatement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A session without the protocol, on an engine of its own in memory and in database {@code d}; rows are texts with tabs. */
final class Client implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneId.of("UTC"));

    private final Engine engine;
    private final Refreshes refreshes;
    private final AlterJobs alterJobs;
    private final Session session;

    private Client(Engine engine, Refreshes refreshes) throws Exception {
        this.engine = engine;
        this.refreshes = refreshes;
        this.alterJobs = new AlterJobs(engine, AlterDelays.NONE);
        this.session =
                new Sessions(engine, refreshes, new NoMetadata(), new AccountBook(engine), alterJobs).open("root", 1);
    }

    static Client open() throws Exception {
        Engine engine = Engine.open(Optional.empty(), CLOCK);
        Client client = new Client(engine, new Refreshes(engine, Sessions.viewQueries(engine)));
        client.run("CREATE DATABASE d; USE d");
        return client;
    }

    Engine engine() {
        return engine;
    }

    Refreshes refreshes() {
        return refreshes;
    }

    void run(String statements) throws ServerError {
        for (String statement : session.split(statements)) {
            session.execute(statement)
                    .match(
                            rows -> {
                                rows.source().close();
                                return true;
                            },
                            done -> true);
        }
    }

    long affected(String statement) throws ServerError {
        return session.execute(statement).match(rows -> -1L, Answer.Done::affectedRows);
    }

    List<String> rows(String query) throws ServerError {
        Answer.Rows answer = session.execute(query).match(rows -> rows, done -> {
            throw new IllegalStateException("no rows");
        });
        return texts(answer);
    }

    private static List<String> texts(Answer.Rows answer) throws ServerError {
        List<String> lines = new ArrayList<>();
        try (Answer.RowSource source = answer.source()) {
            for (String[] row = source.next(); row != null; row = source.next()) {
                lines.add(Arrays.stream(row).map(v -> v == null ? "NULL" : v).collect(Collectors.joining("\t")));
            }
        }
        return lines;
    }

    @Override
    public void close() {
        session.close();
        alterJobs.close();
        refreshes.close();
        engine.close();
    }

    /** A server that says nothing about itself. */
    private static final class NoMetadata implements ServerQuestions {
        @Override
        public Optional<Rows> systemTable(ModelName name, Asker asker) {
            return Optional.empty();
        }

        @Override
        public Answer show(SessionStatement.Show statement, Asker asker) {
            return Answer.Done.OK;
        }

        @Override
        public Optional<Answer> showText(String text, Asker asker) {
            return Optional.empty();
        }

        @Override
        public Answer describe(SessionStatement.Describe statement, Asker asker) {
            return Answer.Done.OK;
        }

        @Override
        public void kill(SessionStatement.Kill statement, Asker asker) {}

        @Override
        public ServerError unknownVariable(String name) {
            return ServerError.analyzing("Unknown system variable '" + name + "'");
        }

        @Override
        public Optional<String> variable(String name) {
            return Optional.of("");
        }
    }
}
