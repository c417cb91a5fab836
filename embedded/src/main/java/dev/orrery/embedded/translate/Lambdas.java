// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.Nested;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Functions that call a lambda for each element. */
final class Lambdas {
    private static final Set<String> NAMES = Set.of(
            "array_map",
            "transform",
            "array_filter",
            "filter",
            "array_sortby",
            "array_sort",
            "array_sort_lambda",
            "all_match",
            "any_match",
            "map_apply",
            "transform_keys",
            "transform_values",
            "map_filter");

    /** A lambda over zipped arrays: DuckDB's has one parameter, whose fields are the arrays' elements. */
    private record Body(String parameter, Typed value) {}

    private final ExpressionTranslator expressions;

    Lambdas(ExpressionTranslator expressions) {
        this.expressions = expressions;
    }

    static boolean knows(String name) {
        return NAMES.contains(name);
    }

    Typed translate(String name, List<Expression> arguments) {
        Optional<Constructor.Lambda> lambda = arguments.stream()
                .filter(Constructor.Lambda.class::isInstance)
                .map(Constructor.Lambda.class::cast)
                .findFirst();
        List<Typed> values = RelationTranslator.translateAll(expressions, CallTranslator.lambdaArguments(arguments));
        if (values.isEmpty()) {
            throw Thrown.analyzing("'" + name + "' needs an array or a map");
        }
        if (name.startsWith("map_") || name.startsWith("transform_")) {
            return maps(name, lambda, values);
        }
        if (lambda.isEmpty()) {
            return withoutLambda(name, values);
        }
        if (name.startsWith("array_sort") && lambda.get().parameters().size() == 2 && values.size() == 1) {
            return new SortLambda(expressions, lambda.get(), element(values.get(0))).sorted(values.get(0));
        }
        List<DataType> elements = values.stream().map(Lambdas::element).toList();
        Body body = body(lambda.get(), elements);
        String list = zipped(values);
        Typed first = values.get(0);
        return switch (name) {
            case "array_map", "transform" ->
                Typed.of(
                        "list_transform(" + list + ", "
                                + text(body, body.value().sql()) + ")",
                        new DataType.Array(body.value().type()));
            case "array_filter", "filter" -> filtered(list, body, values);
            case "array_sort" ->
                throw new Refusal(EmbeddedCode.FUNCTION_REFUSED, "array_sort by other than two elements");
            case "all_match" -> matched("list_bool_and", list, body);
            case "any_match" -> matched("list_bool_or", list, body);
            case "array_sortby" ->
                sortedBy(
                        first,
                        Typed.of(
                                "list_transform(" + list + ", "
                                        + text(body, body.value().sql()) + ")",
                                new DataType.Array(body.value().type())));
            default -> throw new Refusal(EmbeddedCode.FUNCTION_REFUSED, "function '" + name + "'");
        };
    }

    private static Typed matched(String function, String list, Body body) {
        String condition = Casting.condition(body.value());
        return Typed.of(function + "(list_transform(" + list + ", " + text(body, condition) + "))", TypeRules.BOOLEAN);
    }

    private static Typed filtered(String list, Body body, List<Typed> values) {
        String condition = Casting.condition(body.value());
        String kept = "list_filter(" + list + ", " + text(body, condition) + ")";
        Typed first = values.get(0);
        return Typed.of(values.size() == 1 ? kept : "list_transform(" + kept + ", lambda e: e[1])", first.type());
    }

    private Typed withoutLambda(String name, List<Typed> values) {
        boolean pair = name.contains("filter") || name.equals("array_sortby");
        if (pair && values.size() < 2) {
            throw Thrown.analyzing("'" + name + "' needs a lambda or a second array");
        }
        return switch (name) {
            case "array_filter", "filter" ->
                Typed.of(
                        "sr.array_filter(" + values.get(0).sql() + ", "
                                + values.get(1).sql() + ")",
                        values.get(0).type());
            case "array_sortby" -> {
                if (values.size() > 2) {
                    throw new Refusal(EmbeddedCode.FORM_REFUSED, "array_sortby by several arrays");
                }
                yield sortedBy(values.get(0), values.get(1));
            }
            case "all_match", "any_match", "array_sort" -> new CallTranslator(expressions).named(name, values);
            default -> throw Thrown.analyzing("'" + name + "' needs a lambda");
        };
    }

    private static Typed sortedBy(Typed values, Typed keys) {
        return Typed.of("sr.array_sortby(" + values.sql() + ", " + keys.sql() + ")", values.type());
    }

    private static DataType element(Typed value) {
        if (value.type() instanceof DataType.Array array) {
            return array.element();
        }
        if (value.isNull()) {
            return TypeRules.NULL;
        }
        throw Thrown.analyzing("a lambda needs arrays, rather than " + DuckType.of(value.type()));
    }

    private static String zipped(List<Typed> values) {
        if (values.size() == 1) {
            return values.get(0).sql();
        }
        return "list_zip(" + String.join(", ", values.stream().map(Typed::sql).toList()) + ")";
    }

    private static String text(Body body, String sql) {
        return "lambda " + body.parameter() + ": " + sql;
    }

    private Body body(Constructor.Lambda lambda, List<DataType> elements) {
        if (lambda.parameters().size() != elements.size()) {
            throw Thrown.analyzing(
                    "a lambda with " + lambda.parameters().size() + " parameters over " + elements.size() + " arrays");
        }
        String parameter = expressions.context().newAlias("x");
        List<Scope.Entry> entries = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            String sql = elements.size() == 1 ? parameter : parameter + "[" + (i + 1) + "]";
            entries.add(
                    new Scope.Entry("", "", lambda.parameters().get(i).text(), Typed.of(sql, elements.get(i)), false));
        }
        Scope inner = new Scope(entries, expressions.scope());
        return new Body(parameter, expressions.withScope(inner).translate(lambda.body()));
    }

    private Typed maps(String name, Optional<Constructor.Lambda> lambda, List<Typed> values) {
        if (lambda.isEmpty() || values.size() != 1 || !(values.get(0).type() instanceof DataType.Map type)) {
            throw Thrown.analyzing("'" + name + "' takes a lambda and a map");
        }
        String parameter = expressions.context().newAlias("x");
        List<Scope.Entry> entries = new ArrayList<>();
        List<Typed> parts =
                List.of(Typed.of(parameter + ".\"key\"", type.key()), Typed.of(parameter + ".\"value\"", type.value()));
        for (int i = 0; i < lambda.get().parameters().size(); i++) {
            entries.add(new Scope.Entry("", "", lambda.get().parameters().get(i).text(), parts.get(i), false));
        }
        ExpressionTranslator inner = expressions.withScope(new Scope(entries, expressions.scope()));
        String all = values.get(0).sql();
        String head = "lambda " + parameter + ": ";
        Expression body = lambda.get().body();
        if (name.equals("map_filter")) {
            String kept = "list_filter(" + all + ", " + head + Casting.condition(inner.translate(body)) + ")";
            return Typed.of(kept, type);
        }
        if (name.equals("map_apply")) {
            return applied(all, head, inner, body);
        }
        Typed value = inner.translate(body);
        boolean keys = name.equals("transform_keys");
        String pair = keys
                ? Nested.entry(value.sql(), parameter + ".\"value\"")
                : Nested.entry(parameter + ".\"key\"", value.sql());
        DataType result =
                keys ? new DataType.Map(value.type(), type.value()) : new DataType.Map(type.key(), value.type());
        return Typed.of("sr.map_of(list_transform(" + all + ", " + head + pair + "))", result);
    }

    /** {@code (k, v) -> (k2, v2)}: new keys and new values. */
    private static Typed applied(String entries, String head, ExpressionTranslator inner, Expression body) {
        if (!(body instanceof Constructor.Tuple pair) || pair.values().size() != 2) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "map_apply with a lambda that is no pair");
        }
        Typed key = inner.translate(pair.values().get(0));
        Typed value = inner.translate(pair.values().get(1));
        return Typed.of(
                "sr.map_of(list_transform(" + entries + ", " + head + Nested.entry(key.sql(), value.sql()) + "))",
                new DataType.Map(key.type(), value.type()));
    }
}
