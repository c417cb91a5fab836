// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.ddl.diff.ColumnEdit;
import dev.orrery.ddl.diff.FieldEdit;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.Alter;
import dev.orrery.models.sql.tree.AlterClause;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.type.TypeText;
import dev.orrery.starrocks.LiveGrant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The one place where a plan's statements are put together. Names are quoted and trees printed by the printer. */
final class Ddl {
    private Ddl() {}

    static String quote(String identifier) {
        return SqlPrinter.name(identifier);
    }

    static String quote(ModelName name) {
        return quote(name.database()) + "." + quote(name.name());
    }

    /** IF NOT EXISTS, so that a changelog that was interrupted between a statement and its record can run again. */
    static String create(CreateTable table, ModelName name) {
        return SqlPrinter.print(new CreateTable(
                table.at(),
                table.external(),
                table.temporary(),
                true,
                name.toName(),
                table.columns(),
                table.indexes(),
                table.engine(),
                table.key(),
                table.comment(),
                table.partitioning(),
                table.distribution(),
                table.orderBy(),
                table.rollups(),
                table.properties()));
    }

    static String create(CreateView view, ModelName name) {
        return SqlPrinter.print(view(view, name, Replacing.NO));
    }

    static String replace(CreateView view, ModelName name) {
        return SqlPrinter.print(view(view, name, Replacing.YES));
    }

    private enum Replacing {
        YES,
        NO
    }

    private static CreateView view(CreateView view, ModelName name, Replacing replacing) {
        return new CreateView(
                view.at(),
                replacing == Replacing.YES,
                replacing == Replacing.NO,
                name.toName(),
                view.columns(),
                view.comment(),
                view.security(),
                view.properties(),
                view.query());
    }

    static String create(CreateMaterializedView statement, ModelName name) {
        return SqlPrinter.print(new CreateMaterializedView(
                statement.at(),
                true,
                name.toName(),
                statement.columns(),
                statement.indexes(),
                statement.comment(),
                statement.distribution(),
                statement.refresh(),
                statement.partitionBy(),
                statement.orderBy(),
                statement.properties(),
                statement.query()));
    }

    static String drop(ModelKind kind, ModelName name) {
        return "DROP " + kind.sql() + " IF EXISTS " + quote(name);
    }

    static String addColumns(ModelName table, List<ColumnEdit.Add> columns) {
        return alter(table)
                + columns.stream()
                        .map(add -> "ADD COLUMN " + column(add.column())
                                + add.after()
                                        .map(after -> " AFTER " + quote(after))
                                        .orElse(""))
                        .collect(Collectors.joining(", "));
    }

    static String dropColumn(ModelName table, Identifier column) {
        return alter(table) + "DROP COLUMN " + quote(column.text());
    }

    static String modifyColumn(ModelName table, ColumnDefinition column) {
        return alter(table) + "MODIFY COLUMN " + column(column);
    }

    static String columnComment(ModelName table, ColumnDefinition column) {
        return alter(table) + "MODIFY COLUMN " + quote(column.name().text()) + " COMMENT "
                + SqlPrinter.text(column.comment().orElse(""));
    }

    static String tableComment(ModelName table, String comment) {
        return alter(table) + "COMMENT = " + SqlPrinter.text(comment);
    }

    static String setProperties(ModelKind kind, ModelName name, List<Property> properties) {
        return "ALTER " + kind.sql() + " " + quote(name) + " SET ("
                + properties.stream()
                        .map(property -> SqlPrinter.text(property.key()) + " = " + SqlPrinter.text(property.value()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    static String refresh(ModelName materializedView) {
        return "REFRESH MATERIALIZED VIEW " + quote(materializedView) + " WITH SYNC MODE";
    }

    static String setRefresh(ModelName materializedView, CreateMaterializedView.Refresh refresh) {
        return alterView(materializedView) + SqlPrinter.print(refresh);
    }

    static String activate(ModelName materializedView) {
        return alterView(materializedView) + "ACTIVE";
    }

    static String swap(ModelName materializedView, ModelName other) {
        return alterView(materializedView) + "SWAP WITH " + quote(other.name());
    }

    /**
     * Rows of one table into another.
     *
     * @param columns those of the first by those of the second, in order
     */
    static String copy(ModelName from, ModelName to, Map<String, String> columns) {
        return "INSERT INTO " + quote(to) + " (" + names(columns.keySet()) + ") SELECT " + names(columns.values())
                + " FROM " + quote(from);
    }

    private static String names(Collection<String> columns) {
        return columns.stream().map(Ddl::quote).collect(Collectors.joining(", "));
    }

    static String renameColumn(ModelName table, String from, String to) {
        return alter(table, new AlterClause.RenameColumn(Location.NOWHERE, identifier(from), identifier(to)));
    }

    static String swapTables(ModelName table, ModelName other) {
        return alter(table, new AlterClause.Swap(Location.NOWHERE, identifier(other.name())));
    }

    static String rename(ModelKind kind, ModelName from, ModelName to) {
        AlterClause clause = new AlterClause.Rename(Location.NOWHERE, identifier(to.name()));
        return kind == ModelKind.TABLE
                ? alter(from, clause)
                : SqlPrinter.print(new Alter.MaterializedView(Location.NOWHERE, from.toName(), clause));
    }

    static String alter(ModelName table, AlterClause clause) {
        return SqlPrinter.print(new Alter.Table(Location.NOWHERE, table.toName(), List.of(clause)));
    }

    static String field(ModelName table, String column, FieldEdit field) {
        String path = field.path() + quote(field.name());
        return alter(table) + "MODIFY COLUMN " + quote(column)
                + switch (field.kind()) {
                    case ADD ->
                        " ADD FIELD " + path + " " + TypeText.ddl(field.type())
                                + field.after()
                                        .map(after -> " AFTER " + quote(after))
                                        .orElse(" FIRST");
                    case DROP -> " DROP FIELD " + path;
                };
    }

    static Identifier identifier(String name) {
        return new Identifier(Location.NOWHERE, name);
    }

    static String grant(ModelKind kind, ModelName object, LiveGrant grant) {
        return "GRANT " + String.join(", ", grant.privileges()) + " ON " + kind.sql() + " " + quote(object) + " TO "
                + grantee(grant);
    }

    static String revoke(ModelKind kind, ModelName object, LiveGrant grant) {
        return "REVOKE " + String.join(", ", grant.privileges()) + " ON " + kind.sql() + " " + quote(object) + " FROM "
                + grantee(grant);
    }

    private static String grantee(LiveGrant grant) {
        return switch (grant.to()) {
            case ROLE -> "ROLE " + SqlPrinter.text(grant.grantee());
            case USER -> "USER " + grant.grantee();
        };
    }

    static String column(ColumnDefinition column) {
        return SqlPrinter.print(column);
    }

    private static String alter(ModelName table) {
        return "ALTER TABLE " + quote(table) + " ";
    }

    private static String alterView(ModelName materializedView) {
        return "ALTER MATERIALIZED VIEW " + quote(materializedView) + " ";
    }
}
