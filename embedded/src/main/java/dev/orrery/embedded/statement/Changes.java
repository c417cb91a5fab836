// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.engine.StoredColumn;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.engine.Write;
import dev.orrery.embedded.engine.WriteMode;
import dev.orrery.embedded.engine.WriteOptions;
import dev.orrery.embedded.partition.PartitionChoice;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.insert.FilteredRows;
import dev.orrery.embedded.statement.insert.InsertColumns;
import dev.orrery.embedded.statement.insert.InsertRows;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Change;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.Subquery;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** INSERT, UPDATE, DELETE and TRUNCATE: each a transaction of its own. */
public final class Changes implements Change.Visitor<Failures.Work<Answer>> {
    private static final String STAGING = "__staging";
    private static final Pattern DYNAMIC_OVERWRITE =
            Pattern.compile("(?i)SET_VAR\\s*\\([^)]*\\bdynamic_overwrite\\s*=\\s*'?\"?true");

    private final StatementContext context;

    public Changes(StatementContext context) {
        this.context = context;
    }

    @Override
    public Failures.Work<Answer> insert(Change.Insert statement) {
        return () -> {
            if (!statement.files().isEmpty()) {
                throw Failures.statement("INSERT INTO FILES");
            }
            StoredTable table = table(statement.target());
            List<StoredColumn> columns = new InsertColumns(context, table).of(statement);
            boolean partial = statement.properties().stream()
                    .anyMatch(p -> p.key().equals("partial_update") && p.value().equals("true"));
            Optional<String> condition = statement.properties().stream()
                    .filter(p -> p.key().equals("merge_condition"))
                    .map(Property::value)
                    .findFirst();
            WriteMode mode =
                    statement.overwrite() ? overwrite(statement, table) : partial ? WriteMode.PARTIAL : WriteMode.FULL;
            PartitionChoice partitions = statement.clauses().isEmpty()
                    ? PartitionChoice.all()
                    : PartitionChoice.of(statement.clauses().get(0));
            String rows = new InsertRows(context, columns).select(statement);
            Optional<String> filtered = statement.properties().stream()
                    .filter(p -> p.key().equals("max_filter_ratio"))
                    .map(Property::value)
                    .findFirst();
            WriteOptions options = new WriteOptions(mode, condition, partitions);
            return done(write(table, rows, columns, options, FilteredRows.ratio(context, filtered)));
        };
    }

    /** What an INSERT OVERWRITE without partitions replaces is said by a session variable, or by a hint. */
    private WriteMode overwrite(Change.Insert statement, StoredTable table) {
        boolean hinted = statement.hints().stream()
                .anyMatch(hint -> DYNAMIC_OVERWRITE.matcher(hint).find());
        boolean set = context.environment()
                .variables()
                .value("@@", "dynamic_overwrite")
                .filter(value -> value.equals("1") || value.equalsIgnoreCase("true"))
                .isPresent();
        boolean chosen = statement.clauses().isEmpty()
                && table.statement().partitioning().isPresent();
        return chosen && (hinted || set) ? WriteMode.OVERWRITE_TOUCHED : WriteMode.OVERWRITE;
    }

    /** Of the rows that a query gives, columns in order. */
    long fill(StoredTable table, Query query) throws SQLException, ServerError {
        List<StoredColumn> columns =
                table.columns().stream().filter(c -> !c.isGenerated()).toList();
        String rows = new InsertRows(context, columns).ofQuery(query);
        return write(table, rows, columns, WriteOptions.FULL);
    }

    private long write(StoredTable table, String rows, List<StoredColumn> columns, WriteOptions options)
            throws SQLException, ServerError {
        return write(table, rows, columns, options, FilteredRows.ratio(context, Optional.empty()));
    }

    /**
     * @param ratio of rows that may be left out because they do not fit
     */
    private long write(StoredTable table, String rows, List<StoredColumn> columns, WriteOptions options, double ratio)
            throws SQLException, ServerError {
        run("CREATE OR REPLACE TEMP TABLE \"" + STAGING + "\" AS " + rows);
        if (ratio > 0) {
            new FilteredRows(context, STAGING).leaveOut(table, columns, options.partitions(), ratio);
        } else {
            checkStaged();
        }
        return inTransaction(() -> {
            List<String> names = columns.stream().map(StoredColumn::name).toList();
            return context.engine().write(table.name(), context.connection(), STAGING, names, options);
        });
    }

    private void checkStaged() throws SQLException, ServerError {
        try (Statement statement = context.connection().createStatement();
                var bad = statement.executeQuery("SELECT \"" + InsertRows.BAD + "\" FROM \"" + STAGING + "\" WHERE \""
                        + InsertRows.BAD + "\" IS NOT NULL LIMIT 1")) {
            if (bad.next()) {
                throw new ServerError(
                        1064,
                        "HY000",
                        "Insert has filtered data: a value does not fit the type of column '" + bad.getString(1) + "'");
            }
        }
    }

    private interface Writing {
        Write run() throws SQLException, ServerError;
    }

    private long inTransaction(Writing writing) throws SQLException, ServerError {
        context.connection().setAutoCommit(false);
        boolean committed = false;
        Write write = null;
        try {
            write = writing.run();
            context.connection().commit();
            committed = true;
            return write.rows();
        } finally {
            if (!committed) {
                context.connection().rollback();
            }
            context.connection().setAutoCommit(true);
            if (write != null) {
                write.close();
            }
        }
    }

    @Override
    public Failures.Work<Answer> update(Change.Update statement) {
        return () -> {
            StoredTable table = table(statement.table());
            if (table.keyKind() != KeyKind.PRIMARY) {
                throw new ServerError(1064, "HY000", "table " + table.name().name() + " does not support update");
            }
            List<StoredColumn> columns =
                    table.columns().stream().filter(c -> !c.isGenerated()).toList();
            List<Select.Item> items = new ArrayList<>();
            for (StoredColumn column : columns) {
                items.add(item(value(statement, table, column), column.name()));
            }
            for (Change.Assignment assignment : statement.assignments()) {
                StoredColumn column = table.column(assignment.column().text())
                        .orElseThrow(() ->
                                ServerError.analyzing("table '" + table.name().name() + "' do not existing column '"
                                        + assignment.column().text() + "'"));
                if (column.key()) {
                    throw ServerError.analyzing("primary key column cannot be updated: " + column.name());
                }
            }
            Relation target =
                    new Relation.Table(Location.NOWHERE, statement.table(), List.of(), List.of(), Optional.empty());
            Relation from = statement
                    .from()
                    .<Relation>map(other -> new Relation.Join(
                            Location.NOWHERE,
                            Relation.JoinKind.COMMA,
                            target,
                            other,
                            Optional.empty(),
                            List.of(),
                            Optional.empty()))
                    .orElse(target);
            Query query = query(statement.with(), items, Optional.of(from), statement.where());
            String rows = new InsertRows(context.changing(table.name()), columns).ofQuery(query);
            return done(write(table, rows, columns, WriteOptions.FULL));
        };
    }

    private static Expression value(Change.Update statement, StoredTable table, StoredColumn column) {
        Expression old = new Reference.Column(Name.of(table.name().name(), column.name()));
        for (Change.Assignment assignment : statement.assignments()) {
            if (assignment.column().text().equalsIgnoreCase(column.name())) {
                return assignment
                        .value()
                        .orElseGet(() -> column.definition()
                                .defaultValue()
                                .map(d -> d.value())
                                .orElse(new Literal.Null(Location.NOWHERE)));
            }
        }
        return old;
    }

    @Override
    public Failures.Work<Answer> delete(Change.Delete statement) {
        return () -> {
            StoredTable table = table(statement.table());
            Expression where = statement
                    .where()
                    .orElseThrow(() ->
                            ServerError.analyzing("Delete must specify where clause to prevent full table delete"));
            if (statement.using().isPresent() || !statement.with().isEmpty()) {
                List<Select.Item> one = List.of(item(new Literal.Numeric(Location.NOWHERE, "1"), "one"));
                where = new Subquery.Exists(
                        Location.NOWHERE, query(statement.with(), one, statement.using(), Optional.of(where)));
            }
            List<Column> columns =
                    table.columns().stream().map(StoredColumn::asColumn).toList();
            String condition = context.translator()
                    .condition(where, columns, "t.", statement.table().last().text());
            if (statement.partitions().isPresent()) {
                PartitionChoice choice =
                        PartitionChoice.of(statement.partitions().get());
                condition = "(" + condition + ") AND " + context.engine().partitionCondition(table, choice);
            }
            return done(delete(table, condition));
        };
    }

    private long delete(StoredTable table, String condition) throws SQLException, ServerError {
        long[] changed = new long[1];
        inTransaction(() -> {
            Write write = context.engine().changing(table.name(), context.connection());
            boolean kept = false;
            try (Statement statement = context.connection().createStatement()) {
                context.engine().advance(table, context.connection(), condition);
                changed[0] =
                        statement.executeUpdate("DELETE FROM " + table.physicalName() + " AS t WHERE " + condition);
                kept = true;
                return write;
            } finally {
                if (!kept) {
                    write.close();
                }
            }
        });
        return changed[0];
    }

    @Override
    public Failures.Work<Answer> truncate(Change.Truncate statement) {
        return () -> {
            StoredTable table = table(statement.table());
            truncate(table, statement.partitions().map(PartitionChoice::of).orElseGet(PartitionChoice::all));
            return Answer.Done.OK;
        };
    }

    /** Takes the rows of a table, or of some of its partitions, away. */
    public void truncate(StoredTable table, PartitionChoice choice) throws SQLException, ServerError {
        inTransaction(() -> {
            Write write = context.engine().changing(table.name(), context.connection());
            boolean kept = false;
            try {
                context.engine().truncate(table, context.connection(), choice);
                kept = true;
                return write;
            } finally {
                if (!kept) {
                    write.close();
                }
            }
        });
    }

    private StoredTable table(Name name) throws ServerError {
        ModelName resolved = context.resolveExisting(name);
        if (context.engine().catalog().materializedView(resolved).isPresent()) {
            throw ServerError.analyzing("The data of '" + resolved.name() + "' cannot be inserted because '"
                    + resolved.name()
                    + "' is a materialized view,and the data of materialized view must be consistent with the base"
                    + " table.");
        }
        if (context.engine().catalog().view(resolved).isPresent()) {
            throw new ServerError(1064, "HY000", "Only support insert into olap/mysql/iceberg/hive table");
        }
        return context.engine().table(resolved).orElseThrow(() -> Failures.unknownTable(resolved.name()));
    }

    private static Select.Item item(Expression expression, String alias) {
        return new Select.Item(Location.NOWHERE, expression, Optional.of(Identifier.of(alias)));
    }

    private static Query query(
            List<Query.CommonTable> with,
            List<Select.Item> items,
            Optional<Relation> from,
            Optional<Expression> where) {
        Select select = new Select(
                Location.NOWHERE,
                List.of(),
                false,
                items,
                from,
                where,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Query(Location.NOWHERE, false, with, select, List.of(), Optional.empty());
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = context.connection().createStatement()) {
            context.running().begin(statement);
            statement.execute(sql);
        } finally {
            context.running().end();
        }
    }

    private static Answer done(long rows) {
        return new Answer.Done(rows, "{'label':'insert_" + UUID.randomUUID() + "', 'status':'VISIBLE', 'txnId':'0'}");
    }
}
