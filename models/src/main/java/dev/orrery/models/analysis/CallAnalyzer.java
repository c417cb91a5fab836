// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.analysis.scope.Field;
import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.analysis.scope.Value;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.function.FunctionCall;
import dev.orrery.models.function.FunctionKind;
import dev.orrery.models.function.FunctionTyping;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.function.Typed;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.SortItem;
import dev.orrery.models.sql.tree.Window;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Types calls: functions with their lambdas and windows, casts and CASE. */
final class CallAnalyzer {
    private final ExpressionAnalyzer expressions;
    private final Analysis analysis;

    CallAnalyzer(ExpressionAnalyzer expressions) {
        this.expressions = expressions;
        this.analysis = expressions.analysis();
    }

    Value function(Call.Function call) {
        String name = Scope.lower(call.name().last().text());
        Optional<FunctionKind> kind = analysis.functions().kind(name);
        if (kind.isEmpty()) {
            return unknown(call, name);
        }
        boolean aggregate = kind.get() == FunctionKind.AGGREGATE && call.over().isEmpty();
        checkPlace(call, name, kind.get());
        ExpressionAnalyzer inner = aggregate ? expressions.in(Clause.AGGREGATE) : expressions;
        List<Value> values = arguments(call, inner);
        List<Value> beside = new ArrayList<>();
        Call.Modifiers modifiers = call.modifiers();
        for (SortItem item : modifiers.orderBy()) {
            beside.add(inner.analyze(item.expression()));
        }
        if (modifiers.separator().isPresent()) {
            inner.analyze(modifiers.separator().get());
        }
        if (modifiers.filter().isPresent()) {
            beside.add(inner.analyze(modifiers.filter().get()));
        }
        if (call.over().isPresent()) {
            beside.addAll(window(call.over().get()));
        }
        Typed typed = typed(call, name, values);
        return Value.of(typed, origins(call, name, kind.get(), values, beside));
    }

    /**
     * @param beside of filter, order and window: they take part, but are not aggregated
     */
    private static Origins origins(
            Call.Function call, String name, FunctionKind kind, List<Value> values, List<Value> beside) {
        List<Expression> arguments = call.arguments();
        if (JsonPath.isOpenedBy(name) && arguments.size() == 2) {
            Optional<String> path = JsonPath.of(arguments.get(1));
            if (path.isPresent()) {
                return JsonPath.open(arguments.get(0), values.get(0), path.get());
            }
        }
        Origins made =
                Value.origins(values).through(kind == FunctionKind.AGGREGATE ? Flow.AGGREGATED : Flow.TRANSFORMED);
        return beside.isEmpty() ? made : Origins.union(List.of(made, ExpressionAnalyzer.origins(beside)));
    }

    private Typed typed(Call.Function call, String name, List<Value> values) {
        FunctionTyping.Answer answer = analysis.typing()
                .type(new FunctionCall(
                        name,
                        typed(values),
                        written(call),
                        call.modifiers().distinct(),
                        call.over().isPresent()));
        if (answer.refusal().isPresent()) {
            analysis.report(
                    call.at(), ModelCode.WRONG_ARGUMENTS, answer.refusal().get());
        }
        return answer.typed().orElse(Typed.nullable(Kind.UNKNOWN));
    }

    private static List<Typed> typed(List<Value> values) {
        List<Typed> typed = new ArrayList<>(values.size());
        for (Value value : values) {
            typed.add(value.typed());
        }
        return typed;
    }

    /** {@code count(*)} has no arguments; {@code count(DISTINCT a, b)} counts as one. */
    private static List<Expression> written(Call.Function call) {
        for (Expression argument : call.arguments()) {
            if (argument instanceof Reference.Star) {
                return call.arguments().stream()
                        .filter(each -> !(each instanceof Reference.Star))
                        .toList();
            }
        }
        return call.arguments();
    }

    private Value unknown(Call.Function call, String name) {
        arguments(call, expressions);
        Set<String> known = new TreeSet<>(analysis.functions().names());
        known.addAll(analysis.tables().macros());
        analysis.report(Finding.of(call.name().at(), ModelCode.UNKNOWN_FUNCTION, "there is no function '" + name + "'")
                .withHint(Nearest.hint(name, known)));
        return Value.UNKNOWN;
    }

    private void checkPlace(Call.Function call, String name, FunctionKind kind) {
        Clause clause = expressions.clause();
        if (kind == FunctionKind.WINDOW && call.over().isEmpty()) {
            analysis.report(call.at(), ModelCode.MISPLACED_WINDOW, "'" + name + "' needs OVER ( … )");
        } else if (call.over().isPresent() && kind == FunctionKind.SCALAR) {
            analysis.report(
                    call.at(), ModelCode.MISPLACED_WINDOW, "'" + name + "' is no window function, it takes no OVER");
        } else if (call.over().isPresent() && !clause.windows()) {
            analysis.report(
                    call.at(),
                    ModelCode.MISPLACED_WINDOW,
                    "window function '" + name + "' cannot stand in " + clause.words());
        } else if (kind == FunctionKind.AGGREGATE && call.over().isEmpty() && !clause.aggregates()) {
            analysis.report(
                    call.at(),
                    ModelCode.MISPLACED_AGGREGATE,
                    "aggregate function '" + name + "' cannot stand in " + clause.words());
        } else if (kind == FunctionKind.TABLE) {
            analysis.report(call.at(), ModelCode.WRONG_ARGUMENTS, "table function '" + name + "' stands only in FROM");
        }
    }

    private List<Value> window(Window window) {
        List<Value> all = new ArrayList<>();
        for (Expression expression : window.partitionBy()) {
            all.add(expressions.analyze(expression));
        }
        for (SortItem item : window.orderBy()) {
            all.add(expressions.analyze(item.expression()));
        }
        return all;
    }

    /** Lambdas last: their parameters have the types of the other arguments. */
    private List<Value> arguments(Call.Function call, ExpressionAnalyzer inner) {
        List<Expression> written = written(call);
        @Nullable Value[] values = new @Nullable Value[written.size()];
        for (int i = 0; i < written.size(); i++) {
            if (!(written.get(i) instanceof Constructor.Lambda)) {
                values[i] = inner.analyze(written.get(i));
            }
        }
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Value known = values[i];
            all.add(
                    known != null
                            ? known
                            : lambda((Constructor.Lambda) written.get(i), parameterValues(values), inner));
        }
        return all;
    }

    private Value lambda(Constructor.Lambda lambda, List<Value> parameters, ExpressionAnalyzer inner) {
        List<Field> fields = new ArrayList<>();
        int count = lambda.parameters().size();
        for (int i = 0; i < count; i++) {
            Identifier name = lambda.parameters().get(i);
            Value value = parameters.isEmpty() ? Value.UNKNOWN : parameters.get(Math.min(i, parameters.size() - 1));
            fields.add(new Field(name.text(), Optional.empty(), value));
        }
        Value body = inner.with(fields).analyze(lambda.body());
        return analysis.keep(lambda, body);
    }

    /** Elements of the arrays, or key and value of the map, among the arguments. */
    private static List<Value> parameterValues(@Nullable Value[] values) {
        List<Value> all = new ArrayList<>();
        for (Value value : values) {
            if (value == null) {
                continue;
            }
            if (value.type() instanceof DataType.Array array) {
                all.add(Value.of(Typed.nullable(array.element()), value.origins()));
            } else if (value.type() instanceof DataType.Map map) {
                all.add(Value.of(Typed.nullable(map.key()), value.origins()));
                all.add(Value.of(Typed.nullable(map.value()), value.origins()));
            }
        }
        return all;
    }

    Value cast(Call.Cast call) {
        Value value = expressions.analyze(call.value());
        DataType from = value.type();
        DataType to = call.type();
        boolean refused = !value.isUnknown()
                && !from.is(Kind.NULL)
                && !from.equals(to)
                && (Supertype.isMetric(to) || Supertype.isMetric(from) || cannotNest(from, to));
        if (refused) {
            analysis.report(
                    call.at(),
                    ModelCode.WRONG_TYPES,
                    "a " + TypeNames.of(from) + " cannot be cast to " + TypeNames.of(to));
        }
        boolean same = from.equals(to);
        return Value.of(
                new Typed(to, value.nullable() || !same), value.origins().through(Flow.TRANSFORMED));
    }

    private static boolean cannotNest(DataType from, DataType to) {
        if (!Supertype.isNested(to)) {
            return Supertype.isNested(from) && !Supertype.isText(to) && !to.is(Kind.JSON) && !to.is(Kind.VARIANT);
        }
        if (from.is(Kind.JSON) || Supertype.isText(from)) {
            return false;
        }
        return from.getClass() != to.getClass() && !(from instanceof DataType.Struct && to instanceof DataType.Map);
    }

    Value caseWhen(Call.Case call) {
        Optional<Value> operand = call.operand().isPresent()
                ? Optional.of(expressions.analyze(call.operand().get()))
                : Optional.empty();
        List<Value> all = new ArrayList<>();
        List<Value> results = new ArrayList<>();
        operand.ifPresent(all::add);
        for (Call.When when : call.whens()) {
            Value condition = expressions.analyze(when.condition());
            if (operand.isPresent()) {
                new Comparisons(analysis).check(when.condition().at(), BinaryOperator.EQUAL, operand.get(), condition);
            }
            all.add(condition);
            results.add(expressions.analyze(when.result()));
        }
        if (call.otherwise().isPresent()) {
            results.add(expressions.analyze(call.otherwise().get()));
        }
        List<DataType> types = new ArrayList<>(results.size());
        for (Value result : results) {
            types.add(result.type());
        }
        Optional<DataType> type = Supertype.of(types);
        if (type.isEmpty()) {
            analysis.report(
                    call.at(),
                    ModelCode.WRONG_TYPES,
                    "the branches of this CASE have no type in common: "
                            + String.join(
                                    ", ",
                                    results.stream()
                                            .map(value -> TypeNames.of(value.type()))
                                            .distinct()
                                            .toList()));
        }
        boolean nullable = true;
        all.addAll(results);
        DataType result = type.orElse(DataType.of(Kind.UNKNOWN));
        return Value.of(
                new Typed(result.is(Kind.NULL) ? DataType.of(Kind.BOOLEAN) : result, nullable),
                ExpressionAnalyzer.origins(all));
    }
}
