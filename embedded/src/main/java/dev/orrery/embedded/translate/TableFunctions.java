// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Functions in FROM: unnest, generate_series, json_each. They read the columns of what stands before them. */
final class TableFunctions {
    private static final Set<String> NAMES =
            Set.of("unnest", "generate_series", "json_each", "unnest_bitmap", "subdivide_bitmap");
    private static final List<String> SERIES = List.of("start", "end", "step");

    private final QueryContext context;
    private final ExpressionTranslator expressions;

    TableFunctions(QueryContext context, @Nullable Scope before) {
        this.context = context;
        this.expressions = new ExpressionTranslator(context, before == null ? Scope.empty() : before);
    }

    RelationText translate(Relation.Function function) {
        String name = function.name().last().text().toLowerCase(Locale.ROOT);
        List<Typed> arguments = ordered(function.arguments()).stream()
                .map(expressions::translate)
                .toList();
        if (!NAMES.contains(name)) {
            throw new Refusal(EmbeddedCode.FUNCTION_REFUSED, "table function '" + name + "'");
        }
        checkNames(name, function.arguments());
        boolean series = name.equals("generate_series");
        if (arguments.isEmpty() || (series && (arguments.size() < 2 || arguments.size() > 3))) {
            throw Thrown.analyzing("'" + name + "' does not take " + arguments.size() + " arguments");
        }
        QueryText rows = switch (name) {
            case "unnest" -> unnest(arguments);
            case "generate_series" -> series(arguments);
            case "json_each" -> jsonEach(arguments.get(0));
            case "unnest_bitmap" -> bitmap(arguments.get(0));
            case "subdivide_bitmap" -> subdivided(arguments);
            default -> throw new Refusal(EmbeddedCode.FUNCTION_REFUSED, "table function '" + name + "'");
        };
        String alias = context.newAlias("r");
        String relation = function.alias().map(Identifier::text).orElse(name);
        List<String> names = function.columns().stream().map(Identifier::text).toList();
        return new RelationText("(" + rows.sql() + ") AS " + alias, rows.entries(alias, relation, names), true);
    }

    /** All arguments are named or none, by the names of generate_series, each once. */
    private static void checkNames(String function, List<Expression> arguments) {
        List<String> names = arguments.stream()
                .filter(Call.NamedArgument.class::isInstance)
                .map(a -> ((Call.NamedArgument) a).name().text().toLowerCase(Locale.ROOT))
                .toList();
        if (names.isEmpty()) {
            return;
        }
        boolean known = function.equals("generate_series")
                && names.size() == arguments.size()
                && SERIES.containsAll(names)
                && names.stream().distinct().count() == names.size()
                && names.containsAll(SERIES.subList(0, 2));
        if (!known) {
            throw Thrown.analyzing("Unknown table function '" + function + "("
                    + arguments.stream().map(SqlPrinter::print).collect(Collectors.joining(","))
                    + ")', the function doesn't support named arguments or has invalid arguments");
        }
        if (arguments.stream().anyMatch(a -> ((Call.NamedArgument) a).value() instanceof Literal.Null)) {
            throw new Thrown(new ServerError(1064, "HY000", "table function not support null parameter"));
        }
    }

    /** Named ones stand as {@code start}, {@code end}, {@code step}. */
    private static List<Expression> ordered(List<Expression> arguments) {
        List<Expression> ordered = new ArrayList<>(arguments);
        ordered.sort(Comparator.comparingInt(a -> a instanceof Call.NamedArgument named
                ? SERIES.indexOf(named.name().text().toLowerCase(Locale.ROOT))
                : -1));
        ordered.replaceAll(a -> a instanceof Call.NamedArgument named ? named.value() : a);
        return ordered;
    }

    private static QueryText unnest(List<Typed> arrays) {
        List<String> items = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (Typed array : arrays) {
            DataType element = array.type() instanceof DataType.Array type ? type.element() : TypeRules.NULL;
            if (!(array.type() instanceof DataType.Array) && !array.isNull()) {
                throw Thrown.analyzing("unnest needs arrays");
            }
            items.add("unnest(" + array.sql() + ") AS c" + (items.size() + 1));
            columns.add(new Column("unnest", element, true, Optional.empty()));
        }
        return new QueryText("SELECT " + String.join(", ", items), columns);
    }

    private static QueryText series(List<Typed> arguments) {
        DataType type = TypeRules.common(TypeRules.common(arguments), TypeRules.INT);
        DataType wide = TypeRules.integerRank(type) > TypeRules.integerRank(TypeRules.INT) ? type : TypeRules.INT;
        List<String> bounds = arguments.stream()
                .map(a -> Casting.to(a, TypeRules.BIGINT).sql())
                .toList();
        String value = Casting.to(Typed.of("g", TypeRules.BIGINT), wide).sql();
        return new QueryText(
                "SELECT " + value + " AS c1 FROM generate_series(" + String.join(", ", bounds) + ") AS s(g)",
                List.of(new Column("generate_series", wide, false, Optional.empty())));
    }

    private static QueryText jsonEach(Typed json) {
        String value = Casting.to(json, TypeRules.JSON).sql();
        return new QueryText(
                "SELECT e.key AS c1, json_extract(" + value + ", e.fullkey) AS c2 FROM json_each(" + value + ") AS e",
                List.of(
                        new Column("key", TypeRules.VARCHAR, true, Optional.empty()),
                        new Column("value", TypeRules.JSON, true, Optional.empty())));
    }

    private static QueryText bitmap(Typed value) {
        return new QueryText(
                "SELECT CAST(unnest(" + value.sql() + ") AS BIGINT) AS c1",
                List.of(new Column("unnest_bitmap", TypeRules.BIGINT, true, Optional.empty())));
    }

    /** Bitmaps of so many members each; no rows for a size below one. */
    private static QueryText subdivided(List<Typed> arguments) {
        if (arguments.size() != 2 || !arguments.get(0).is(DataType.Kind.BITMAP)) {
            throw CallTranslator.noMatch("subdivide_bitmap", arguments);
        }
        String all = arguments.get(0).sql();
        String size = Casting.to(arguments.get(1), TypeRules.BIGINT).sql();
        String parts = "CASE WHEN " + size + " > 0 THEN list_transform(range(0, len(" + all + "), greatest(1, " + size
                + ")), lambda i: list_slice(" + all + ", i + 1, i + " + size + ")) END";
        return new QueryText(
                "SELECT unnest(" + parts + ") AS c1",
                List.of(new Column("subdivide_bitmap", DataType.of(DataType.Kind.BITMAP), true, Optional.empty())));
    }
}
