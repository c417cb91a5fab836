// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.function.FunctionCatalog;
import dev.orrery.embedded.operation.Intervals;
import dev.orrery.embedded.operation.SpecialForms;
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
            return moments(call, interval);
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

    private Typed moments(Call.Function call, Literal.Interval step) {
        if (expressions.translate(step.amount()).constant() instanceof Typed.Constant.Whole whole
                && whole.value().signum() < 0) {
            throw Thrown.analyzing("array_generate requires step parameter must be non-negative");
        }
        Typed from = expressions.translate(call.arguments().get(0));
        Typed to = expressions.translate(call.arguments().get(1));
        DataType element = from.is(Kind.DATE) && to.is(Kind.DATE) ? TypeRules.DATE : TypeRules.DATETIME;
        DataType type = new DataType.Array(element);
        String list = "sr.moments(" + Casting.to(from, TypeRules.DATETIME).sql() + ", "
                + Casting.to(to, TypeRules.DATETIME).sql() + ", "
                + Intervals.interval(expressions.amount(step).sql(), step.unit()) + ")";
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
                SpecialForms.slice(name, moment, expressions.amount(interval), interval.unit(), boundary(call));
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
        Typed special = SpecialForms.of(name, arguments, session(), this::named);
        if (special != null) {
            return special;
        }
        if (!FunctionCatalog.standard().knows(name)) {
            throw refused(name);
        }
        return FunctionCatalog.standard().call(name, arguments, session()).orElseThrow(() -> noMatch(name, arguments));
    }

    static Thrown noMatch(String name, List<Typed> arguments) {
        return Thrown.analyzing("No matching function with signature: " + name + "("
                + arguments.stream().map(a -> spelling(a.type())).collect(Collectors.joining(", ")) + ")");
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
                "user", DuckName.literal(environment.user().name()),
                "role", DuckName.literal(environment.user().roles()),
                "database", environment.database().map(DuckName::literal).orElse("NULL"),
                "version",
                        DuckName.literal(environment
                                .variables()
                                .value("@@", "version_comment")
                                .orElse("")),
                "connection", Integer.toString(environment.connectionId()));
    }

    static List<Expression> lambdaArguments(List<Expression> arguments) {
        return arguments.stream()
                .filter(a -> !(a instanceof Constructor.Lambda))
                .toList();
    }
}
