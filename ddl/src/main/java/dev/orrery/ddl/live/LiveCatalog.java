// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.live;

import dev.orrery.ddl.DdlCode;
import dev.orrery.ddl.normal.Qualified;
import dev.orrery.ddl.normal.Reads;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.StatementVisitor;
import dev.orrery.starrocks.LiveObjects;
import dev.orrery.starrocks.StarRocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a server holds.
 *
 * @param databases that exist, empty ones included
 * @param catalog every table, view and asynchronous MV that was understood
 * @param notUnderstood objects whose SHOW CREATE this version of Orrery cannot parse, with ORR-D001
 */
public record LiveCatalog(
        SortedSet<String> databases, Catalog catalog, SortedMap<ModelName, Diagnostic> notUnderstood) {

    /** Hidden columns behind PARTITION BY expressions: printed by 3.4 to 4.0, nobody's. */
    private static final String HIDDEN = "__generated_partition_column_";

    /**
     * Reads some databases; those that do not exist are no error. One SHOW CREATE for each object, five statements besides.
     */
    public static LiveCatalog read(StarRocks starRocks, Set<String> wanted) {
        SortedSet<String> databases = starRocks.databases();
        SortedSet<String> present = new TreeSet<>(wanted);
        present.retainAll(databases);
        List<Definition> definitions = new ArrayList<>();
        SortedMap<ModelName, Diagnostic> notUnderstood = new TreeMap<>();
        if (!present.isEmpty()) {
            LiveObjects objects = starRocks.objects(present);
            Map<ModelName, List<LiveObjects.LiveColumn>> columns =
                    objects.columns().stream().collect(Collectors.groupingBy(LiveObjects.LiveColumn::table));
            for (LiveObjects.LiveTable object : objects.tables()) {
                Optional<String> statement = starRocks.showCreate(object.name());
                List<LiveObjects.LiveColumn> own = columns.getOrDefault(object.name(), List.of());
                try {
                    statement.map(text -> definition(object.name(), text, own)).ifPresent(definitions::add);
                } catch (SyntaxException e) {
                    notUnderstood.put(object.name(), notUnderstood(object.name(), e));
                }
            }
        }
        return new LiveCatalog(databases, new Catalog(definitions), notUnderstood);
    }

    /**
     * One object from what SHOW CREATE prints and what information_schema lists.
     *
     * @throws SyntaxException when the text is beyond the parser
     */
    static Definition definition(ModelName name, String showCreate, List<LiveObjects.LiveColumn> listed) {
        List<Column> columns = listed.stream()
                .filter(column -> !column.name().startsWith(HIDDEN))
                .map(LiveCatalog::column)
                .toList();
        return SqlParser.parseStatement(showCreate).accept(new StatementVisitor<Definition>() {
            @Override
            public Definition query(QueryStatement statement) {
                throw notACreate(name);
            }

            @Override
            public Definition createTable(CreateTable statement) {
                return new Definition.Table(name, withoutHiddenColumns(statement), columns);
            }

            @Override
            public Definition createView(CreateView statement) {
                return new Definition.View(name, statement, columns, Reads.of(statement.query(), name.database()));
            }

            @Override
            public Definition createMaterializedView(CreateMaterializedView statement) {
                return new Definition.MaterializedView(
                        name, qualified(statement, name), columns, Reads.of(statement.query(), name.database()));
            }
        });
    }

    private static IllegalStateException notACreate(ModelName name) {
        return new IllegalStateException("SHOW CREATE of '" + name + "' printed a query");
    }

    // A statement that takes a change back is sent without a current database.
    private static CreateView qualified(CreateView view, ModelName name) {
        return new CreateView(
                view.at(),
                view.orReplace(),
                view.ifNotExists(),
                name.toName(),
                view.columns(),
                view.comment(),
                view.security(),
                view.properties(),
                Qualified.query(view.query(), name.database()));
    }

    private static CreateMaterializedView qualified(CreateMaterializedView view, ModelName name) {
        return new CreateMaterializedView(
                view.at(),
                view.ifNotExists(),
                name.toName(),
                view.columns(),
                view.indexes(),
                view.comment(),
                view.distribution(),
                view.refresh(),
                view.partitionBy(),
                view.orderBy(),
                view.properties(),
                Qualified.query(view.query(), name.database()));
    }

    private static CreateTable withoutHiddenColumns(CreateTable table) {
        return new CreateTable(
                table.at(),
                table.external(),
                table.temporary(),
                table.ifNotExists(),
                table.name(),
                table.columns().stream()
                        .filter(column -> !column.name().text().startsWith(HIDDEN))
                        .toList(),
                table.indexes(),
                table.engine(),
                table.key(),
                table.comment(),
                table.partitioning(),
                table.distribution(),
                table.orderBy(),
                table.rollups(),
                table.properties());
    }

    private static Column column(LiveObjects.LiveColumn column) {
        return new Column(
                column.name(),
                ColumnTypes.parse(column.type()),
                column.nullable(),
                Optional.of(column.comment()).filter(comment -> !comment.isEmpty()));
    }

    private static Diagnostic notUnderstood(ModelName name, SyntaxException e) {
        return Diagnostic.of(
                        DdlCode.LIVE_STATEMENT_NOT_UNDERSTOOD,
                        "what the server prints for '" + name + "' is beyond this version: "
                                + String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""))
                .withHelp("`SHOW CREATE TABLE " + name + "` shows the statement, to be reported with this message");
    }
}
