// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.engine.CatalogState;
import dev.orrery.embedded.engine.StoredView;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.translate.Translated;
import dev.orrery.models.analysis.StatementAnalysis;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Alter;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.ViewColumn;
import dev.orrery.models.type.DataType.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Views are analyzed when they are made: what is wrong with a query is said then. */
final class ViewDefinitions {
    /** What a view or MV shows and reads. */
    record Shape(List<Column> columns, Set<ModelName> reads) {}

    private final StatementContext context;

    ViewDefinitions(StatementContext context) {
        this.context = context;
    }

    Answer create(CreateView statement) throws SQLException, ServerError {
        ModelName name = context.resolveExisting(statement.name());
        CatalogState catalog = context.engine().catalog();
        Optional<StoredView> existing = catalog.view(name);
        if (existing.isPresent() && statement.orReplace()) {
            Shape shape = shape(name, statement);
            context.engine()
                    .definitions()
                    .changeView(existing.get(), statement, text(statement.query()), shape.columns(), shape.reads());
            return Answer.Done.OK;
        }
        if (catalog.exists(name)) {
            if (statement.ifNotExists()) {
                return Answer.Done.OK;
            }
            if (statement.orReplace()) {
                throw ServerError.analyzing("The specified table [" + name + "] is not a view");
            }
            throw new ServerError(1050, "42S01", "Table '" + name.name() + "' already exists");
        }
        Shape shape = shape(name, statement);
        context.engine()
                .definitions()
                .createView(name, statement, text(statement.query()), shape.columns(), shape.reads());
        return Answer.Done.OK;
    }

    Answer alter(Alter.View statement) throws SQLException, ServerError {
        ModelName name = context.resolveExisting(statement.name());
        StoredView view = context.engine().catalog().view(name).orElseThrow(() -> Failures.unknownTable(name.name()));
        if (statement.query().isEmpty()) {
            throw Failures.statement("ALTER VIEW … SET");
        }
        CreateView old = view.statement();
        CreateView changed = new CreateView(
                Location.NOWHERE,
                false,
                false,
                old.name(),
                statement.columns(),
                old.comment(),
                old.security(),
                old.properties(),
                statement.query().get());
        Shape shape = shape(name, changed);
        context.engine()
                .definitions()
                .changeView(view, changed, text(statement.query().get()), shape.columns(), shape.reads());
        return Answer.Done.OK;
    }

    private Shape shape(ModelName name, CreateView statement) throws ServerError {
        Translated translated = context.translator().query(statement.query());
        StatementAnalysis analysis = StatementAnalysis.of(
                name, statement, context.objects(), context.environment().database());
        return shape(translated, statement.columns(), analysis);
    }

    Shape shape(ModelName name, CreateMaterializedView statement) throws ServerError {
        Translated translated = context.translator().query(statement.query());
        StatementAnalysis analysis = StatementAnalysis.of(
                name, statement, context.objects(), context.environment().database());
        return shape(translated, statement.columns(), analysis);
    }

    private static Shape shape(Translated translated, List<ViewColumn> list, StatementAnalysis analysis)
            throws ServerError {
        List<Column> outputs = translated.columns();
        if (!list.isEmpty() && list.size() != outputs.size()) {
            throw new ServerError(
                    1353,
                    "HY000",
                    "Getting analyzing error. Detail message: View's SELECT and view's field list have different"
                            + " column counts.");
        }
        List<Column> analyzed = analysis.definition().columns();
        boolean whole = analysis.findings().isEmpty() && analyzed.size() == outputs.size();
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < outputs.size(); i++) {
            Column column = whole ? analyzed.get(i) : named(outputs.get(i), list, i);
            if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                throw ServerError.analyzing("Duplicate column name '" + column.name() + "'");
            }
            columns.add(column);
        }
        return new Shape(columns, translated.reads());
    }

    private static Column named(Column output, List<ViewColumn> list, int place) {
        Optional<ViewColumn> name = place < list.size() ? Optional.of(list.get(place)) : Optional.empty();
        return new Column(
                name.map(n -> n.name().text()).orElse(output.name()),
                output.type().is(Kind.NULL) ? dev.orrery.embedded.duck.TypeRules.BOOLEAN : output.type(),
                output.nullable(),
                name.flatMap(ViewColumn::comment));
    }

    /** As it was sent, comments included. */
    String text(Query query) {
        int start = Math.max(0, Math.min(query.at().start(), context.text().length()));
        int end = Math.max(start, Math.min(query.at().end(), context.text().length()));
        return context.text().substring(start, end);
    }
}
