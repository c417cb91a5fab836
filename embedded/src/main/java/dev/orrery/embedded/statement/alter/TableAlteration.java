// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement.alter;

import dev.orrery.embedded.alter.AlterJob;
import dev.orrery.embedded.alter.AlterJobs;
import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.engine.PartitionEdit;
import dev.orrery.embedded.engine.StoredColumn;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.partition.PartitionChoice;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.Changes;
import dev.orrery.embedded.statement.Failures;
import dev.orrery.embedded.statement.StatementContext;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Alter;
import dev.orrery.models.sql.tree.AlterClause;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Property;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ALTER TABLE: each clause changes the table's statement, and its DuckDB table where rows are concerned. */
public final class TableAlteration extends AlterClauses {
    /** What a clause does. */
    interface Step {
        void run() throws SQLException, ServerError;
    }

    private static final Pattern AUTO_INCREMENT = Pattern.compile("(?i)AUTO_INCREMENT\\s*=\\s*(\\d{1,18})");
    private static final Pattern TRUNCATE = Pattern.compile("(?i)TRUNCATE\\s+(.*)");

    private final StatementContext context;
    private final StoredTable table;
    private final PartitionAlteration partitions;
    private CreateTable statement;
    private final List<String> physical = new ArrayList<>();
    private final List<String> changedColumns = new ArrayList<>();

    private TableAlteration(StatementContext context, StoredTable table) throws SQLException, ServerError {
        this.context = context;
        this.partitions = new PartitionAlteration(context, table);
        this.table = table;
        this.statement = table.statement();
    }

    public static void run(StatementContext context, AlterJobs jobs, Alter.Table alter)
            throws SQLException, ServerError {
        ModelName name = context.resolveExisting(alter.name());
        StoredTable table = context.engine().table(name).orElseThrow(() -> Failures.unknownTable(name.name()));
        jobs.checkFree(table.id(), name);
        TableAlteration alteration = new TableAlteration(context, table);
        for (AlterClause clause : alter.clauses()) {
            clause.accept(alteration).run();
        }
        CreateTable statement = alteration.partitions.restated(alteration.statement);
        PartitionEdit edit = alteration.partitions.edit();
        if (!statement.equals(table.statement()) || !alteration.physical.isEmpty() || !edit.isEmpty()) {
            AlterJobs.Work work = () -> context.engine()
                    .definitions()
                    .alterTable(table, statement, alteration.physical, alteration.changedColumns, edit);
            Optional<AlterJob.Kind> job = jobKind(alter);
            if (job.isPresent()) {
                jobs.run(job.get(), table.id(), name, name.name(), work);
            } else {
                work.run();
            }
        }
    }

    /** What StarRocks does beside the statement; empty for what is over when it answers. */
    private static Optional<AlterJob.Kind> jobKind(Alter.Table alter) {
        for (AlterClause clause : alter.clauses()) {
            Optional<AlterJob.Kind> kind = clause.accept(new AlterJobKind());
            if (kind.isPresent()) {
                return kind;
            }
        }
        return Optional.empty();
    }

    @Override
    public Step addColumns(AlterClause.AddColumns clause) {
        return () -> {
            if (clause.rollup().isPresent()) {
                throw Failures.statement("ALTER TABLE … ADD COLUMN … TO rollup");
            }
            Optional<AlterClause.Position> position = clause.position();
            for (ColumnDefinition column : clause.columns()) {
                add(column, position);
                position = position.isPresent()
                        ? Optional.of(new AlterClause.Position(column.at(), Optional.of(column.name())))
                        : Optional.empty();
            }
        };
    }

    private void add(ColumnDefinition column, Optional<AlterClause.Position> position) throws ServerError {
        List<ColumnDefinition> columns = new ArrayList<>(statement.columns());
        int existing = find(columns, column.name().text());
        if (existing >= 0) {
            String id = columns.get(existing).name().text();
            throw new ServerError(1064, "HY000", "Can not add column which already exists in column id: " + id);
        }
        int place = place(columns, column, position);
        columns.add(place, column);
        statement = TableStatements.withColumns(statement, columns);
        physical.add("ALTER TABLE " + table.physicalName() + " ADD COLUMN "
                + DuckName.quote(column.name().text()) + " " + DuckType.of(column.type()));
        String value = column.generated().isPresent() ? generated(column) : defaultValue(column);
        if (!value.equals("NULL")) {
            physical.add("UPDATE " + table.physicalName() + " SET "
                    + DuckName.quote(column.name().text()) + " = " + value);
        }
    }

    private static int place(
            List<ColumnDefinition> columns, ColumnDefinition column, Optional<AlterClause.Position> position)
            throws ServerError {
        if (position.isPresent()) {
            Optional<Identifier> after = position.get().after();
            return after.isEmpty() ? 0 : require(columns, after.get().text()) + 1;
        }
        if (column.generated().isPresent()) {
            return columns.size();
        }
        int place = columns.size();
        while (place > 0 && columns.get(place - 1).generated().isPresent()) {
            place--;
        }
        return place;
    }

    private String generated(ColumnDefinition column) throws ServerError {
        List<Column> plain = statement.columns().stream()
                .filter(c -> c.generated().isEmpty())
                .map(c -> new Column(c.name().text(), c.type(), true, Optional.empty()))
                .toList();
        return context.translatorIn(table.name().database())
                .value(column.generated().orElseThrow(), plain, "", table.name().name(), column.type());
    }

    private String defaultValue(ColumnDefinition column) throws ServerError {
        if (column.defaultValue().isEmpty() || column.defaultValue().get().value() instanceof Literal.Null) {
            if (column.nullable().filter(n -> !n).isPresent()) {
                throw ServerError.analyzing(
                        "The default value of column '" + column.name().text() + "' must be set: it is NOT NULL");
            }
            return "NULL";
        }
        return context.translator().value(column.defaultValue().get().value(), List.of(), "", "", column.type());
    }

    @Override
    public Step dropColumn(AlterClause.DropColumn clause) {
        return () -> {
            String name = clause.column().text();
            List<ColumnDefinition> columns = new ArrayList<>(statement.columns());
            int place = find(columns, name);
            if (place < 0) {
                throw new ServerError(1064, "HY000", "Column does not exists: " + name);
            }
            if (table.hasUniqueKey()
                    && table.column(name).filter(StoredColumn::key).isPresent()) {
                throw new ServerError(1064, "HY000", "Can not drop key column: " + name);
            }
            columns.remove(place);
            statement = TableStatements.withColumns(statement, columns);
            physical.add("ALTER TABLE " + table.physicalName() + " DROP COLUMN " + DuckName.quote(name));
            changedColumns.add(name);
        };
    }

    @Override
    public Step modifyColumn(AlterClause.ModifyColumn clause) {
        return () -> {
            ColumnDefinition column = clause.column();
            List<ColumnDefinition> columns = new ArrayList<>(statement.columns());
            int place = find(columns, column.name().text());
            if (place < 0) {
                throw new ServerError(
                        1064,
                        "HY000",
                        "Column does not exists: " + column.name().text());
            }
            ColumnDefinition old = columns.remove(place);
            ColumnDefinition changed = TableStatements.named(column, old.name());
            int target = clause.position().isPresent() ? place(columns, column, clause.position()) : place;
            columns.add(target, changed);
            statement = TableStatements.withColumns(statement, columns);
            retype(old, changed);
        };
    }

    private void retype(ColumnDefinition old, ColumnDefinition changed) throws ServerError {
        String name = DuckName.quote(old.name().text());
        if (changed.generated().isPresent()) {
            physical.add("ALTER TABLE " + table.physicalName() + " ALTER COLUMN " + name + " TYPE "
                    + DuckType.of(changed.type()));
            physical.add("UPDATE " + table.physicalName() + " SET " + name + " = " + generated(changed));
            changedColumns.add(old.name().text());
        } else if (!old.type().equals(changed.type())) {
            TypeChanges.check(old.type(), changed.type());
            String cast = Casting.to(Typed.of(name, old.type()), changed.type()).sql();
            physical.add("ALTER TABLE " + table.physicalName() + " ALTER COLUMN " + name + " TYPE "
                    + DuckType.of(changed.type()) + " USING " + cast);
            changedColumns.add(old.name().text());
        }
    }

    @Override
    public Step renameColumn(AlterClause.RenameColumn clause) {
        return () -> {
            String from = clause.from().text();
            if (find(statement.columns(), from) < 0) {
                throw new ServerError(1064, "HY000", "Column does not exists: " + from);
            }
            if (find(statement.columns(), clause.to().text()) >= 0) {
                throw new ServerError(1064, "HY000", "Column[" + clause.to().text() + "] already exists");
            }
            statement = TableStatements.renamed(statement, from, clause.to());
            physical.add("ALTER TABLE " + table.physicalName() + " RENAME COLUMN " + DuckName.quote(from) + " TO "
                    + DuckName.quote(clause.to().text()));
            changedColumns.add(from);
        };
    }

    @Override
    public Step commentColumn(AlterClause.CommentColumn clause) {
        return () -> {
            List<ColumnDefinition> columns = new ArrayList<>(statement.columns());
            int place = require(columns, clause.column().text());
            columns.set(place, TableStatements.commented(columns.get(place), clause.comment()));
            statement = TableStatements.withColumns(statement, columns);
        };
    }

    @Override
    public Step orderColumns(AlterClause.OrderColumns clause) {
        return () -> {
            if (clause.columns().size() < statement.columns().size()) {
                statement = TableStatements.withOrderBy(statement, clause.columns());
                return;
            }
            List<ColumnDefinition> columns = new ArrayList<>();
            for (Identifier name : clause.columns()) {
                columns.add(statement.columns().get(require(statement.columns(), name.text())));
            }
            statement = TableStatements.withColumns(statement, columns);
        };
    }

    @Override
    public Step addIndex(AlterClause.AddIndex clause) {
        return () -> statement = TableStatements.withIndex(statement, clause.index());
    }

    @Override
    public Step dropIndex(AlterClause.DropIndex clause) {
        return () -> statement =
                TableStatements.withoutIndex(statement, clause.index().text());
    }

    @Override
    public Step addPartition(AlterClause.AddPartition clause) {
        return () -> partitions.add(clause);
    }

    @Override
    public Step dropPartitions(AlterClause.DropPartitions clause) {
        return () -> partitions.drop(clause);
    }

    @Override
    public Step other(AlterClause.Other clause) {
        return () -> {
            Matcher numbers = AUTO_INCREMENT.matcher(clause.text());
            Matcher truncated = TRUNCATE.matcher(clause.text());
            if (numbers.matches()) {
                context.engine().definitions().countFrom(table, Long.parseLong(numbers.group(1)));
            } else if (truncated.matches()) {
                new Changes(context).truncate(table, PartitionChoice.of(truncated.group(1)));
            } else if (!partitions.other(clause)) {
                throw Failures.statement("ALTER TABLE … " + clause.text());
            }
        };
    }

    @Override
    public Step rename(AlterClause.Rename clause) {
        return () ->
                context.engine().definitions().renameTable(table, clause.name().text());
    }

    @Override
    public Step swap(AlterClause.Swap clause) {
        return () -> {
            ModelName name =
                    new ModelName(table.name().database(), clause.other().text());
            StoredTable other = context.engine().table(name).orElseThrow(() -> Failures.unknownTable(name.name()));
            context.engine().definitions().swapTables(table, other);
        };
    }

    @Override
    public Step set(AlterClause.SetProperties clause) {
        return () -> {
            List<Property> properties = new ArrayList<>(statement.properties());
            for (Property property : clause.properties()) {
                properties.removeIf(p -> p.key().equalsIgnoreCase(property.key()));
                properties.add(property);
            }
            statement = TableStatements.withProperties(statement, properties);
        };
    }

    @Override
    public Step comment(AlterClause.Comment clause) {
        return () -> statement = TableStatements.withComment(statement, clause.comment());
    }

    @Override
    public Step optimize(AlterClause.Optimize clause) {
        return () -> {
            if (clause.distribution().isEmpty()
                    || clause.partitioning().isPresent()
                    || clause.key().isPresent()) {
                throw Failures.statement("ALTER TABLE … PARTITION BY");
            }
            statement = TableStatements.withDistribution(
                    statement, clause.distribution().get());
        };
    }

    private static int find(List<ColumnDefinition> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().text().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private static int require(List<ColumnDefinition> columns, String name) throws ServerError {
        int place = find(columns, name);
        if (place < 0) {
            throw new ServerError(1064, "HY000", "Column[" + name + "] does not exists");
        }
        return place;
    }
}
