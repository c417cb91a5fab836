// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.version;

import dev.orrery.models.sql.tree.Administrative;
import dev.orrery.models.sql.tree.Alter;
import dev.orrery.models.sql.tree.Change;
import dev.orrery.models.sql.tree.CreateMacro;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTableAs;
import dev.orrery.models.sql.tree.CreateTableLike;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.QueryIntoFile;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Refresh;
import dev.orrery.models.sql.tree.SessionStatement;
import dev.orrery.models.sql.tree.Statement;
import dev.orrery.models.sql.tree.StatementVisitor;

/** What a statement needs a newer version for; one case a family. */
final class StatementUses
        implements StatementVisitor<Uses>, Alter.Visitor<Uses>, Change.Visitor<Uses>, SessionStatement.Visitor<Uses> {
    private final Uses uses;
    private final QueryUses queries;
    private final TableUses tables;

    StatementUses(Uses uses) {
        this.uses = uses;
        this.queries = new QueryUses(uses);
        this.tables = new TableUses(uses, queries);
    }

    @Override
    public Uses other(Statement statement) {
        return uses;
    }

    @Override
    public Uses query(QueryStatement statement) {
        queries.query(statement.query());
        return uses;
    }

    @Override
    public Uses queryIntoFile(QueryIntoFile statement) {
        queries.query(statement.query());
        return uses;
    }

    @Override
    public Uses createTable(CreateTable statement) {
        return tables.table(statement);
    }

    @Override
    public Uses createTableAs(CreateTableAs statement) {
        tables.temporary(statement, statement.temporary(), statement.name());
        tables.indexes(statement.indexes());
        statement.partitioning().ifPresent(tables::partitioning);
        tables.properties(statement.properties());
        queries.query(statement.query());
        return uses;
    }

    @Override
    public Uses createTableLike(CreateTableLike statement) {
        return tables.temporary(statement, statement.temporary(), statement.name());
    }

    @Override
    public Uses createMacro(CreateMacro statement) {
        queries.walk(statement.body());
        return uses;
    }

    @Override
    public Uses createView(CreateView statement) {
        if (statement.security().isPresent()) {
            uses.add(Construct.VIEW_SECURITY, Uses.between(statement.name(), statement.query()));
        }
        queries.query(statement.query());
        return uses;
    }

    @Override
    public Uses createMaterializedView(CreateMaterializedView statement) {
        if (statement.refresh().isEmpty() && statement.distribution().isEmpty()) {
            uses.add(Construct.SYNCHRONOUS_VIEW, statement.name().at());
        }
        if (statement.partitionBy().size() > 1) {
            uses.add(
                    Construct.PARTITIONS_OF_SEVERAL_COLUMNS,
                    statement.partitionBy().get(1).at());
        }
        tables.indexes(statement.indexes());
        statement.partitionBy().forEach(queries::walk);
        tables.materializedViewProperties(statement.properties());
        queries.query(statement.query());
        return uses;
    }

    @Override
    public Uses alter(Alter statement) {
        return statement.accept((Alter.Visitor<Uses>) this);
    }

    @Override
    public Uses table(Alter.Table statement) {
        AlterUses clauses = new AlterUses(uses, queries, tables, AlterUses.Target.TABLE);
        statement.clauses().forEach(clause -> clause.accept(clauses));
        return uses;
    }

    @Override
    public Uses view(Alter.View statement) {
        statement.query().ifPresent(queries::query);
        statement.clause().ifPresent(clause -> clause.accept(view()));
        return uses;
    }

    private AlterUses view() {
        return new AlterUses(uses, queries, tables, AlterUses.Target.VIEW);
    }

    @Override
    public Uses materializedView(Alter.MaterializedView statement) {
        return statement.clause().accept(new AlterUses(uses, queries, tables, AlterUses.Target.MATERIALIZED_VIEW));
    }

    @Override
    public Uses change(Change statement) {
        return statement.accept((Change.Visitor<Uses>) this);
    }

    @Override
    public Uses insert(Change.Insert statement) {
        if (!statement.files().isEmpty()) {
            uses.add(Construct.INSERT_FILES, statement.target().at());
        }
        if (statement.byName()) {
            uses.add(Construct.INSERT_BY_NAME, statement.target().at());
        }
        if (!statement.properties().isEmpty()) {
            uses.add(Construct.INSERT_PROPERTIES, statement.properties().get(0).at());
        }
        return statement.source().match(this::rows, from -> {
            queries.query(from.query());
            return uses;
        });
    }

    private Uses rows(Change.Rows rows) {
        rows.rows().forEach(row -> row.forEach(value -> value.ifPresent(queries::walk)));
        return uses;
    }

    @Override
    public Uses update(Change.Update statement) {
        statement.with().forEach(table -> queries.query(table.query()));
        statement.assignments().forEach(assignment -> assignment.value().ifPresent(queries::walk));
        statement.from().ifPresent(queries::walk);
        statement.where().ifPresent(queries::walk);
        return uses;
    }

    @Override
    public Uses delete(Change.Delete statement) {
        statement.with().forEach(table -> queries.query(table.query()));
        statement.using().ifPresent(queries::walk);
        statement.where().ifPresent(queries::walk);
        return uses;
    }

    @Override
    public Uses truncate(Change.Truncate statement) {
        return uses;
    }

    @Override
    public Uses refresh(Refresh statement) {
        return statement.match(this::start, this::cancel);
    }

    private Uses start(Refresh.Start refresh) {
        boolean values =
                refresh.partitions().filter(text -> text.startsWith("(")).isPresent();
        if (values) {
            uses.add(Construct.REFRESH_VALUES, Uses.after(refresh.name(), refresh));
        }
        if (refresh.priority().isPresent()) {
            uses.add(Construct.REFRESH_PRIORITY, Uses.after(refresh.name(), refresh));
        }
        return uses;
    }

    private Uses cancel(Refresh.Cancel cancel) {
        if (cancel.force()) {
            uses.add(Construct.CANCEL_BY_FORCE, Uses.after(cancel.name(), cancel));
        }
        return uses;
    }

    @Override
    public Uses session(SessionStatement statement) {
        return statement.accept((SessionStatement.Visitor<Uses>) this);
    }

    @Override
    public Uses use(SessionStatement.Use statement) {
        return uses;
    }

    @Override
    public Uses set(SessionStatement.SetVariables statement) {
        statement.variables().forEach(variable -> variable.value().ifPresent(queries::walk));
        return uses;
    }

    @Override
    public Uses show(SessionStatement.Show statement) {
        return uses;
    }

    @Override
    public Uses describe(SessionStatement.Describe statement) {
        return uses;
    }

    @Override
    public Uses explain(SessionStatement.Explain statement) {
        String words = statement.words();
        if (statement.statement() instanceof Refresh) {
            uses.add(Construct.EXPLAIN_REFRESH, Uses.before(statement, statement.statement()));
        } else if (words.equals("EXPLAIN SCHEDULER")) {
            uses.add(Construct.EXPLAIN_SCHEDULER, Uses.before(statement, statement.statement()));
        } else if (words.startsWith("TRACE ") && !words.equals("TRACE OPTIMIZER") && !words.equals("TRACE REWRITE")) {
            uses.add(Construct.TRACE, Uses.before(statement, statement.statement()));
        }
        return statement.statement().accept(this);
    }

    @Override
    public Uses kill(SessionStatement.Kill statement) {
        return uses;
    }

    @Override
    public Uses transaction(SessionStatement.Transaction statement) {
        uses.add(Construct.TRANSACTION, statement.at());
        return uses;
    }

    @Override
    public Uses administrative(Administrative statement) {
        family(statement.kind(), statement);
        return uses;
    }

    private void family(String kind, Administrative statement) {
        if (kind.equals("ALTER TASK")) {
            uses.add(Construct.ALTER_TASK, statement.at());
        } else if (kind.equals("TRANSLATE")) {
            uses.add(Construct.TRANSLATE, statement.at());
        } else if (kind.equals("EXECUTE") || kind.endsWith("PREPARE")) {
            uses.add(Construct.PREPARED_STATEMENT, statement.at());
        } else if (kind.endsWith("DICTIONARY")) {
            uses.add(Construct.DICTIONARY, statement.at());
        } else if (kind.endsWith(" PIPE") || kind.endsWith(" PIPES")) {
            uses.add(Construct.PIPE, statement.at());
        } else if (kind.contains("SECURITY INTEGRATION") || kind.contains("GROUP PROVIDER")) {
            uses.add(Construct.SECURITY_INTEGRATION, statement.at());
        } else if (kind.equals("SUBMIT TASK") && isScheduled(statement.text())) {
            uses.add(Construct.SCHEDULED_TASK, statement.at());
        }
    }

    /** Whether SCHEDULE stands before the statement that the task carries out. */
    private static boolean isScheduled(String text) {
        String upper = text.toUpperCase(java.util.Locale.ROOT);
        int schedule = upper.indexOf(" SCHEDULE ");
        int as = upper.indexOf(" AS ");
        return schedule >= 0 && (as < 0 || schedule < as);
    }
}
