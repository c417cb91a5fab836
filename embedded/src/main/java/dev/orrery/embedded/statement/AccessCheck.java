// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.access.Rights;
import dev.orrery.embedded.access.Target;
import dev.orrery.embedded.access.Target.Kind;
import dev.orrery.embedded.engine.CatalogState;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.alter.AlterCancellation;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Administrative;
import dev.orrery.models.sql.tree.Alter;
import dev.orrery.models.sql.tree.Change;
import dev.orrery.models.sql.tree.CreateDatabase;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTableAs;
import dev.orrery.models.sql.tree.CreateTableLike;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Drop;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Refresh;
import dev.orrery.models.sql.tree.SessionStatement;
import dev.orrery.models.sql.tree.Statement;
import dev.orrery.models.sql.tree.StatementVisitor;
import java.util.Locale;

/**
 * Whether a user may have a statement carried out. What a query reads is asked where its names are resolved, in {@link
 * CatalogObjects}; what does not exist is left to whoever says so.
 */
final class AccessCheck implements StatementVisitor<AccessCheck.Check> {
    /** Fails with 5203. */
    interface Check {
        void run() throws ServerError;
    }

    private static final Check NOTHING = () -> {};

    private final StatementContext context;
    private final Rights rights;

    AccessCheck(StatementContext context, Rights rights) {
        this.context = context;
        this.rights = rights;
    }

    @Override
    public Check query(QueryStatement statement) {
        return NOTHING;
    }

    @Override
    public Check createDatabase(CreateDatabase statement) {
        return () -> rights.require("CREATE DATABASE", Target.CATALOG);
    }

    @Override
    public Check createTable(CreateTable statement) {
        return creating("CREATE TABLE", statement.name());
    }

    @Override
    public Check createTableAs(CreateTableAs statement) {
        return creating("CREATE TABLE", statement.name());
    }

    @Override
    public Check createTableLike(CreateTableLike statement) {
        return creating("CREATE TABLE", statement.name());
    }

    @Override
    public Check createView(CreateView statement) {
        return creating("CREATE VIEW", statement.name());
    }

    @Override
    public Check createMaterializedView(CreateMaterializedView statement) {
        return creating("CREATE MATERIALIZED VIEW", statement.name());
    }

    private Check creating(String privilege, Name name) {
        return () -> rights.require(
                privilege, Target.database(context.resolveExisting(name).database()));
    }

    @Override
    public Check alter(Alter statement) {
        return statement.accept(new Alter.Visitor<>() {
            @Override
            public Check table(Alter.Table alter) {
                return on("ALTER", alter.name(), Kind.TABLE);
            }

            @Override
            public Check view(Alter.View alter) {
                return on("ALTER", alter.name(), Kind.VIEW);
            }

            @Override
            public Check materializedView(Alter.MaterializedView alter) {
                return on("ALTER", alter.name(), Kind.MATERIALIZED_VIEW);
            }
        });
    }

    @Override
    public Check drop(Drop statement) {
        return switch (statement.kind()) {
            case DATABASE ->
                () -> {
                    String name = statement.name().last().text();
                    if (context.engine().catalog().database(name).isPresent()) {
                        rights.require("DROP", Target.database(name));
                    }
                };
            case TABLE -> on("DROP", statement.name(), Kind.TABLE);
            case VIEW -> on("DROP", statement.name(), Kind.VIEW);
            case MATERIALIZED_VIEW -> on("DROP", statement.name(), Kind.MATERIALIZED_VIEW);
        };
    }

    @Override
    public Check change(Change statement) {
        return statement.accept(new Change.Visitor<>() {
            @Override
            public Check insert(Change.Insert insert) {
                return on("INSERT", insert.target(), Kind.TABLE);
            }

            @Override
            public Check update(Change.Update update) {
                return on("UPDATE", update.table(), Kind.TABLE);
            }

            @Override
            public Check delete(Change.Delete delete) {
                return on("DELETE", delete.table(), Kind.TABLE);
            }

            @Override
            public Check truncate(Change.Truncate truncate) {
                return on("DELETE", truncate.table(), Kind.TABLE);
            }
        });
    }

    @Override
    public Check refresh(Refresh statement) {
        return on("REFRESH", statement.name(), Kind.MATERIALIZED_VIEW);
    }

    private Check on(String privilege, Name name, Kind kind) {
        return () -> require(privilege, context.resolve(name), kind);
    }

    private void require(String privilege, ModelName name, Kind kind) throws ServerError {
        if (exists(name, kind)) {
            rights.require(privilege, Target.of(kind, name));
        }
    }

    private boolean exists(ModelName name, Kind kind) {
        CatalogState catalog = context.engine().catalog();
        return switch (kind) {
            case TABLE -> catalog.table(name).isPresent();
            case VIEW -> catalog.view(name).isPresent();
            case MATERIALIZED_VIEW -> catalog.materializedView(name).isPresent();
            case SYSTEM, CATALOG, DATABASE -> false;
        };
    }

    /** DESC and SHOW of one object: any privilege on it is enough. */
    private void seen(ModelName name) throws ServerError {
        for (Kind kind : new Kind[] {Kind.TABLE, Kind.VIEW, Kind.MATERIALIZED_VIEW}) {
            if (exists(name, kind)) {
                rights.requireAny(Target.of(kind, name));
            }
        }
    }

    @Override
    public Check session(SessionStatement statement) {
        return statement.accept(new SessionStatement.Visitor<>() {
            @Override
            public Check use(SessionStatement.Use use) {
                // The session asks when it changes its database, for whoever says so by the protocol too.
                return NOTHING;
            }

            @Override
            public Check set(SessionStatement.SetVariables set) {
                boolean global = set.variables().stream().anyMatch(v -> v.scope() == SessionStatement.Scope.GLOBAL);
                return global ? () -> rights.require("OPERATE", Target.SYSTEM) : NOTHING;
            }

            @Override
            public Check show(SessionStatement.Show show) {
                if (show.what().equals("FRONTENDS") || show.what().equals("BACKENDS")) {
                    return () -> rights.requireEither("OPERATE", "NODE", Target.SYSTEM);
                }
                return show.object().isEmpty() || show.what().equals("CREATE DATABASE")
                        ? NOTHING
                        : () -> seen(
                                show.database().isPresent()
                                        ? new ModelName(
                                                show.database().get().last().text(),
                                                show.object().get().last().text())
                                        : context.resolve(show.object().get()));
            }

            @Override
            public Check describe(SessionStatement.Describe describe) {
                return () -> seen(context.resolve(describe.table()));
            }

            @Override
            public Check explain(SessionStatement.Explain explain) {
                return explain.statement().accept(AccessCheck.this);
            }

            @Override
            public Check kill(SessionStatement.Kill kill) {
                return NOTHING;
            }

            @Override
            public Check transaction(SessionStatement.Transaction transaction) {
                return NOTHING;
            }
        });
    }

    /** Accounts look after themselves. */
    @Override
    public Check administrative(Administrative statement) {
        String kind = statement.kind();
        if (kind.startsWith("ADMIN") || kind.startsWith("SHOW PROC")) {
            return () -> rights.require("OPERATE", Target.SYSTEM);
        }
        if (AlterCancellation.knows(kind)) {
            return () -> require("ALTER", AlterCancellation.table(context, statement), Kind.TABLE);
        }
        boolean others = kind.startsWith("SHOW GRANTS") || kind.startsWith("SHOW ALL AUTH");
        return others && !rights.may("GRANT", Target.SYSTEM) ? () -> othersGrants(statement.text()) : NOTHING;
    }

    private void othersGrants(String text) throws ServerError {
        String own = rights.user().replaceAll("'", "").replaceFirst("@.*", "");
        String about = text.replaceAll("['`\"]", "")
                .replaceFirst("(?i).*\\bFOR\\s+(USER\\s+)?", "")
                .replaceFirst("\\s*@.*", "")
                .strip();
        boolean role = about.toUpperCase(Locale.ROOT).startsWith("ROLE ");
        boolean mine = role ? rights.holdsRole(about.substring(5).strip()) : about.equals(own);
        if (!mine) {
            rights.require("GRANT", Target.SYSTEM);
        }
    }

    @Override
    public Check other(Statement statement) {
        return NOTHING;
    }
}
