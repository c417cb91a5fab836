// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded;

import dev.orrery.embedded.access.AccountBook;
import dev.orrery.embedded.alter.AlterDelays;
import dev.orrery.embedded.alter.AlterJobs;
import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.refresh.Refreshes;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.Session;
import dev.orrery.embedded.statement.Sessions;
import java.time.Clock;
import java.util.Optional;

/** A server in memory without its protocols: sessions that know everything that a connected client's do. */
public final class EngineSessions implements AutoCloseable {
    private final Engine engine;
    private final Refreshes refreshes;
    private final AlterJobs alterJobs;
    private final Sessions sessions;

    public EngineSessions(Clock clock) throws Exception {
        engine = Engine.open(Optional.empty(), clock);
        refreshes = new Refreshes(engine, Sessions.viewQueries(engine));
        AccountBook accounts = new AccountBook(engine);
        alterJobs = new AlterJobs(engine, AlterDelays.NONE);
        EngineState state = new EngineState(
                engine, refreshes, new Connections(clock), accounts, alterJobs, () -> new EngineState.Ports(0, 0, 0));
        sessions = new Sessions(engine, refreshes, new EngineQuestions(state), accounts, alterJobs);
    }

    public Session open() {
        return sessions.open("root", 1);
    }

    /** For a server on these sessions. */
    public Session.Factory factory() {
        return sessions;
    }

    @Override
    public void close() {
        alterJobs.close();
        refreshes.close();
        engine.close();
    }
}
