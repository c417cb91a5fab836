// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.RelationVisitor;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands in FROM. Every relation gets an alias of its own in DuckDB, so that names never clash. */
final class RelationTranslator implements RelationVisitor<RelationText> {
    private final QueryContext context;
    private final @Nullable Scope outer;

    /**
     * @param outer columns that lateral relations may read
     */
    RelationTranslator(QueryContext context, @Nullable Scope outer) {
        this.context = context;
        this.outer = outer;
    }

    RelationText translate(Relation relation) {
        return relation.accept(this);
    }

    @Override
    public RelationText table(Relation.Table table) {
        Optional<String> partitions = Optional.empty();
        for (String clause : table.clauses()) {
            if (partitions.isPresent() || !clause.toUpperCase(Locale.ROOT).startsWith("PARTITION")) {
                throw new Refusal(EmbeddedCode.FORM_REFUSED, "'" + clause + "' after a table's name");
            }
            partitions = Optional.of(clause);
        }
        Optional<String> chosen = partitions;
        for (String hint : table.hints()) {
            if (!hint.equalsIgnoreCase("_SYNC_MV_")) {
                throw new Refusal(EmbeddedCode.FORM_REFUSED, "'[" + hint + "]' after a table's name");
            }
        }
        String alias = context.newAlias("r");
        String relation = table.alias().orElse(table.name().last()).text();
        Optional<QueryContext.CommonTable> common = context.commonTable(table.name());
        if (common.isPresent()) {
            QueryContext.CommonTable shared = common.get();
            return new RelationText(
                    shared.duckName() + " AS " + alias, shared.shape().entries(alias, relation, shared.names()));
        }
        Objects.Source source = Thrown.wrap(() -> context.find(table.name(), chosen));
        String database = table.alias().isPresent()
                ? ""
                : Thrown.wrap(() -> context.resolve(table.name())).database();
        return source.match(
                rows -> rows(rows, alias, database, relation), view -> view(view, alias, database, relation));
    }

    private static RelationText rows(Objects.Source.Rows rows, String alias, String database, String relation) {
        List<Scope.Entry> entries = rows.columns().stream()
                .map(c -> new Scope.Entry(
                        database,
                        relation,
                        c.name(),
                        Typed.of(alias + "." + DuckName.quote(c.name()), c.type())
                                .nullable(c.nullable()),
                        false))
                .toList();
        return new RelationText(rows.physicalName() + " AS " + alias, entries);
    }

    private RelationText view(Objects.Source.View view, String alias, String database, String relation) {
        QueryText text = viewText(view);
        List<String> names = view.columns().stream().map(Column::name).toList();
        List<Scope.Entry> entries = text.entries(alias, relation, names).stream()
                .map(e -> new Scope.Entry(database, relation, e.name(), e.value(), false))
                .toList();
        return new RelationText("(" + text.sql() + ") AS " + alias, entries);
    }

    private QueryText viewText(Objects.Source.View view) {
        QueryContext inner = context.insideView(view.name().database());
        QueryText text;
        try {
            text = new QueryTranslator(inner, null).query(view.query());
        } catch (Thrown e) {
            throw new Thrown(new dev.orrery.embedded.session.ServerError(
                    5502,
                    "42602",
                    "Getting analyzing error. Detail message: View " + view.name()
                            + " references invalid table(s) or column(s) or function(s) or definer/invoker of view"
                            + " lack rights to use them: " + e.getMessage() + "."));
        }
        List<DataType> types = view.columns().stream().map(Column::type).toList();
        return types.size() == text.columns().size() ? text.as(types) : text;
    }

    @Override
    public RelationText derived(Relation.Derived derived) {
        Scope visible = derived.lateral() ? outer : null;
        QueryText text = new QueryTranslator(context, visible).query(derived.query());
        String alias = context.newAlias("r");
        String relation = derived.alias().map(Identifier::text).orElse("");
        return new RelationText(
                "(" + text.sql() + ") AS " + alias,
                text.entries(alias, relation, texts(derived.columns())),
                derived.lateral());
    }

    @Override
    public RelationText values(Relation.Values values) {
        ExpressionTranslator constants = new ExpressionTranslator(context, Scope.empty());
        List<List<Typed>> rows = values.rows().stream()
                .map(row -> row.stream().map(constants::translate).toList())
                .toList();
        int width = rows.get(0).size();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            int place = i;
            DataType type =
                    TypeRules.common(rows.stream().map(r -> r.get(place)).toList());
            boolean nullable = rows.stream().anyMatch(r -> r.get(place).nullable());
            columns.add(new Column("column_" + i, type, nullable, Optional.empty()));
        }
        List<String> lines = new ArrayList<>();
        for (List<Typed> row : rows) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                cells.add(Casting.to(row.get(i), columns.get(i).type()).sql());
            }
            lines.add("(" + String.join(", ", cells) + ")");
        }
        String alias = context.newAlias("r");
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            names.add("c" + i);
        }
        return new RelationText(
                "(VALUES " + String.join(", ", lines) + ") AS " + alias + "(" + String.join(", ", names) + ")",
                new QueryText("", columns)
                        .entries(alias, values.alias().map(Identifier::text).orElse(""), texts(values.columns())));
    }

    @Override
    public RelationText function(Relation.Function function) {
        return new TableFunctions(context, outer).translate(function);
    }

    @Override
    public RelationText join(Relation.Join join) {
        return new JoinTranslator(context, outer).translate(join);
    }

    @Override
    public RelationText pivot(Relation.Pivot pivot) {
        return new Pivots(context).translate(pivot, translate(pivot.relation()));
    }

    private static List<String> texts(List<Identifier> identifiers) {
        return identifiers.stream().map(Identifier::text).toList();
    }

    static List<Typed> translateAll(ExpressionTranslator expressions, List<Expression> list) {
        return list.stream().map(expressions::translate).toList();
    }
}
