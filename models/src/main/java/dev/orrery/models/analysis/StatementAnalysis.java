// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.analysis.table.TableColumns;
import dev.orrery.models.analysis.table.TableRules;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.project.Project;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.ViewColumn;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a CREATE makes: the definition with the columns that its readers see.
 *
 * @param definition with columns as far as they could be found out
 * @param query of a view or MV
 * @param generated what each generated column of a table is made of
 */
public record StatementAnalysis(
        Definition definition, Optional<QueryAnalysis> query, Map<String, Origins> generated, List<Finding> findings) {
    /** Length of every string column of an MV. */
    private static final int LONGEST = 1048576;

    public StatementAnalysis {
        generated = Collections.unmodifiableMap(new TreeMap<>(generated));
        findings = List.copyOf(findings);
    }

    public StatementAnalysis(Definition definition, Optional<QueryAnalysis> query, List<Finding> findings) {
        this(definition, query, Map.of(), findings);
    }

    /** For the newest server with nothing switched on. */
    public static StatementAnalysis of(ModelName name, CreateTable table, Tables tables) {
        return of(name, table, tables, Project.Target.newest());
    }

    public static StatementAnalysis of(ModelName name, CreateTable table, Tables tables, Project.Target target) {
        List<Finding> findings = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            columns.add(new Column(
                    column.name().text(),
                    TableColumns.stored(column),
                    TableColumns.nullable(table, column),
                    column.comment()));
        }
        findings.addAll(TableRules.check(table, target));
        Map<String, Origins> generated = new GeneratedColumns(name, table, columns, tables, findings).analyze();
        return new StatementAnalysis(new Definition.Table(name, table, columns), Optional.empty(), generated, findings);
    }

    public static StatementAnalysis of(ModelName name, CreateView view, Tables tables, Optional<String> database) {
        QueryAnalysis query = QueryAnalysis.of(view.query(), tables, database);
        List<Finding> findings = new ArrayList<>(query.findings());
        List<Column> columns = columns(query, view.columns(), view.query(), findings).stream()
                .map(column -> new Column(column.name(), shown(column.type()), column.nullable(), column.comment()))
                .toList();
        return new StatementAnalysis(
                new Definition.View(name, view, columns, query.reads()), Optional.of(query), findings);
    }

    public static StatementAnalysis of(
            ModelName name, CreateMaterializedView view, Tables tables, Optional<String> database) {
        QueryAnalysis query = QueryAnalysis.of(view.query(), tables, database);
        List<Finding> findings = new ArrayList<>(query.findings());
        List<Column> columns = columns(query, view.columns(), view.query(), findings).stream()
                .map(column -> new Column(column.name(), widened(column.type()), column.nullable(), column.comment()))
                .toList();
        return new StatementAnalysis(
                new Definition.MaterializedView(name, view, columns, query.reads()), Optional.of(query), findings);
    }

    private static List<Column> columns(
            QueryAnalysis query, List<ViewColumn> named, Query text, List<Finding> findings) {
        List<OutputColumn> outputs = query.columns();
        if (!named.isEmpty()
                && named.size() != outputs.size()
                && query.findings().isEmpty()) {
            findings.add(Finding.of(
                    named.get(0).at(),
                    ModelCode.WRONG_COLUMN_COUNT,
                    "the list names " + named.size() + " columns, the query has " + outputs.size()));
        }
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < outputs.size(); i++) {
            OutputColumn output = outputs.get(i);
            Optional<ViewColumn> list = i < named.size() ? Optional.of(named.get(i)) : Optional.empty();
            String name = list.map(column -> column.name().text()).orElse(output.name());
            if (!names.add(Scope.lower(name)) && !name.equals(Scope.ANY)) {
                Location at =
                        list.map(ViewColumn::at).orElseGet(() -> text.body().at());
                findings.add(Finding.of(
                                at,
                                ModelCode.NAME_OF_COLUMN_TWICE,
                                "two columns of the result are named '" + name + "'")
                        .withHelp("give one of them an alias with AS"));
            }
            columns.add(new Column(name, output.type(), output.nullable(), list.flatMap(ViewColumn::comment)));
        }
        return columns;
    }

    private static DataType shown(DataType type) {
        return type.is(Kind.NULL) ? DataType.of(Kind.BOOLEAN) : type;
    }

    /** An MV stores strings without a bound worth speaking of. */
    private static DataType widened(DataType type) {
        boolean text = Supertype.isText(type) && !Supertype.isBinary(type);
        return text ? DataType.varchar(LONGEST) : shown(type);
    }
}
