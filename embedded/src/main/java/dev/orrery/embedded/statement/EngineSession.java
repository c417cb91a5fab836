// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.access.AccountBook;
import dev.orrery.embedded.access.ActiveRoles;
import dev.orrery.embedded.access.Rights;
import dev.orrery.embedded.access.Target;
import dev.orrery.embedded.alter.AlterJobs;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.refresh.Refreshes;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import dev.orrery.embedded.translate.Environment;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.StatementSeries;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's session, with a DuckDB connection of its own. */
final class EngineSession implements Session {
    private static final String DEFAULT_CATALOG = "default_catalog";

    /** Of every client: the server listens on loopback. */
    private static final String ADDRESS = "127.0.0.1";

    private static final Pattern VARIABLE_HINT =
            Pattern.compile("/\\*\\+[^*]*\\bSET_USER_VARIABLE\\b", Pattern.CASE_INSENSITIVE);
    private static final Logger LOG = LoggerFactory.getLogger(EngineSession.class);

    private final Engine engine;
    private final Refreshes refreshes;
    private final ServerQuestions questions;
    private final AccountBook accounts;
    private final AlterJobs alterJobs;
    private final ActiveRoles roles;
    private final String user;
    private final int connectionId;
    private final Connection connection;
    private final SessionVariables variables;
    private final PreparedTexts prepared = new PreparedTexts();
    private final StatementSeries parser = new StatementSeries();
    private final AtomicReference<java.sql.@Nullable Statement> running = new AtomicReference<>();
    private Optional<String> database = Optional.empty();
    private volatile java.sql.@Nullable Statement cancelled;

    EngineSession(
            Engine engine,
            Refreshes refreshes,
            ServerQuestions questions,
            AccountBook accounts,
            AlterJobs alterJobs,
            String user,
            int connectionId)
            throws SQLException {
        this.engine = engine;
        this.accounts = accounts;
        this.alterJobs = alterJobs;
        this.roles = ActiveRoles.of(accounts, user, ADDRESS);
        this.refreshes = refreshes;
        this.questions = questions;
        this.user = user;
        this.connectionId = connectionId;
        this.connection = engine.connect();
        this.variables = new SessionVariables(questions::variable);
    }

    @Override
    public List<String> split(String text) throws ServerError {
        try {
            return SqlParser.split(text);
        } catch (SyntaxException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public Answer execute(String text) throws ServerError {
        return Failures.translated(() -> {
            if (VARIABLE_HINT.matcher(text).find()) {
                throw new Refusal(EmbeddedCode.FORM_REFUSED, "the hint SET_USER_VARIABLE");
            }
            Statement statement = parser.parse(text);
            StatementContext context = context(text);
            Rights rights = roles.rights();
            if (!rights.mayEverything()) {
                statement.accept(new AccessCheck(context, rights)).run();
            }
            return statement.accept(new Statements(this, context)).run();
        });
    }

    @Override
    public List<ResultColumn> describe(String text) throws ServerError {
        return Failures.translated(() -> {
            Statement statement = parser.parse(text);
            if (!(statement instanceof QueryStatement query)) {
                return List.of();
            }
            List<Column> columns =
                    context(text).translator().query(query.query()).columns();
            return Queries.header(columns);
        });
    }

    private StatementContext context(String text) {
        ServerQuestions.Asker asker = asker();
        CatalogObjects objects = new CatalogObjects(
                engine.catalog(),
                name -> new SystemRelations(connection, questions).source(name, asker),
                Sessions.partitions(engine),
                reading(asker.rights()));
        ZoneId zone = zone();
        Environment environment = new Environment(
                engine.clock().instant().atZone(zone),
                database,
                new Environment.Who("'" + user + "'@'%'", roles.rights().activeRoles()),
                connectionId,
                variables);
        return new StatementContext(engine, connection, objects, environment, text, new StatementContext.Running() {
            @Override
            public void begin(java.sql.Statement statement) {
                running.set(statement);
            }

            @Override
            public void end() {
                running.set(null);
            }

            @Override
            public boolean isCancelled(java.sql.Statement statement) {
                return cancelled == statement;
            }
        });
    }

    private static CatalogObjects.Reading reading(Rights rights) {
        return rights.mayEverything()
                ? CatalogObjects.Reading.EVERYTHING
                : (kind, name) -> rights.require("SELECT", Target.of(kind, name));
    }

    private ZoneId zone() {
        String name = variables.value("@@", "time_zone").orElse("");
        boolean known = !name.isEmpty() && !name.toLowerCase(Locale.ROOT).equals("system");
        try {
            return known ? ZoneId.of(name) : engine.clock().getZone();
        } catch (java.time.DateTimeException e) {
            return engine.clock().getZone();
        }
    }

    ServerQuestions.Asker asker() {
        return new ServerQuestions.Asker(user, connectionId, database, variables.changed(), roles.rights());
    }

    AlterJobs alterJobs() {
        return alterJobs;
    }

    ActiveRoles roles() {
        return roles;
    }

    AccountBook accounts() {
        return accounts;
    }

    String user() {
        return user;
    }

    ServerQuestions questions() {
        return questions;
    }

    Refreshes refreshes() {
        return refreshes;
    }

    PreparedTexts prepared() {
        return prepared;
    }

    /** Fails as the query would, without running it. */
    void check(Query query) throws ServerError {
        Failures.translated(() -> context("").translator().query(query));
    }

    SessionVariables variables() {
        return variables;
    }

    /** A database, or {@code catalog.database} as some clients write it in their handshake. */
    @Override
    public void use(String written) throws ServerError {
        int dot = written.indexOf('.');
        if (dot >= 0 && !written.substring(0, dot).equals(DEFAULT_CATALOG)) {
            throw new ServerError(5078, "42000", "Unknown catalog '" + written.substring(0, dot) + "'");
        }
        String name = written.substring(dot + 1);
        boolean known = engine.catalog().database(name).isPresent() || CatalogObjects.isSystemDatabase(name);
        if (!known) {
            throw new ServerError(5501, "3F000", "Unknown database '" + name + "'");
        }
        if (!CatalogObjects.isSystemDatabase(name)) {
            roles.rights().requireAny(Target.database(name));
        }
        database = Optional.of(name);
    }

    /** When its database is dropped. */
    void leaveDatabase(String name) {
        database = database.filter(d -> !d.equals(name));
    }

    @Override
    public Optional<String> database() {
        return database;
    }

    @Override
    public void cancel() {
        java.sql.Statement statement = running.get();
        if (statement != null) {
            cancelled = statement;
            try {
                statement.cancel();
            } catch (SQLException e) {
                // It ended between the two lines: there is nothing left to cancel.
                LOG.debug("nothing to cancel: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB did not close", e);
        }
    }
}
