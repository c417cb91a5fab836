// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.Nested;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.TypeSpelling;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.duck.WideDecimals;
import dev.orrery.embedded.function.DateFormats;
import dev.orrery.embedded.function.FunctionCatalog;
import dev.orrery.embedded.function.JsonPaths;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.function.FunctionCall;
import dev.orrery.models.function.FunctionTable;
import dev.orrery.models.function.FunctionTyping;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Calls: aggregates, functions with lambdas, functions that need their arguments as literals, and the catalogue's. */
final class CallTranslator {
    private static final FunctionTyping TYPING = new FunctionTyping(FunctionTable.builtIn());
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final ExpressionTranslator expressions;

    CallTranslator(ExpressionTranslator expressions) {
        this.expressions = expressions;
    }

    Typed translate(Call.Function call) {
        String name = call.name().last().text().toLowerCase(Locale.ROOT);
        if (call.over().isPresent() || Aggregates.knows(name)) {
            return new Aggregates(expressions, call, name).translate();
        }
        if (Lambdas.knows(name)) {
            return new Lambdas(expressions).translate(name, call.arguments());
        }
        if (name.equals("array_generate")
                && call.arguments().size() == 3
                && call.arguments().get(2) instanceof Literal.Interval interval) {
            return moments(call, expressions.amount(interval), interval.unit());
        }
        if (name.equals("aes_decrypt") && call.arguments().size() > 1) {
            List<Typed> all = new ArrayList<>();
            all.add(bytes(call.arguments().get(0)));
            all.addAll(RelationTranslator.translateAll(
                    expressions, call.arguments().subList(1, call.arguments().size())));
            return named(name, all);
        }
        boolean sliced = call.arguments().size() == 3 && (name.equals("time_slice") || name.equals("date_slice"));
        boolean interval =
                (call.arguments().size() == 2 || sliced) && call.arguments().get(1) instanceof Literal.Interval;
        if (interval) {
            return withInterval(name, call);
        }
        List<Typed> arguments = RelationTranslator.translateAll(expressions, call.arguments());
        Optional<DataType> answer = answer(call, name, arguments);
        Typed value = named(name, arguments);
        return answer.map(type -> typed(value, type)).orElse(value);
    }

    /** The analyzer says what a call answers; its text is cast where DuckDB answers something else. */
    private static Typed typed(Typed value, DataType type) {
        boolean plain = TypeRules.isNumeric(type) || TypeRules.isTemporal(type);
        return plain && TypeRules.isNumeric(value.type()) == TypeRules.isNumeric(type)
                ? Casting.to(value, type)
                : value;
    }

    /**
     * What the analyzer types a call as; empty where it does not know.
     *
     * @throws Thrown where StarRocks refuses the call
     */
    static Optional<DataType> answer(Call.Function call, String name, List<Typed> arguments) {
        List<Expression> written = call.arguments().stream()
                .filter(a -> !(a instanceof Reference.Star))
                .toList();
        if (FunctionTable.builtIn().kind(name).isEmpty() || written.size() != arguments.size()) {
            return Optional.empty();
        }
        List<dev.orrery.models.function.Typed> types = arguments.stream()
                .map(a -> new dev.orrery.models.function.Typed(a.type(), a.nullable()))
                .toList();
        FunctionTyping.Answer answer = TYPING.type(new FunctionCall(
                name, types, written, call.modifiers().distinct(), call.over().isPresent()));
        answer.refusal().ifPresent(why -> {
            throw Thrown.analyzing(why);
        });
        return answer.typed().map(dev.orrery.models.function.Typed::type);
    }

    /** Strings hold any bytes in StarRocks, texts only in DuckDB: what decodes to bytes is taken as such. */
    private Typed bytes(Expression expression) {
        DataType binary = new DataType.Text(DataType.TextKind.VARBINARY, Optional.empty());
        if (expression instanceof Call.Function inner && inner.arguments().size() == 1) {
            String name = inner.name().last().text().toLowerCase(Locale.ROOT);
            String function = name.equals("from_base64") ? "'encode64'" : name.equals("unhex") ? "'hex'" : "";
            if (!function.isEmpty()) {
                String text = Casting.toText(
                                expressions.translate(inner.arguments().get(0)))
                        .sql();
                return Typed.of("sr.to_binary(" + text + ", " + function + ")", binary);
            }
        }
        Typed value = expressions.translate(expression);
        return TypeRules.isBinary(value.type())
                ? value
                : Typed.of("encode(" + Casting.toText(value).sql() + ")", binary);
    }

    private Typed moments(Call.Function call, Typed amount, String unit) {
        Typed from = expressions.translate(call.arguments().get(0));
        Typed to = expressions.translate(call.arguments().get(1));
        DataType element = from.is(Kind.DATE) && to.is(Kind.DATE) ? TypeRules.DATE : TypeRules.DATETIME;
        DataType type = new DataType.Array(element);
        String list = "sr.moments(" + Casting.to(from, TypeRules.DATETIME).sql() + ", "
                + Casting.to(to, TypeRules.DATETIME).sql() + ", " + Intervals.interval(amount.sql(), unit) + ")";
        return Typed.of("CAST(" + list + " AS " + DuckType.of(type) + ")", type);
    }

    private Typed withInterval(String name, Call.Function call) {
        Literal.Interval interval = (Literal.Interval) call.arguments().get(1);
        Typed moment = expressions.translate(call.arguments().get(0));
        return switch (name) {
            case "date_add", "adddate", "days_add" ->
                Intervals.shift(moment, expressions.amount(interval), interval.unit(), BinaryOperator.ADD);
            case "date_sub", "subdate", "days_sub" ->
                Intervals.shift(moment, expressions.amount(interval), interval.unit(), BinaryOperator.SUBTRACT);
            case "time_slice", "date_slice" ->
                slice(name, moment, expressions.amount(interval), interval.unit(), boundary(call));
            default -> throw refused(name);
        };
    }

    /** {@code floor} or {@code ceil}, a word of its own behind the interval. */
    private static String boundary(Call.Function call) {
        return call.arguments().size() < 3
                ? "floor"
                : SqlPrinter.print(call.arguments().get(2)).replace("'", "");
    }

    /** A function by name, of translated arguments. */
    Typed named(String name, List<Typed> arguments) {
        Typed special = special(name, arguments);
        if (special != null) {
            return special;
        }
        if (!FunctionCatalog.standard().knows(name)) {
            throw refused(name);
        }
        return FunctionCatalog.standard()
                .call(name, arguments, session())
                .orElseThrow(() -> Thrown.analyzing("No matching function with signature: " + name + "("
                        + arguments.stream().map(a -> spelling(a.type())).collect(Collectors.joining(", ")) + ")"));
    }

    private static String spelling(DataType type) {
        return type.is(Kind.NULL) ? "null" : DuckType.of(type).toLowerCase(Locale.ROOT);
    }

    private static Refusal refused(String name) {
        return new Refusal(EmbeddedCode.FUNCTION_REFUSED, "function '" + name + "'");
    }

    private Map<String, String> session() {
        Environment environment = expressions.context().environment();
        ZonedDateTime now = environment.now();
        String zone = now.getZone().getId();
        String offset = now.getOffset().getId();
        return Map.of(
                "now", "TIMESTAMP '" + SECONDS.format(now) + "'",
                "utc", "TIMESTAMP '" + SECONDS.format(now.withZoneSameInstant(ZoneOffset.UTC)) + "'",
                "epoch", Long.toString(now.toEpochSecond()),
                "zone", DuckName.literal(zone.equals("Z") ? "UTC" : zone),
                "offset", DuckName.literal(offset.equals("Z") ? "+00:00" : offset),
                "user", DuckName.literal(environment.user()),
                "database", environment.database().map(DuckName::literal).orElse("NULL"),
                "version",
                        DuckName.literal(environment
                                .variables()
                                .value("@@", "version_comment")
                                .orElse("")),
                "connection", Integer.toString(environment.connectionId()));
    }

    private @org.jspecify.annotations.Nullable Typed special(String name, List<Typed> a) {
        int count = a.size();
        return switch (name) {
            case "date_trunc" -> count == 2 ? truncate(a.get(0), a.get(1)) : null;
            case "date_format" -> count == 2 ? format(a.get(0), a.get(1)) : null;
            case "str2date" -> count == 2 ? parse(a.get(0), a.get(1), TypeRules.DATE) : null;
            case "str_to_date" ->
                count == 2
                        ? parse(
                                a.get(0),
                                a.get(1),
                                DateFormats.hasTime(a.get(1).text()) ? TypeRules.DATETIME : TypeRules.DATE)
                        : null;
            case "from_unixtime" -> count == 2 ? fromUnixtime(a.get(0), a.get(1)) : null;
            case "unix_timestamp" ->
                count == 2 ? named(name, List.of(parse(a.get(0), a.get(1), TypeRules.DATETIME))) : null;
            case "timestampdiff" ->
                count == 3 && a.get(0).isTextLiteral()
                        ? named(a.get(0).text() + "s_diff", List.of(a.get(2), a.get(1)))
                        : null;
            case "date_diff" ->
                count == 3 && List.of("day", "hour").contains(a.get(0).text())
                        ? named(a.get(0).text() + "s_diff", List.of(a.get(1), a.get(2)))
                        : null;
            case "timestampadd" ->
                count == 3
                        ? Intervals.shift(
                                Casting.to(a.get(2), TypeRules.DATETIME),
                                Casting.to(a.get(1), TypeRules.BIGINT),
                                a.get(0).text(),
                                BinaryOperator.ADD)
                        : null;
            case "time_slice", "date_slice" ->
                count >= 3
                        ? slice(
                                name,
                                a.get(0),
                                a.get(1),
                                a.get(2).text(),
                                count > 3 ? a.get(3).text() : "floor")
                        : null;
            case "abs", "negative", "positive" ->
                count == 1 && WideDecimals.isWide(a.get(0).type()) ? WideDecimals.signed(name, a.get(0)) : null;
            case "round", "dround" -> Rounding.round(a);
            case "truncate" -> Rounding.truncate(a);
            case "get_json_string", "get_json_object" -> json(a, "sr.get_json_string", TypeRules.VARCHAR);
            case "get_json_int" -> json(a, "sr.get_json_int", TypeRules.BIGINT);
            case "get_json_double" -> json(a, "sr.get_json_double", TypeRules.DOUBLE);
            case "get_json_bool" -> json(a, "sr.get_json_bool", TypeRules.BOOLEAN);
            case "json_query" -> json(a, "json_extract", TypeRules.JSON);
            case "json_exists" -> json(a, "sr.json_exists", TypeRules.BOOLEAN);
            case "json_length" -> count == 2 ? json(a, "sr.json_length_at", TypeRules.INT) : null;
            case "json_object" -> count > 0 ? jsonObject(a) : null;
            case "named_struct" -> namedStruct(a);
            case "row", "struct" -> row(a);
            case "map" -> map(a);
            case "array" -> Nested.array(a, new DataType.Array(TypeRules.common(a)));
            case "map_entries" -> mapEntries(a.get(0));
            case "arrays_zip" -> arraysZip(a);
            case "add" -> count == 2 ? Operators.arithmetic(BinaryOperator.ADD, a.get(0), a.get(1)) : null;
            case "subtract" -> count == 2 ? Operators.arithmetic(BinaryOperator.SUBTRACT, a.get(0), a.get(1)) : null;
            case "multiply" -> count == 2 ? Operators.arithmetic(BinaryOperator.MULTIPLY, a.get(0), a.get(1)) : null;
            case "divide" -> count == 2 ? Operators.arithmetic(BinaryOperator.DIVIDE, a.get(0), a.get(1)) : null;
            case "to_json" -> count == 1 && !a.get(0).isText() ? Casting.to(a.get(0), TypeRules.JSON) : null;
            case "typeof" -> typeOf(a.get(0));
            case "elt" -> null;
            case "mod" -> count == 2 ? decimalModulo(a) : null;
            default -> null;
        };
    }

    private static @org.jspecify.annotations.Nullable Typed decimalModulo(List<Typed> a) {
        boolean decimal = TypeRules.isDecimal(a.get(0).type())
                || TypeRules.isDecimal(a.get(1).type());
        return decimal ? Operators.arithmetic(BinaryOperator.MODULO, a.get(0), a.get(1)) : null;
    }

    private static Typed truncate(Typed unit, Typed moment) {
        if (!unit.isTextLiteral()) {
            throw Thrown.analyzing("date_trunc requires first parameter must be a string constant");
        }
        boolean date = moment.is(Kind.DATE);
        DataType type = date ? TypeRules.DATE : TypeRules.DATETIME;
        String lower = unit.text().toLowerCase(Locale.ROOT);
        if (!List.of(
                        "year",
                        "quarter",
                        "month",
                        "week",
                        "day",
                        "hour",
                        "minute",
                        "second",
                        "millisecond",
                        "microsecond")
                .contains(lower)) {
            throw Thrown.analyzing("date_trunc function can't support argument other than"
                    + " second|minute|hour|day|month|year|week|quarter");
        }
        return Typed.of(
                        "CAST(date_trunc('" + lower + "', "
                                + Casting.to(moment, TypeRules.DATETIME).sql() + ") AS " + DuckType.of(type) + ")",
                        type)
                .nullable(true);
    }

    private static Typed format(Typed moment, Typed format) {
        String value = Casting.to(moment, TypeRules.DATETIME).sql();
        if (!format.isTextLiteral() || DateFormats.isRare(format.text())) {
            String text = Casting.toText(format).sql();
            return Typed.of(
                    "sr_date_format(epoch_us(" + value + "), CAST(" + text + " AS VARCHAR))", TypeRules.VARCHAR);
        }
        return Typed.of(
                "strftime(" + value + ", " + DuckName.literal(DateFormats.printing(format.text())) + ")",
                TypeRules.VARCHAR);
    }

    private static Typed parse(Typed text, Typed format, DataType type) {
        if (!format.isTextLiteral()) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "a date format that is no literal");
        }
        String parsed = "try_strptime(CAST(" + Casting.toText(text).sql() + " AS VARCHAR), "
                + DateFormats.parsing(format.text()).stream()
                        .map(DuckName::literal)
                        .collect(Collectors.joining(", ", "[", "]"))
                + ")";
        return Typed.of("CAST(" + parsed + " AS " + DuckType.of(type) + ")", type);
    }

    private Typed fromUnixtime(Typed seconds, Typed format) {
        Typed moment = Typed.of(
                "timezone(" + session().get("zone") + ", to_timestamp("
                        + Casting.to(seconds, TypeRules.BIGINT).sql() + "))",
                TypeRules.DATETIME);
        return format(moment, format);
    }

    private static Typed slice(String name, Typed moment, Typed amount, String unit, String boundary) {
        String base = Casting.to(moment, TypeRules.DATETIME).sql();
        String width = Intervals.interval(Casting.to(amount, TypeRules.BIGINT).sql(), unit);
        String floor = "time_bucket(" + width + ", " + base + ", TIMESTAMP '0001-01-01 00:00:00')";
        String sql = boundary.equalsIgnoreCase("ceil") ? "(" + floor + " + " + width + ")" : floor;
        boolean date = name.equals("date_slice");
        return Typed.of(date ? "CAST(" + sql + " AS DATE)" : sql, date ? TypeRules.DATE : TypeRules.DATETIME);
    }

    private static Typed json(List<Typed> arguments, String function, DataType type) {
        if (arguments.size() != 2) {
            throw Thrown.analyzing("a JSON function needs a value and a path");
        }
        Typed value = arguments.get(0);
        String json = value.isText()
                ? "TRY_CAST(" + value.sql() + " AS JSON)"
                : Casting.to(value, TypeRules.JSON).sql();
        return Typed.of(function + "(" + json + ", " + JsonPaths.of(arguments.get(1)) + ")", type);
    }

    private static Typed jsonObject(List<Typed> arguments) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean key = i % 2 == 0;
            parts.add(key ? Casting.toText(arguments.get(i)).sql() : jsonValue(arguments.get(i)));
        }
        if (parts.size() % 2 == 1) {
            parts.add("NULL");
        }
        return Typed.of("json_object(" + String.join(", ", parts) + ")", TypeRules.JSON);
    }

    private static String jsonValue(Typed value) {
        return value.is(Kind.DATE) || value.is(Kind.DATETIME)
                ? Casting.toText(value).sql()
                : value.sql();
    }

    private static Typed namedStruct(List<Typed> arguments) {
        List<DataType.Field> fields = new ArrayList<>();
        List<Typed> values = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            Typed value = arguments.get(i + 1);
            fields.add(new DataType.Field(arguments.get(i).text(), value.type()));
            values.add(value);
        }
        return Nested.struct(values, new DataType.Struct(fields));
    }

    private static Typed row(List<Typed> arguments) {
        List<Typed> named = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            named.add(Literals.text("col" + (i + 1)));
            named.add(arguments.get(i));
        }
        return namedStruct(named);
    }

    private static Typed map(List<Typed> arguments) {
        List<Typed> keys = new ArrayList<>();
        List<Typed> values = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            keys.add(arguments.get(i));
            values.add(arguments.get(i + 1));
        }
        return Nested.map(keys, values, new DataType.Map(TypeRules.common(keys), TypeRules.common(values)));
    }

    private static Typed mapEntries(Typed map) {
        if (!(map.type() instanceof DataType.Map type)) {
            throw Thrown.analyzing("map_entries needs a map");
        }
        DataType entry = new DataType.Struct(
                List.of(new DataType.Field("key", type.key()), new DataType.Field("value", type.value())));
        return Typed.of(map.sql(), new DataType.Array(entry));
    }

    private static Typed arraysZip(List<Typed> arrays) {
        List<DataType.Field> fields = new ArrayList<>();
        List<String> items = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            if (!(arrays.get(i).type() instanceof DataType.Array array)) {
                throw Thrown.analyzing("arrays_zip needs arrays");
            }
            fields.add(new DataType.Field("col" + (i + 1), array.element()));
            items.add(arrays.get(i).sql());
        }
        DataType type = new DataType.Array(new DataType.Struct(fields));
        String nulls = items.stream().map(x -> x + " IS NULL").collect(Collectors.joining(" OR "));
        return Typed.of(
                "CASE WHEN " + nulls + " THEN NULL ELSE CAST(list_zip(" + String.join(", ", items) + ") AS "
                        + DuckType.of(type) + ") END",
                type);
    }

    private static Typed typeOf(Typed value) {
        return Literals.text(TypeSpelling.of(value.type()));
    }

    static List<Expression> lambdaArguments(List<Expression> arguments) {
        return arguments.stream()
                .filter(a -> !(a instanceof Constructor.Lambda))
                .toList();
    }
}
