// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.ddl.normal.Reads;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.Statement;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Catalogs for tests out of CREATE statements; types of a query's columns are those of the columns it names, else BIGINT. */
public final class CatalogText {
    private final Map<ModelName, Definition> known = new LinkedHashMap<>();

    private final String database;

    private CatalogText(String database) {
        this.database = database;
    }

    /** Statements in the order in which they stand on each other. */
    public static Catalog parse(String sql) {
        return parse(sql, "no database");
    }

    /**
     * @param database where objects without one stand
     */
    public static Catalog parse(String sql, String database) {
        CatalogText reader = new CatalogText(database);
        for (String statement : SqlParser.split(sql)) {
            Definition definition = reader.definition(SqlParser.parseStatement(statement));
            reader.known.put(definition.name(), definition);
        }
        return new Catalog(reader.known.values());
    }

    private Definition definition(Statement statement) {
        if (statement instanceof CreateTable table) {
            return createTable(table);
        }
        return statement instanceof CreateView view
                ? createView(view)
                : createMaterializedView((CreateMaterializedView) statement);
    }

    private Definition createTable(CreateTable statement) {
        return new Definition.Table(
                name(statement.name()),
                statement,
                statement.columns().stream()
                        .map(column -> new Column(
                                column.name().text(),
                                column.type(),
                                column.nullable().orElse(true),
                                column.comment()))
                        .toList());
    }

    private Definition createView(CreateView statement) {
        ModelName name = name(statement.name());
        return new Definition.View(
                name,
                statement,
                columns(
                        statement.query(),
                        statement.columns().stream().map(c -> c.name().text()).toList(),
                        name),
                Reads.of(statement.query(), name.database()));
    }

    private Definition createMaterializedView(CreateMaterializedView statement) {
        ModelName name = name(statement.name());
        return new Definition.MaterializedView(
                name,
                statement,
                columns(
                        statement.query(),
                        statement.columns().stream().map(c -> c.name().text()).toList(),
                        name),
                Reads.of(statement.query(), name.database()));
    }

    private ModelName name(Name name) {
        return name.parts().size() == 1
                ? new ModelName(database, name.last().text())
                : ModelName.parse(name.toString());
    }

    private List<Column> columns(Query query, List<String> listed, ModelName view) {
        List<Column> read = new ArrayList<>();
        Reads.of(query, view.database())
                .forEach(name -> Optional.ofNullable(known.get(name)).ifPresent(d -> read.addAll(d.columns())));
        List<Column> columns = new ArrayList<>();
        Query.Body body = query.body();
        while (body instanceof Query.SetOperation set) {
            body = set.left();
        }
        for (Select.Item item : ((Select) body).items()) {
            if (item.expression() instanceof Reference.Star) {
                columns.addAll(read);
            } else {
                String own = item.alias().map(a -> a.text()).orElseGet(() -> lastName(item.expression()));
                columns.add(new Column(own, type(item.expression(), read), true, Optional.empty()));
            }
        }
        List<Column> renamed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            renamed.add(new Column(
                    i < listed.size() ? listed.get(i) : column.name(), column.type(), true, Optional.empty()));
        }
        return renamed;
    }

    private static String lastName(Expression expression) {
        return expression instanceof Reference.Column column
                ? column.name().last().text()
                : "expr";
    }

    private static DataType type(Expression expression, List<Column> read) {
        if (expression instanceof Call.Cast cast) {
            return cast.type();
        }
        String name = lastName(expression);
        return read.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .map(Column::type)
                .orElse(DataType.of(DataType.Kind.BIGINT));
    }
}
