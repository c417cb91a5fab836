// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import dev.orrery.models.function.FunctionTyping.Answer;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions whose answer depends on more than the types of single arguments. */
final class SpecialFunctions {
    /** Says what a call answers; nothing when the signatures decide. */
    private interface Rule {
        Optional<Answer> answer(FunctionCall call);
    }

    private static final Map<String, Rule> RULES = new HashMap<>();

    static {
        rule(SpecialFunctions::commonOfAll, "coalesce", "ifnull", "greatest", "least");
        rule(SpecialFunctions::ifThenElse, "if");
        rule(SpecialFunctions::nullIf, "nullif");
        rule(SpecialFunctions::sum, "sum", "multi_distinct_sum");
        rule(SpecialFunctions::average, "avg");
        rule(
                SpecialFunctions::spread,
                "stddev",
                "std",
                "stddev_pop",
                "stddev_samp",
                "variance",
                "variance_pop",
                "var_pop",
                "var_samp",
                "variance_samp");
        rule(SpecialFunctions::round, "round", "truncate", "dround");
        rule(SpecialFunctions::sameDecimal, "abs", "positive", "negative");
        rule(call -> remainder(call), "mod");
        rule(call -> arithmetic(call, BinaryOperator.ADD), "add");
        rule(call -> arithmetic(call, BinaryOperator.SUBTRACT), "subtract");
        rule(call -> arithmetic(call, BinaryOperator.MULTIPLY), "multiply");
        rule(call -> arithmetic(call, BinaryOperator.DIVIDE), "divide");
        rule(SpecialFunctions::row, "row", "struct");
        rule(SpecialFunctions::namedStruct, "named_struct");
        rule(call -> fixed(call, 1, DataType.varchar(1048576)), "typeof");
        rule(SpecialFunctions::toDate, "str_to_date");
        rule(
                SpecialFunctions::firstText,
                "min",
                "max",
                "any_value",
                "max_by",
                "min_by",
                "lead",
                "lag",
                "first_value",
                "last_value");
        rule(SpecialFunctions::approximateTop, "approx_top_k");
        rule(SpecialFunctions::share, "percentile_cont", "percentile_disc", "percentile_disc_lc");
        rule(SpecialFunctions::session, "session_number");
        NestedFunctions.RULES.forEach((name, rule) -> RULES.put(name, rule::apply));
    }

    private SpecialFunctions() {}

    private static void rule(Rule rule, String... names) {
        for (String name : names) {
            RULES.put(name, rule);
        }
    }

    static Optional<Answer> answer(FunctionCall call) {
        Rule rule = RULES.get(call.name());
        return rule == null ? Optional.empty() : rule.answer(call);
    }

    static Optional<Answer> found(DataType type) {
        return Optional.of(Answer.of(Typed.nullable(type)));
    }

    private static Optional<Answer> fixed(FunctionCall call, int count, DataType type) {
        return call.types().size() == count ? found(type) : Optional.empty();
    }

    private static Optional<Answer> commonOfAll(FunctionCall call) {
        if (call.types().isEmpty()
                || (call.name().equals("ifnull") && call.types().size() != 2)) {
            return Optional.empty();
        }
        return common(call, 0);
    }

    private static Optional<Answer> ifThenElse(FunctionCall call) {
        return call.types().size() == 3 ? common(call, 1) : Optional.empty();
    }

    private static Optional<Answer> nullIf(FunctionCall call) {
        return call.types().size() == 2 ? common(call, 0) : Optional.empty();
    }

    private static Optional<Answer> common(FunctionCall call, int from) {
        Optional<DataType> common = FunctionTyping.common(call, from);
        if (common.isEmpty()) {
            return Optional.of(Answer.refused("the arguments of '" + call.name() + "' have no type in common"));
        }
        DataType type = common.get();
        if (type.is(Kind.NULL)) {
            return found(DataType.of(Kind.BOOLEAN));
        }
        // These are functions of VARCHAR in StarRocks: the length of their arguments is lost.
        return found(type instanceof DataType.Text && !Supertype.isBinary(type) ? DataType.varchar() : type);
    }

    private static Optional<Answer> sum(FunctionCall call) {
        if (call.types().size() != 1) {
            return Optional.empty();
        }
        DataType type = call.type(0);
        if (type instanceof DataType.Decimal decimal) {
            return found(new DataType.Decimal(decimal.precision() > 38 ? 76 : 38, decimal.scale()));
        }
        if (Supertype.isFloat(type) || Supertype.isText(type)) {
            return numeric(call, DataType.of(Kind.DOUBLE));
        }
        return numeric(call, DataType.of(type.is(Kind.LARGEINT) ? Kind.LARGEINT : Kind.BIGINT));
    }

    private static Optional<Answer> average(FunctionCall call) {
        if (call.types().size() != 1) {
            return Optional.empty();
        }
        DataType type = call.type(0);
        if (type instanceof DataType.Decimal decimal) {
            int most = decimal.precision() > 38 ? 76 : 38;
            return found(new DataType.Decimal(most, Arithmetic.dividedScale(decimal.scale())));
        }
        return Supertype.isDate(type) ? found(type) : numeric(call, DataType.of(Kind.DOUBLE));
    }

    private static Optional<Answer> spread(FunctionCall call) {
        if (call.types().size() != 1) {
            return Optional.empty();
        }
        boolean decimal = call.type(0) instanceof DataType.Decimal;
        return numeric(call, decimal ? new DataType.Decimal(38, 9) : DataType.of(Kind.DOUBLE));
    }

    /** Refuses what is no number and cannot become one. */
    private static Optional<Answer> numeric(FunctionCall call, DataType answer) {
        DataType type = call.type(0);
        boolean refused = Supertype.isNested(type)
                || Supertype.isMetric(type)
                || Supertype.isBinary(type)
                || type.is(Kind.JSON)
                || type.is(Kind.DATE)
                || type.is(Kind.DATETIME);
        return refused
                ? Optional.of(Answer.refused("'" + call.name() + "' takes no " + TypeNames.of(type)))
                : found(answer);
    }

    private static Optional<Answer> round(FunctionCall call) {
        if (call.types().isEmpty() || !(call.type(0) instanceof DataType.Decimal decimal)) {
            return Optional.empty();
        }
        if (call.types().size() == 1) {
            return found(new DataType.Decimal(38, 0));
        }
        Optional<Integer> digits = wholeNumber(call.expressions().get(1));
        if (digits.isEmpty()) {
            return found(new DataType.Decimal(38, decimal.scale()));
        }
        int scale = Math.min(digits.get(), Math.max(decimal.scale(), digits.get()));
        return found(new DataType.Decimal(38, Math.max(0, Math.min(38, scale))));
    }

    private static Optional<Answer> sameDecimal(FunctionCall call) {
        boolean decimal = call.types().size() == 1 && call.type(0) instanceof DataType.Decimal;
        return decimal ? found(call.type(0)) : Optional.empty();
    }

    private static Optional<Answer> remainder(FunctionCall call) {
        return arithmetic(call, BinaryOperator.MODULO);
    }

    private static Optional<Answer> arithmetic(FunctionCall call, BinaryOperator operator) {
        if (call.types().size() != 2) {
            return Optional.empty();
        }
        return Arithmetic.result(operator, call.type(0), call.type(1)).flatMap(SpecialFunctions::found);
    }

    private static Optional<Answer> row(FunctionCall call) {
        List<DataType.Field> fields = new ArrayList<>();
        for (int i = 0; i < call.types().size(); i++) {
            fields.add(new DataType.Field("col" + (i + 1), call.type(i)));
        }
        return fields.isEmpty() ? Optional.empty() : found(new DataType.Struct(fields));
    }

    private static Optional<Answer> namedStruct(FunctionCall call) {
        int count = call.types().size();
        if (count == 0 || count % 2 != 0) {
            return Optional.of(Answer.refused("'named_struct' takes pairs of a name and a value"));
        }
        List<DataType.Field> fields = new ArrayList<>();
        for (int i = 0; i < count; i += 2) {
            if (!(call.expressions().get(i) instanceof Literal.Text name)) {
                return Optional.of(Answer.refused("the names of 'named_struct' are strings"));
            }
            fields.add(new DataType.Field(name.value(), call.type(i + 1)));
        }
        return found(new DataType.Struct(fields));
    }

    /** A format without hours, minutes and seconds makes a DATE. */
    private static Optional<Answer> toDate(FunctionCall call) {
        if (call.types().size() != 2 || !(call.expressions().get(1) instanceof Literal.Text format)) {
            return Optional.empty();
        }
        boolean time = format.value().matches("(?s).*%[HhIiklrSsTpf].*");
        return found(DataType.of(time ? Kind.DATETIME : Kind.DATE));
    }

    private static Optional<Answer> firstText(FunctionCall call) {
        if (call.types().isEmpty()) {
            return Optional.empty();
        }
        DataType type = call.type(0);
        boolean edge = call.name().equals("first_value") || call.name().equals("last_value");
        boolean unordered = Supertype.isMetric(type) || type instanceof DataType.Map || type instanceof DataType.Struct;
        if (edge && unordered) {
            return Optional.of(Answer.refused("'" + call.name() + "' takes no " + TypeNames.of(type)));
        }
        boolean ordered = call.name().equals("min") || call.name().equals("max");
        if (ordered && (Supertype.isNested(type) || Supertype.isMetric(type) || type.is(Kind.JSON))) {
            return Optional.of(Answer.refused("'" + call.name() + "' takes no " + TypeNames.of(type)));
        }
        boolean text = Supertype.isText(type) && !Supertype.isBinary(type);
        if (type.is(Kind.NULL)) {
            return found(DataType.of(Kind.BOOLEAN));
        }
        return text ? found(DataType.varchar()) : Optional.empty();
    }

    private static Optional<Answer> share(FunctionCall call) {
        boolean outside = call.types().size() == 2
                && wholeNumber(call.expressions().get(1))
                        .filter(n -> n < 0 || n > 1)
                        .isPresent();
        return outside
                ? Optional.of(Answer.refused("the second argument of '" + call.name() + "' lies between 0 and 1"))
                : Optional.empty();
    }

    private static Optional<Answer> session(FunctionCall call) {
        boolean constant = call.types().size() != 2 || call.expressions().get(1) instanceof Literal;
        return constant
                ? Optional.empty()
                : Optional.of(Answer.refused("the second argument of 'session_number' is a constant"));
    }

    private static Optional<Answer> approximateTop(FunctionCall call) {
        if (call.types().isEmpty() || call.types().size() > 3) {
            return Optional.empty();
        }
        DataType item = call.type(0);
        // Recorded: strings come out as CHAR without a length.
        DataType shown = Supertype.isText(item) ? new DataType.Text(DataType.TextKind.CHAR, Optional.empty()) : item;
        DataType type = new DataType.Array(new DataType.Struct(
                List.of(new DataType.Field("item", shown), new DataType.Field("count", DataType.of(Kind.BIGINT)))));
        return Optional.of(Answer.of(call.over() ? Typed.nullable(type) : Typed.notNull(type)));
    }

    /** The value of {@code 2} or {@code -2}. */
    static Optional<Integer> wholeNumber(Expression expression) {
        if (expression instanceof Literal.Numeric number && number.text().matches("-?\\d{1,9}")) {
            return Optional.of(Integer.parseInt(number.text()));
        }
        if (expression instanceof dev.orrery.models.sql.tree.Operation.Unary unary
                && unary.operator() == dev.orrery.models.sql.tree.UnaryOperator.MINUS) {
            return wholeNumber(unary.operand()).map(value -> -value);
        }
        return Optional.empty();
    }
}
