// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.live;

import dev.orrery.ddl.normal.Qualified;
import dev.orrery.ddl.normal.Reads;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Statement;
import dev.orrery.models.sql.tree.StatementVisitor;
import java.util.List;

/** The definition that a statement printed by SHOW CREATE stands for. */
final class ShownDefinition implements StatementVisitor<Definition> {
    private final ModelName name;
    private final List<Column> columns;

    ShownDefinition(ModelName name, List<Column> columns) {
        this.name = name;
        this.columns = columns;
    }

    @Override
    public Definition createTable(CreateTable statement) {
        return new Definition.Table(name, withoutHiddenColumns(statement), columns);
    }

    @Override
    public Definition createView(CreateView statement) {
        return new Definition.View(name, qualified(statement), columns, Reads.of(statement.query(), name.database()));
    }

    @Override
    public Definition createMaterializedView(CreateMaterializedView statement) {
        return new Definition.MaterializedView(
                name, qualified(statement), columns, Reads.of(statement.query(), name.database()));
    }

    // A statement that takes a change back is sent without a current database.
    private CreateView qualified(CreateView view) {
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

    private CreateMaterializedView qualified(CreateMaterializedView view) {
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
                        .filter(column -> !column.name().text().startsWith(LiveCatalog.HIDDEN))
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

    @Override
    public Definition query(QueryStatement statement) {
        throw notACreate();
    }

    @Override
    public Definition other(Statement statement) {
        throw notACreate();
    }

    private IllegalStateException notACreate() {
        return new IllegalStateException("SHOW CREATE of '" + name + "' printed something else than a CREATE");
    }
}
