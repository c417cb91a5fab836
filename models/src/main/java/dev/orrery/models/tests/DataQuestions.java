// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.Finding;
import dev.orrery.models.analysis.StatementAnalysis;
import dev.orrery.models.analysis.Tables;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.project.DataTest;
import dev.orrery.models.project.Model;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.QueryStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The data tests in the headers of a project, held against its catalog. */
public final class DataQuestions {
    /** Most columns of a row that breaks a test; the test's own come first. */
    private static final int SHOWN = 8;

    private final Compilation compilation;
    private final Diagnostics diagnostics;

    private DataQuestions(Compilation compilation, Diagnostics diagnostics) {
        this.compilation = compilation;
        this.diagnostics = diagnostics;
    }

    /** Those that can be asked, by model; what is wrong with the others goes to the diagnostics. */
    public static List<DataQuestion> read(Compilation compilation, Diagnostics diagnostics) {
        DataQuestions questions = new DataQuestions(compilation, diagnostics);
        List<DataQuestion> read = new ArrayList<>();
        for (Model model : compilation.models().values()) {
            compilation
                    .catalog()
                    .find(model.name())
                    .ifPresent(definition -> model.header()
                            .about()
                            .tests()
                            .forEach(test ->
                                    questions.read(model, definition, test).ifPresent(read::add)));
        }
        return read;
    }

    static String quoted(ModelName name) {
        return Stream.concat(Arrays.stream(name.database().split("\\.", -1)), Stream.of(name.name()))
                .map(SqlPrinter::name)
                .collect(Collectors.joining("."));
    }

    private Optional<DataQuestion> read(Model model, Definition definition, DataTest test) {
        FileSpan at = model.text().span(test.at().start(), test.at().end());
        Subject subject = new Subject(at, definition);
        return test.match(
                notNull -> notNull(subject, notNull),
                unique -> unique(subject, unique),
                accepted -> accepted(subject, accepted),
                satisfied -> satisfied(subject, satisfied),
                related -> related(subject, related));
    }

    private record Subject(FileSpan at, Definition definition) {
        DataQuestion question(String name, DataQuestion.Wording wording) {
            return new DataQuestion(at, definition.name(), name, Optional.empty(), wording);
        }

        DataQuestion question(String name, ModelName other, DataQuestion.Wording wording) {
            return new DataQuestion(at, definition.name(), name, Optional.of(other), wording);
        }

        /** The test's columns and then others, for people who look for a broken row. */
        String shown(List<Column> first) {
            return Stream.concat(first.stream(), definition.columns().stream())
                    .distinct()
                    .limit(Math.max(SHOWN, first.size()))
                    .map(column -> SqlPrinter.name(column.name()))
                    .collect(Collectors.joining(", "));
        }
    }

    private Optional<DataQuestion> notNull(Subject subject, DataTest.NotNull test) {
        return columns(subject, test.columns())
                .map(columns -> subject.question(
                        "not_null(" + list(columns) + ")",
                        names -> "SELECT " + subject.shown(columns) + " FROM "
                                + names.apply(subject.definition().name()) + " WHERE "
                                + each(columns, " IS NULL", " OR ")));
    }

    private Optional<DataQuestion> unique(Subject subject, DataTest.Unique test) {
        return columns(subject, test.columns()).map(columns -> {
            String key = each(columns, "", ", ");
            return subject.question(
                    "unique(" + list(columns) + ")",
                    names -> "SELECT " + key + ", count(*) AS `rows` FROM "
                            + names.apply(subject.definition().name()) + " WHERE "
                            + each(columns, " IS NOT NULL", " AND ") + " GROUP BY " + key
                            + " HAVING count(*) > 1 ORDER BY " + key);
        });
    }

    private Optional<DataQuestion> accepted(Subject subject, DataTest.AcceptedValues test) {
        return columns(subject, List.of(test.column())).flatMap(columns -> {
            Column column = columns.get(0);
            List<String> literals = new ArrayList<>();
            for (String value : test.values()) {
                TestValue word = new TestValue.Word(value, TestValue.Spelling.TEXT);
                if (ValueForm.of(word, column.type()).isEmpty()) {
                    diagnostics.add(Diagnostic.at(
                            subject.at(),
                            ModelCode.VALUE_NOT_OF_TYPE,
                            "'" + value + "' is no " + ValueForm.typeName(column.type()) + ", which '" + column.name()
                                    + "' is"));
                    return Optional.empty();
                }
                literals.add(SqlPrinter.print(ValueExpression.of(word, column.type())));
            }
            String name = SqlPrinter.name(column.name());
            String outside = literals.isEmpty() ? "" : " AND " + name + " NOT IN (" + String.join(", ", literals) + ")";
            return Optional.of(subject.question(
                    "accepted_values(" + column.name() + ")",
                    names -> "SELECT " + name + ", count(*) AS `rows` FROM "
                            + names.apply(subject.definition().name()) + " WHERE " + name + " IS NOT NULL" + outside
                            + " GROUP BY " + name + " ORDER BY " + name));
        });
    }

    private Optional<DataQuestion> satisfied(Subject subject, DataTest.RowsSatisfy test) {
        Expression condition;
        try {
            condition = SqlParser.parseExpression(test.condition());
        } catch (SyntaxException e) {
            diagnostics.add(Diagnostic.at(subject.at(), (ModelCode) e.code(), e.message())
                    .withHelp("the condition is SQL over the columns of '"
                            + subject.definition().name() + "'"));
            return Optional.empty();
        }
        List<Finding> findings = findings(subject, SqlPrinter.print(condition));
        findings.forEach(finding -> diagnostics.add(finding.in(subject.at())));
        return findings.isEmpty()
                ? Optional.of(subject.question(
                        "rows_satisfy(" + test.condition().strip() + ")",
                        names -> "SELECT " + subject.shown(List.of()) + " FROM "
                                + names.apply(subject.definition().name()) + " WHERE NOT ("
                                + SqlPrinter.print(condition)
                                + ")"))
                : Optional.empty();
    }

    /** What a view with this condition would be told. */
    private List<Finding> findings(Subject subject, String condition) {
        ModelName name = subject.definition().name();
        QueryStatement query = (QueryStatement)
                SqlParser.parseStatement("SELECT 1 AS one FROM " + quoted(name) + " WHERE " + condition);
        CreateView view = new CreateView(
                Location.NOWHERE,
                false,
                false,
                Name.of("condition"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                query.query());
        return StatementAnalysis.of(name, view, Tables.of(compilation.catalog()), Optional.of(name.database()))
                .findings();
    }

    private Optional<DataQuestion> related(Subject subject, DataTest.Relationships test) {
        Optional<Definition> other = compilation.catalog().find(ModelTestReader.name(test.to()));
        if (other.isEmpty()) {
            List<String> known = compilation.models().keySet().stream()
                    .map(ModelName::toString)
                    .toList();
            Diagnostic finding = Diagnostic.at(
                    subject.at(), ModelCode.UNKNOWN_TABLE, "the project has no model '" + test.to() + "'");
            if (!known.contains(test.to())) {
                diagnostics.add(
                        Nearest.hint(test.to(), known).map(finding::withHint).orElse(finding));
            }
            return Optional.empty();
        }
        Optional<List<Column>> from = columns(subject, List.of(test.column()));
        Optional<List<Column>> field = columns(new Subject(subject.at(), other.get()), List.of(test.field()));
        if (field.isEmpty()) {
            diagnostics.add(ModelTestReader.unknownColumn(other.get(), subject.at(), test.field()));
        }
        return from.flatMap(column -> field.map(target -> {
            String name = SqlPrinter.name(column.get(0).name());
            String key = SqlPrinter.name(target.get(0).name());
            ModelName to = other.get().name();
            return subject.question(
                    "relationships(" + column.get(0).name() + " → " + to + "."
                            + target.get(0).name() + ")",
                    to,
                    names -> "SELECT a." + name + ", count(*) AS `rows` FROM "
                            + names.apply(subject.definition().name()) + " a LEFT JOIN " + names.apply(to) + " b ON b."
                            + key + " = a." + name + " WHERE a." + name + " IS NOT NULL AND b." + key
                            + " IS NULL GROUP BY a." + name + " ORDER BY a." + name);
        }));
    }

    /** Empty when one is not there: the compiler says so of a model's own columns. */
    private static Optional<List<Column>> columns(Subject subject, List<String> written) {
        List<Column> found = new ArrayList<>();
        for (String name : written) {
            for (Column known : subject.definition().columns()) {
                if (known.name().equalsIgnoreCase(name)) {
                    found.add(known);
                    break;
                }
            }
        }
        return found.size() == written.size() && !found.isEmpty() ? Optional.of(found) : Optional.empty();
    }

    private static String list(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String each(List<Column> columns, String after, String between) {
        Function<Column, String> piece = column -> SqlPrinter.name(column.name()) + after;
        return columns.stream().map(piece).collect(Collectors.joining(between));
    }
}
