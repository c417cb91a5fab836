// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTableAs;
import dev.orrery.models.sql.tree.CreateTableLike;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Statement;
import dev.orrery.models.sql.tree.ViewColumn;
import dev.orrery.models.version.Constructs;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says which columns a statement makes, with no server and no project: for {@code orrery sql describe}. Keeps what the
 * last setup defined, since callers send many statements with the same one. Not safe for use by several threads.
 */
public final class Describer {
    private static final String DATABASE = "test";

    private final Project.Target target;

    private List<String> setup = List.of();
    private Map<ModelName, Definition> defined = new HashMap<>();

    public Describer() {
        this(StarRocksVersion.NEWEST);
    }

    /** Of servers of another version, without their own storage and with nothing switched on. */
    public Describer(StarRocksVersion version) {
        this.target = new Project.Target(version, RunMode.SHARED_NOTHING, Set.of());
    }

    /**
     * A column as {@code DESC} shows it.
     *
     * @param nullable {@code YES} or {@code NO}
     */
    public record Described(String name, String type, String nullable) {}

    /** Columns, or what is wrong: the first error of the statement. */
    public record Answer(List<Described> columns, Optional<Diagnostic> error) {
        public Answer {
            columns = List.copyOf(columns);
        }
    }

    /**
     * @param setupStatements CREATE statements that define what the statement reads; those that cannot be read are left
     *     out
     * @param sql a query, described as the view made of it, or a CREATE TABLE, VIEW or MATERIALIZED VIEW
     */
    public Answer describe(List<String> setupStatements, String sql) {
        define(setupStatements);
        SourceFile file = new SourceFile("sql", sql);
        Diagnostics diagnostics = new Diagnostics();
        List<Statement> statements = SqlParser.parse(file, diagnostics);
        statements.forEach(statement -> Constructs.check(
                statement,
                target,
                Constructs.Depth.FORMS_AND_FUNCTIONS,
                at -> new FileSpan(file, at.start(), at.end()),
                diagnostics));
        if (diagnostics.hasErrors() || statements.isEmpty()) {
            return new Answer(List.of(), diagnostics.sorted().stream().findFirst());
        }
        Optional<StatementAnalysis> analysis = analyze(statements.get(0));
        if (analysis.isEmpty()) {
            return new Answer(List.of(), Optional.empty());
        }
        Optional<Diagnostic> error = analysis.get().findings().stream()
                .map(finding -> finding.in(new FileSpan(
                        file,
                        finding.at().start(),
                        Math.max(finding.at().start(), finding.at().end()))))
                .findFirst();
        List<Described> columns = analysis.get().definition().columns().stream()
                .map(Describer::described)
                .toList();
        return new Answer(error.isPresent() ? List.of() : columns, error);
    }

    private static Described described(Column column) {
        return new Described(column.name(), TypeNames.of(column.type()), column.nullable() ? "YES" : "NO");
    }

    private void define(List<String> statements) {
        boolean goesOn = statements.size() >= setup.size()
                && statements.subList(0, setup.size()).equals(setup);
        List<String> added = goesOn ? statements.subList(setup.size(), statements.size()) : statements;
        if (!goesOn) {
            defined = new HashMap<>();
        }
        for (String sql : added) {
            for (Statement statement : SqlParser.parse(new SourceFile("setup", sql), new Diagnostics())) {
                analyze(statement).map(StatementAnalysis::definition).ifPresent(made -> defined.put(made.name(), made));
            }
        }
        setup = List.copyOf(statements);
    }

    private Optional<StatementAnalysis> analyze(Statement statement) {
        Tables tables = tables();
        Optional<String> database = Optional.of(DATABASE);
        if (statement instanceof CreateTable table) {
            return Optional.of(StatementAnalysis.of(name(table.name()), table, tables, target));
        }
        if (statement instanceof CreateView view) {
            return Optional.of(StatementAnalysis.of(name(view.name()), view, tables, database));
        }
        if (statement instanceof CreateTableLike like) {
            return tableLike(like);
        }
        if (statement instanceof CreateTableAs table) {
            return Optional.of(tableAs(table, tables));
        }
        return viewOf(statement)
                .map(view -> StatementAnalysis.of(name(view.name()), view, tables, database))
                .or(() -> statement instanceof CreateMaterializedView view
                        ? Optional.of(StatementAnalysis.of(name(view.name()), view, tables, database))
                        : Optional.empty());
    }

    private Optional<StatementAnalysis> tableLike(CreateTableLike like) {
        Definition other = defined.get(name(like.other()));
        if (other == null) {
            return Optional.empty();
        }
        return other.match(
                table -> Optional.of(new StatementAnalysis(
                        new Definition.Table(name(like.name()), table.statement(), table.columns()),
                        Optional.empty(),
                        List.of())),
                view -> Optional.empty(),
                view -> Optional.empty());
    }

    /** Described as an MV of the query: its columns are stored the same way. */
    private static StatementAnalysis tableAs(CreateTableAs table, Tables tables) {
        CreateMaterializedView stored = new CreateMaterializedView(
                Location.NOWHERE,
                false,
                table.name(),
                table.columns().stream()
                        .map(column -> new ViewColumn(column.at(), column, Optional.empty()))
                        .toList(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                table.query());
        return StatementAnalysis.of(name(table.name()), stored, tables, Optional.of(DATABASE));
    }

    private static Optional<CreateView> viewOf(Statement statement) {
        return statement instanceof QueryStatement query
                ? Optional.of(new CreateView(
                        Location.NOWHERE,
                        false,
                        false,
                        Name.of(DATABASE, "described"),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        query.query()))
                : Optional.empty();
    }

    private static ModelName name(Name name) {
        List<Identifier> parts = name.parts();
        String database = parts.size() > 1 ? parts.get(parts.size() - 2).text() : DATABASE;
        return new ModelName(database, name.last().text());
    }

    private Tables tables() {
        return new Tables() {
            @Override
            public Optional<List<Column>> columns(ModelName name) {
                return Optional.ofNullable(defined.get(name))
                        .or(() -> Optional.ofNullable(defined.get(new ModelName(DATABASE, name.name()))))
                        .map(Tables::readFrom);
            }

            @Override
            public Collection<ModelName> names() {
                return defined.keySet();
            }
        };
    }
}
