// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.embedded.load.Faults;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.Password;
import dev.orrery.starrocks.ServerAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The embedded server; it tells what it was asked, and can refuse a statement. */
public final class EngineServer implements AutoCloseable {
    private final EmbeddedStarRocks server;
    final List<String> asked = new CopyOnWriteArrayList<>();
    private static final Pattern NONE = Pattern.compile("no such statement");
    private volatile Pattern refused = NONE;
    private volatile String denied = NONE.pattern();
    private final AtomicInteger passing = new AtomicInteger();
    private volatile Pattern fatal = NONE;
    private final AtomicInteger leftUntilDeath = new AtomicInteger();
    private final List<String> dead = new CopyOnWriteArrayList<>();
    final List<String> carriedOut = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch reached = new CountDownLatch(1);
    private volatile CountDownLatch forgotten = new CountDownLatch(1);

    public EngineServer() {
        this(EmbeddedStarRocks.Options.inMemory());
    }

    public EngineServer(EmbeddedStarRocks.Options options) {
        server = EmbeddedStarRocks.start(options, Watched::new);
    }

    /** Once so many statements of a kind have been carried out, nobody is answered until the dead are forgotten. */
    CountDownLatch silentAfter(Pattern statement, int carriedOut) {
        fatal = statement;
        leftUntilDeath.set(carriedOut);
        reached = new CountDownLatch(1);
        return reached;
    }

    /** Who connects from now on is served. */
    void forgetTheDead() {
        fatal = NONE;
        dead.clear();
        forgotten.countDown();
        forgotten = new CountDownLatch(1);
    }

    public ServerAddress address() {
        return ServerAddress.of("127.0.0.1", server.mysqlPort(), "root", Password.none());
    }

    /** The next schema change of the table lasts so long. */
    void delay(String table, Duration duration) {
        server.faults()
                .arm(Faults.Fault.once(Faults.Kind.DELAY, Faults.Step.ALTER)
                        .of(ModelName.parse(table))
                        .lasting(duration));
    }

    /** The next schema change of the table comes to nothing. */
    void cancelNext(String table) {
        server.faults()
                .arm(Faults.Fault.once(Faults.Kind.ABORT, Faults.Step.ALTER).of(ModelName.parse(table)));
    }

    /** From now on, a statement that speaks of this is denied. */
    public void deny(String name) {
        denied = name;
    }

    /** From now on, a statement that begins so fails. */
    void refuse(String beginning) {
        refuse(Pattern.compile(Pattern.quote(beginning) + ".*", Pattern.DOTALL), 0);
    }

    /** The same, after some have passed. */
    void refuse(Pattern statement, int passed) {
        passing.set(passed);
        refused = statement;
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Watched implements Session {
        private final Session inner;

        Watched(Session inner) {
            this.inner = inner;
        }

        @Override
        public List<String> split(String text) throws ServerError {
            return inner.split(text);
        }

        @Override
        public Answer execute(String statement) throws ServerError {
            String sql = statement.strip();
            asked.add(sql);
            if (!dead.isEmpty()) {
                throw new ServerError(1064, "HY000", "nobody asks any more");
            }
            if (sql.contains(denied)) {
                throw new ServerError(
                        5203,
                        "42000",
                        "Access denied; you need (at least one of) the SELECT privilege(s) on TABLE " + denied
                                + " for this operation.");
            }
            if (refused.matcher(sql).matches() && passing.getAndDecrement() <= 0) {
                throw new ServerError(1064, "HY000", "Memory of process exceed limit");
            }
            Answer answer = inner.execute(statement);
            carriedOut.add(sql);
            if (fatal.matcher(sql).matches() && leftUntilDeath.decrementAndGet() == 0) {
                dead.add(sql);
                CountDownLatch burial = forgotten;
                reached.countDown();
                awaitBurial(burial);
                throw new ServerError(1064, "HY000", "nobody hears the answer");
            }
            return answer;
        }

        private static void awaitBurial(CountDownLatch burial) throws ServerError {
            try {
                burial.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServerError(1064, "HY000", "the server is stopped");
            }
        }

        @Override
        public void use(String database) throws ServerError {
            inner.use(database);
        }

        @Override
        public Optional<String> database() {
            return inner.database();
        }

        @Override
        public List<ResultColumn> describe(String statement) throws ServerError {
            return inner.describe(statement);
        }

        @Override
        public boolean inTransaction() {
            return inner.inTransaction();
        }

        @Override
        public void cancel() {
            // Every client has gone before this server is stopped.
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
