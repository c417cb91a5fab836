// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

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
import java.util.Locale;

/** One word for the family of a statement, as tools are told it. */
final class StatementKind
        implements StatementVisitor<String>,
                Alter.Visitor<String>,
                Change.Visitor<String>,
                SessionStatement.Visitor<String> {

    @Override
    public String query(QueryStatement statement) {
        return "select";
    }

    @Override
    public String queryIntoFile(QueryIntoFile statement) {
        return "select";
    }

    @Override
    public String createDatabase(CreateDatabase statement) {
        return "create_database";
    }

    @Override
    public String createTable(CreateTable statement) {
        return "create_table";
    }

    @Override
    public String createTableAs(CreateTableAs statement) {
        return "create_table";
    }

    @Override
    public String createTableLike(CreateTableLike statement) {
        return "create_table";
    }

    @Override
    public String createView(CreateView statement) {
        return "create_view";
    }

    @Override
    public String createMaterializedView(CreateMaterializedView statement) {
        return "create_mv";
    }

    @Override
    public String createMacro(CreateMacro statement) {
        return "create_macro";
    }

    @Override
    public String alter(Alter statement) {
        return statement.accept((Alter.Visitor<String>) this);
    }

    @Override
    public String table(Alter.Table statement) {
        return "alter_table";
    }

    @Override
    public String view(Alter.View statement) {
        return "alter_view";
    }

    @Override
    public String materializedView(Alter.MaterializedView statement) {
        return "alter_mv";
    }

    @Override
    public String drop(Drop statement) {
        return "drop_" + statement.kind().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String change(Change statement) {
        return statement.accept((Change.Visitor<String>) this);
    }

    @Override
    public String insert(Change.Insert statement) {
        return "insert";
    }

    @Override
    public String update(Change.Update statement) {
        return "update";
    }

    @Override
    public String delete(Change.Delete statement) {
        return "delete";
    }

    @Override
    public String truncate(Change.Truncate statement) {
        return "truncate";
    }

    @Override
    public String refresh(Refresh statement) {
        return statement.match(start -> "refresh", cancel -> "cancel_refresh");
    }

    @Override
    public String session(SessionStatement statement) {
        return statement.accept((SessionStatement.Visitor<String>) this);
    }

    @Override
    public String use(SessionStatement.Use statement) {
        return "use";
    }

    @Override
    public String set(SessionStatement.SetVariables statement) {
        return "set";
    }

    @Override
    public String show(SessionStatement.Show statement) {
        return "show";
    }

    @Override
    public String describe(SessionStatement.Describe statement) {
        return "describe";
    }

    @Override
    public String explain(SessionStatement.Explain statement) {
        return "explain";
    }

    @Override
    public String kill(SessionStatement.Kill statement) {
        return "kill";
    }

    @Override
    public String transaction(SessionStatement.Transaction statement) {
        return "transaction";
    }

    @Override
    public String administrative(Administrative statement) {
        return statement.kind().toLowerCase(Locale.ROOT).replace(' ', '_');
    }
}
