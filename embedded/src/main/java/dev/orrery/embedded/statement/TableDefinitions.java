// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.analysis.Finding;
import dev.orrery.models.analysis.StatementAnalysis;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.project.Feature;
import dev.orrery.models.project.Project;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateDatabase;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTableAs;
import dev.orrery.models.sql.tree.CreateTableLike;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.type.DataType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** CREATE DATABASE and CREATE TABLE in its three forms. */
final class TableDefinitions {
    /** Indexes that a cluster has to switch on first are kept here as they are written: they change no answer. */
    private static final Project.Target TARGET = new Project.Target(
            Project.Target.newest().version(), Project.Target.newest().runMode(), EnumSet.allOf(Feature.class));

    private final StatementContext context;

    TableDefinitions(StatementContext context) {
        this.context = context;
    }

    Answer createDatabase(CreateDatabase statement) throws SQLException, ServerError {
        String name = statement.name().last().text();
        if (statement.ifNotExists() && context.engine().catalog().database(name).isPresent()) {
            return Answer.Done.OK;
        }
        context.engine().definitions().createDatabase(name);
        return Answer.Done.OK;
    }

    Answer create(CreateTable statement) throws SQLException, ServerError {
        if (statement.external()) {
            throw Failures.statement("CREATE EXTERNAL TABLE");
        }
        ModelName name = context.resolveExisting(statement.name());
        if (context.engine().catalog().exists(name)) {
            if (statement.ifNotExists()) {
                return Answer.Done.OK;
            }
            throw exists(name);
        }
        check(name, statement);
        context.engine().definitions().createTable(name, statement);
        return Answer.Done.OK;
    }

    private static ServerError exists(ModelName name) {
        return new ServerError(
                1050, "42S01", "Getting analyzing error. Detail message: Table '" + name.name() + "' already exists.");
    }

    private void check(ModelName name, CreateTable statement) throws ServerError {
        Set<String> seen = new HashSet<>();
        for (ColumnDefinition column : statement.columns()) {
            if (!seen.add(column.name().text().toLowerCase(Locale.ROOT))) {
                throw new ServerError(
                        1060,
                        "42S21",
                        "Getting analyzing error. Detail message: Duplicate column name '"
                                + column.name().text() + "'.");
            }
            DuckType.of(column.type());
        }
        List<Finding> findings =
                StatementAnalysis.of(name, statement, context.objects(), TARGET).findings();
        if (!findings.isEmpty()) {
            throw ServerError.analyzing(findings.get(0).message());
        }
        List<Column> plain = statement.columns().stream()
                .filter(c -> c.generated().isEmpty())
                .map(c -> new Column(c.name().text(), c.type(), true, Optional.empty()))
                .toList();
        for (ColumnDefinition column : statement.columns()) {
            if (column.generated().isPresent()) {
                context.translatorIn(name.database())
                        .value(column.generated().get(), plain, "", name.name(), column.type());
            }
        }
    }

    Answer createLike(CreateTableLike statement) throws SQLException, ServerError {
        ModelName name = context.resolveExisting(statement.name());
        if (statement.ifNotExists() && context.engine().catalog().exists(name)) {
            return Answer.Done.OK;
        }
        ModelName other = context.resolveExisting(statement.other());
        StoredTable model = context.engine().table(other).orElseThrow(() -> Failures.unknownTable(other.name()));
        context.engine().definitions().createTable(name, model.statement());
        return Answer.Done.OK;
    }

    Answer createAs(CreateTableAs statement) throws SQLException, ServerError {
        ModelName name = context.resolveExisting(statement.name());
        if (context.engine().catalog().exists(name)) {
            if (statement.ifNotExists()) {
                return Answer.Done.OK;
            }
            throw exists(name);
        }
        List<Column> outputs = columns(name, statement);
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            String label = i < statement.columns().size()
                    ? statement.columns().get(i).text()
                    : outputs.get(i).name();
            columns.add(definition(outputs.get(i), label, isPrimaryKey(statement, label)));
        }
        CreateTable table = new CreateTable(
                Location.NOWHERE,
                false,
                false,
                false,
                statement.name(),
                columns,
                statement.indexes(),
                Optional.empty(),
                statement.key(),
                statement.comment(),
                statement.partitioning(),
                statement.distribution(),
                statement.orderBy(),
                List.of(),
                statement.properties());
        check(name, table);
        context.engine().definitions().createTable(name, table);
        StoredTable created = context.engine().table(name).orElseThrow();
        boolean filled = false;
        try {
            long rows = new Changes(context).fill(created, statement.query());
            filled = true;
            return new Answer.Done(rows, "");
        } finally {
            if (!filled) {
                context.engine().definitions().dropTable(created);
            }
        }
    }

    /** What the compiler says of a view with this query: one place types outputs. */
    private List<Column> columns(ModelName name, CreateTableAs statement) throws ServerError {
        List<Column> translated = context.translator().query(statement.query()).columns();
        CreateView view = new CreateView(
                Location.NOWHERE,
                false,
                false,
                statement.name(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                statement.query());
        StatementAnalysis analysis = StatementAnalysis.of(
                name, view, context.objects(), context.environment().database());
        List<Column> analyzed = analysis.definition().columns();
        return analysis.findings().isEmpty() && analyzed.size() == translated.size() ? analyzed : translated;
    }

    /** A query's column may be NULL as far as anybody knows; as a part of a primary key it becomes NOT NULL. */
    private static boolean isPrimaryKey(CreateTableAs statement, String label) {
        return statement.key().stream()
                .filter(key -> key.kind() == CreateTable.KeyKind.PRIMARY)
                .flatMap(key -> key.columns().stream())
                .anyMatch(column -> column.text().equalsIgnoreCase(label));
    }

    /** Recorded: CREATE TABLE AS makes decimals of floating numbers. */
    private static DataType exact(DataType type) {
        boolean floating = type.is(DataType.Kind.FLOAT) || type.is(DataType.Kind.DOUBLE);
        return floating ? new DataType.Decimal(38, 9) : type;
    }

    private static ColumnDefinition definition(Column column, String label, boolean primaryKey) {
        return new ColumnDefinition(
                Location.NOWHERE,
                Identifier.of(label),
                StoredTypes.of(exact(column.type())),
                false,
                Optional.empty(),
                Optional.of(column.nullable() && !primaryKey),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
    }
}
