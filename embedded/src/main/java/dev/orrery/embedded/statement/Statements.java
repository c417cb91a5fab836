// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.access.AccessStatements;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.alter.AlterCancellation;
import dev.orrery.embedded.statement.alter.MaterializedViewAlteration;
import dev.orrery.embedded.statement.alter.TableAlteration;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Administrative;
import dev.orrery.models.sql.tree.Alter;
import dev.orrery.models.sql.tree.Change;
import dev.orrery.models.sql.tree.CreateDatabase;
import dev.orrery.models.sql.tree.CreateMacro;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTableAs;
import dev.orrery.models.sql.tree.CreateTableLike;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Drop;
import dev.orrery.models.sql.tree.QueryIntoFile;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Refresh;
import dev.orrery.models.sql.tree.SessionStatement;
import dev.orrery.models.sql.tree.StatementVisitor;
import java.util.Set;

/** Who carries out which statement. */
final class Statements implements StatementVisitor<Failures.Work<Answer>> {
    private static final Set<String> PREPARING = Set.of("PREPARE", "EXECUTE", "DEALLOCATE PREPARE", "DROP PREPARE");

    private final EngineSession session;
    private final StatementContext context;

    Statements(EngineSession session, StatementContext context) {
        this.session = session;
        this.context = context;
    }

    @Override
    public Failures.Work<Answer> query(QueryStatement statement) {
        return () -> new Queries(context).answer(statement.query());
    }

    @Override
    public Failures.Work<Answer> queryIntoFile(QueryIntoFile statement) {
        return refused("SELECT INTO OUTFILE");
    }

    @Override
    public Failures.Work<Answer> createDatabase(CreateDatabase statement) {
        return () -> new TableDefinitions(context).createDatabase(statement);
    }

    @Override
    public Failures.Work<Answer> createTable(CreateTable statement) {
        return () -> new TableDefinitions(context).create(statement);
    }

    @Override
    public Failures.Work<Answer> createTableAs(CreateTableAs statement) {
        return () -> new TableDefinitions(context).createAs(statement);
    }

    @Override
    public Failures.Work<Answer> createMacro(CreateMacro statement) {
        return refused("CREATE MACRO");
    }

    @Override
    public Failures.Work<Answer> createTableLike(CreateTableLike statement) {
        return () -> new TableDefinitions(context).createLike(statement);
    }

    @Override
    public Failures.Work<Answer> createView(CreateView statement) {
        return () -> new ViewDefinitions(context).create(statement);
    }

    @Override
    public Failures.Work<Answer> createMaterializedView(CreateMaterializedView statement) {
        return () -> new MaterializedViews(context, session.refreshes()).create(statement, session.alterJobs());
    }

    @Override
    public Failures.Work<Answer> alter(Alter statement) {
        return statement.accept(new Alter.Visitor<>() {
            @Override
            public Failures.Work<Answer> table(Alter.Table alter) {
                return () -> {
                    TableAlteration.run(context, session.alterJobs(), alter);
                    new GrantMoves(session.accounts()).altered(alter, context.resolve(alter.name()));
                    return Answer.Done.OK;
                };
            }

            @Override
            public Failures.Work<Answer> view(Alter.View alter) {
                return () -> new ViewDefinitions(context).alter(alter);
            }

            @Override
            public Failures.Work<Answer> materializedView(Alter.MaterializedView alter) {
                return () -> {
                    MaterializedViewAlteration.run(context, session.refreshes(), alter);
                    new GrantMoves(session.accounts()).altered(alter, context.resolve(alter.name()));
                    return Answer.Done.OK;
                };
            }
        });
    }

    @Override
    public Failures.Work<Answer> drop(Drop statement) {
        return () -> {
            Answer answer = new Drops(context).drop(statement);
            boolean database = statement.kind() == Drop.ObjectKind.DATABASE;
            String last = statement.name().last().text();
            new GrantMoves(session.accounts())
                    .dropped(
                            statement.kind(), database ? new ModelName(last, last) : context.resolve(statement.name()));
            if (database) {
                session.leaveDatabase(statement.name().last().text());
            }
            return answer;
        };
    }

    @Override
    public Failures.Work<Answer> change(Change statement) {
        return statement.accept(new Changes(context));
    }

    @Override
    public Failures.Work<Answer> refresh(Refresh statement) {
        MaterializedViews views = new MaterializedViews(context, session.refreshes());
        return statement.match(start -> () -> views.refresh(start), cancel -> () -> views.cancel(cancel));
    }

    @Override
    public Failures.Work<Answer> session(SessionStatement statement) {
        return statement.accept(new SessionStatements(session, context));
    }

    @Override
    public Failures.Work<Answer> administrative(Administrative statement) {
        String kind = statement.kind();
        if (kind.startsWith("SHOW") || kind.startsWith("ADMIN SHOW")) {
            return () -> session.questions()
                    .showText(statement.text(), session.asker())
                    .orElseThrow(() -> Failures.statement(kind));
        }
        if (PREPARING.contains(kind)) {
            return () -> prepared(kind, context.text());
        }
        if (AlterCancellation.knows(kind)) {
            return () -> AlterCancellation.run(context, session.alterJobs(), statement);
        }
        if (AccessStatements.knows(kind)) {
            return () -> {
                AccessStatements access =
                        new AccessStatements(session.accounts(), session.user(), session.roles(), session.database());
                if (!access.run(statement.text())) {
                    throw Failures.statement(kind);
                }
                return Answer.Done.OK;
            };
        }
        // Settings of a cluster's nodes and statistics for its optimizer change no answer here.
        boolean idle = kind.startsWith("ADMIN SET") || kind.startsWith("ANALYZE") || kind.startsWith("DROP STATS");
        return idle ? () -> Answer.Done.OK : refused(kind);
    }

    private Answer prepared(String kind, String text) throws ServerError {
        switch (kind) {
            case "PREPARE" -> session.prepared().prepare(text, session::check);
            case "EXECUTE" -> {
                return session.execute(session.prepared().execute(text));
            }
            default -> session.prepared().deallocate(text);
        }
        return Answer.Done.OK;
    }

    private static Failures.Work<Answer> refused(String what) {
        return () -> {
            throw Failures.statement(what);
        };
    }
}
