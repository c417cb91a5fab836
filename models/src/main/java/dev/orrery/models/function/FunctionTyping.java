// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a call answers. Rules that a signature cannot say stand in {@link SpecialFunctions}. */
public final class FunctionTyping {
    private static final Set<String> NEVER_NULL = Set.of(
            "count",
            "approx_count_distinct",
            "approx_count_distinct_hll_sketch",
            "multi_distinct_count",
            "ndv",
            "approx_top_k",
            "ds_hll_count_distinct",
            "ds_theta_count_distinct",
            "hll_union_agg",
            "bitmap_union_count",
            "bitmap_union_int",
            "count_if",
            "field",
            "null_or_empty");

    private final FunctionTable table;

    public FunctionTyping(FunctionTable table) {
        this.table = table;
    }

    /** Either what the call answers, or why StarRocks refuses it. */
    public record Answer(Optional<Typed> typed, Optional<String> refusal) {
        static Answer of(Typed typed) {
            return new Answer(Optional.of(typed), Optional.empty());
        }

        static Answer refused(String why) {
            return new Answer(Optional.empty(), Optional.of(why));
        }
    }

    /** The function must be in the table. */
    public Answer type(FunctionCall call) {
        Optional<Answer> special = SpecialFunctions.answer(call);
        if (special.isPresent()) {
            return special.get();
        }
        Optional<Combinator.Made> made = table.made(call.name());
        if (made.isPresent()) {
            return made(call, made.get());
        }
        List<Signature> signatures = table.find(call.name());
        if (!isTaken(call.types().size(), signatures)) {
            return Answer.refused(wrongCount(call, signatures));
        }
        Optional<Binding> best = nearest(call, signatures);
        if (best.isEmpty()) {
            return call.types().stream().anyMatch(typed -> typed.type().is(Kind.UNKNOWN))
                    ? Answer.of(Typed.nullable(Kind.UNKNOWN))
                    : Answer.refused("'" + call.name() + "' takes no " + arguments(call));
        }
        Optional<String> tooLarge = tooLarge(call, best.get().signature());
        return tooLarge.isPresent()
                ? Answer.refused(tooLarge.get())
                : Answer.of(new Typed(best.get().result(), nullable(call)));
    }

    private static boolean isTaken(int count, List<Signature> signatures) {
        for (Signature signature : signatures) {
            if (signature.takes(count)) {
                return true;
            }
        }
        return false;
    }

    /** The type of a state is the aggregate's own matter, except where one goes in and comes out. */
    private Answer made(FunctionCall call, Combinator.Made made) {
        int count = call.types().size();
        if (count == 0) {
            return Answer.refused("'" + call.name() + "' takes arguments");
        }
        return switch (made.combinator()) {
            case UNION, STATE_UNION -> Answer.of(Typed.nullable(call.type(0)));
            case IF ->
                type(new FunctionCall(
                        made.aggregate(),
                        call.types().subList(0, count - 1),
                        call.expressions().subList(0, count - 1),
                        call.distinct(),
                        call.over()));
            case STATE, STATE_MERGE, COMBINE, MERGE -> Answer.of(Typed.nullable(Kind.UNKNOWN));
        };
    }

    /** A whole number written down must fit the argument's type. */
    private static Optional<String> tooLarge(FunctionCall call, Signature signature) {
        for (int i = 0; i < call.types().size(); i++) {
            Optional<DataType> wanted = signature.argument(i).type().filter(Supertype::isInteger);
            boolean literal = call.expressions().get(i) instanceof Literal.Numeric
                    || call.expressions().get(i) instanceof Operation.Unary;
            boolean wide =
                    wanted.isPresent() && Supertype.integerRank(call.type(i)) > Supertype.integerRank(wanted.get());
            if (literal && wide) {
                return Optional.of(
                        "argument " + (i + 1) + " of '" + call.name() + "' does not fit " + TypeNames.of(wanted.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Binding> nearest(FunctionCall call, List<Signature> signatures) {
        Optional<Binding> best = Optional.empty();
        for (Signature signature : signatures) {
            Optional<Binding> next = Binding.of(call, signature);
            if (next.isPresent()
                    && (best.isEmpty() || next.get().distance() < best.get().distance())) {
                best = next;
            }
        }
        return best;
    }

    /** Recorded: before OVER everything counts as nullable, ranks and counts too. */
    private static boolean nullable(FunctionCall call) {
        return call.over() || !NEVER_NULL.contains(call.name());
    }

    private static String wrongCount(FunctionCall call, List<Signature> signatures) {
        List<String> counts = new ArrayList<>(signatures.stream()
                .map(signature -> signature.arguments().size() + (signature.variadic() ? " or more" : ""))
                .distinct()
                .sorted()
                .toList());
        return "'" + call.name() + "' takes " + String.join(" or ", counts) + " arguments, here are "
                + call.types().size();
    }

    private static String arguments(FunctionCall call) {
        return call.types().stream()
                .map(typed -> TypeNames.of(typed.type()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    static Optional<DataType> common(FunctionCall call, int from) {
        return Supertype.of(call.plainTypes().subList(from, call.types().size()));
    }
}
