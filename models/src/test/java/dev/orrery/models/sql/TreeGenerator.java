// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import dev.orrery.models.sql.tree.Access;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.sql.tree.Predicate.LikeKind;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Relation.JoinKind;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.SortItem;
import dev.orrery.models.sql.tree.Subquery;
import dev.orrery.models.sql.tree.UnaryOperator;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Makes trees of any shape that the grammar allows; the same seed makes the same tree. */
final class TreeGenerator {
    private static final Location AT = Location.NOWHERE;
    private static final List<String> NAMES =
            List.of("a", "b1", "order", "date", "Ünï", "1st", "a b", "interval", "floor", "end", "key", "match", "x");
    private static final List<String> TEXTS = List.of("", "x", "it's", "\\", "\\_%", "\"", "a\nb", "--", "/*", "ü");

    private final Random random;

    TreeGenerator(long seed) {
        this.random = new Random(seed);
    }

    private <T> T one(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    private <T> Optional<T> maybe(Supplier<T> item) {
        return random.nextInt(3) == 0 ? Optional.of(item.get()) : Optional.empty();
    }

    private <T> List<T> some(int least, Supplier<T> item) {
        List<T> items = new ArrayList<>();
        int count = least + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            items.add(item.get());
        }
        return items;
    }

    private Identifier identifier() {
        return Identifier.of(one(NAMES));
    }

    private Name name() {
        return new Name(some(1, this::identifier));
    }

    Expression expression(int depth) {
        if (depth == 0) {
            return leaf();
        }
        int less = depth - 1;
        return switch (random.nextInt(16)) {
            case 0 -> unary(less);
            case 1, 2, 3 ->
                new Operation.Binary(AT, one(List.of(BinaryOperator.values())), expression(less), expression(less));
            case 4 -> new Predicate.IsNull(AT, expression(less), random.nextBoolean());
            case 5 ->
                new Predicate.Between(AT, expression(less), random.nextBoolean(), expression(less), expression(less));
            case 6 -> new Predicate.InList(AT, expression(less), random.nextBoolean(), some(1, () -> listItem(less)));
            case 7 ->
                new Predicate.Like(
                        AT, one(List.of(LikeKind.values())), expression(less), random.nextBoolean(), expression(less));
            case 8 -> call(less);
            case 9 -> new Call.Cast(AT, expression(less), type(2));
            case 10 ->
                new Call.Case(
                        AT,
                        maybe(() -> expression(less)),
                        some(1, () -> new Call.When(AT, expression(less), expression(less))),
                        maybe(() -> expression(less)));
            case 11 -> access(less);
            case 12 -> new Constructor.ArrayOf(AT, Optional.empty(), some(0, () -> expression(less)));
            case 13 ->
                new Constructor.MapOf(
                        AT,
                        Optional.empty(),
                        some(0, () -> new Constructor.Entry(AT, expression(less), expression(less))));
            case 14 -> random.nextBoolean() ? new Subquery.Exists(AT, query(0)) : new Subquery.Scalar(AT, query(0));
            default -> new Predicate.InQuery(AT, expression(less), random.nextBoolean(), query(0));
        };
    }

    /** A list of one subquery would be read as the subquery. */
    private Expression listItem(int depth) {
        Expression item = expression(depth);
        return item instanceof Subquery.Scalar ? leaf() : item;
    }

    private Expression unary(int depth) {
        return new Operation.Unary(AT, one(List.of(UnaryOperator.values())), expression(depth));
    }

    private Expression leaf() {
        return switch (random.nextInt(10)) {
            case 0 -> new Literal.Numeric(AT, one(List.of("1", "1.5", ".5", "1e3", "123456789012345678901")));
            case 1, 2 -> new Literal.Text(AT, one(TEXTS));
            case 3 -> new Literal.Null(AT);
            case 4 -> new Literal.Bool(AT, random.nextBoolean());
            case 5 -> new Literal.Temporal(AT, one(List.of(Literal.TemporalKind.values())), "2026-01-02");
            case 6 -> new Reference.Variable(AT, one(List.of("@", "@@", "@@global.")), "v");
            case 7 -> new Literal.Interval(AT, new Literal.Numeric(AT, "3"), "DAY");
            default -> new Reference.Column(name());
        };
    }

    private Expression call(int depth) {
        if (random.nextInt(4) == 0) {
            return new Call.Function(
                    AT,
                    Name.of("array_map"),
                    List.of(lambda(depth), expression(depth)),
                    Call.Modifiers.NONE,
                    Optional.empty());
        }
        Call.Modifiers modifiers = random.nextBoolean()
                ? Call.Modifiers.NONE
                : new Call.Modifiers(
                        true,
                        some(1, () -> sortItem(depth)),
                        maybe(() -> new Literal.Text(AT, ",")),
                        false,
                        Optional.empty(),
                        Optional.empty());
        return new Call.Function(
                AT, Name.of("group_concat"), some(1, () -> expression(depth)), modifiers, Optional.empty());
    }

    private Expression lambda(int depth) {
        return new Constructor.Lambda(AT, some(1, this::identifier), expression(depth));
    }

    private Expression access(int depth) {
        Expression value = expression(depth);
        return switch (random.nextInt(4)) {
            case 0 -> new Access.Subscript(AT, value, expression(depth));
            case 1 -> new Access.Field(AT, value, identifier());
            case 2 -> new Access.JsonArrow(AT, value, new Literal.Text(AT, "$.a"));
            default -> new Access.Slice(AT, value, maybe(() -> new Literal.Numeric(AT, "1")), Optional.empty());
        };
    }

    private DataType type(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> DataType.of(DataType.Kind.INT);
            case 1 -> new DataType.Decimal(10, 2);
            case 2 -> DataType.string();
            case 3 -> DataType.varchar(12);
            case 4 -> new DataType.Array(type(depth - 1));
            case 5 -> new DataType.Map(type(depth - 1), type(depth - 1));
            default -> new DataType.Struct(List.of(new DataType.Field("order", type(depth - 1))));
        };
    }

    private SortItem sortItem(int depth) {
        return new SortItem(AT, expression(depth), random.nextBoolean(), maybe(random::nextBoolean));
    }

    Query query(int depth) {
        List<Query.CommonTable> with = depth == 0
                ? List.of()
                : some(0, () -> new Query.CommonTable(AT, identifier(), some(0, this::identifier), query(depth - 1)));
        return new Query(
                AT,
                !with.isEmpty() && random.nextInt(4) == 0,
                with,
                body(depth),
                some(0, () -> sortItem(Math.min(depth, 1))),
                maybe(() -> new Query.Limit(AT, new Literal.Numeric(AT, "5"), Optional.empty())));
    }

    private Query.Body body(int depth) {
        if (depth == 0 || random.nextInt(3) > 0) {
            return select(depth);
        }
        Query.Body left = random.nextBoolean() ? new Query.Nested(AT, query(depth - 1)) : select(depth - 1);
        Query.Body right = random.nextBoolean() ? new Query.Nested(AT, query(depth - 1)) : select(depth - 1);
        return new Query.SetOperation(AT, one(List.of(Query.SetOperator.values())), random.nextBoolean(), left, right);
    }

    private Select select(int depth) {
        return new Select(
                AT,
                List.of(),
                random.nextBoolean(),
                some(1, () -> new Select.Item(AT, expression(depth), maybe(this::identifier))),
                depth == 0 ? Optional.empty() : Optional.of(relation(depth)),
                maybe(() -> expression(depth)),
                maybe(() -> new Select.GroupBy(AT, Select.GroupKind.PLAIN, List.of(some(1, () -> expression(0))))),
                maybe(() -> expression(depth)),
                maybe(() -> expression(0)));
    }

    private Relation relation(int depth) {
        return switch (random.nextInt(depth <= 0 ? 1 : 4)) {
            case 0 -> new Relation.Table(AT, name(), List.of(), List.of(), maybe(this::identifier));
            case 1 ->
                new Relation.Derived(AT, false, query(depth - 1), Optional.of(identifier()), some(0, this::identifier));
            default -> join(depth - 1);
        };
    }

    private Relation join(int depth) {
        JoinKind kind = one(List.of(JoinKind.values()));
        boolean conditional = kind != JoinKind.COMMA && kind != JoinKind.CROSS;
        return new Relation.Join(
                AT,
                kind,
                relation(depth),
                relation(depth),
                conditional ? Optional.of(expression(1)) : Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
