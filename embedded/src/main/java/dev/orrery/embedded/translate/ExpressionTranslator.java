// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.NarrowNumbers;
import dev.orrery.embedded.duck.Nested;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.operation.Accesses;
import dev.orrery.embedded.operation.Intervals;
import dev.orrery.embedded.operation.Literals;
import dev.orrery.embedded.operation.Operators;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.sql.tree.Access;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.ExpressionVisitor;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Subquery;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Expressions, with StarRocks' type of each. */
final class ExpressionTranslator implements ExpressionVisitor<Typed> {
    /** What a bare name means where both a column and an output of the select list have it. */
    enum Prefer {
        COLUMNS,
        ALIASES
    }

    private final QueryContext context;
    private final Scope scope;
    private final Map<String, Typed> aliases;
    private final Prefer prefer;

    ExpressionTranslator(QueryContext context, Scope scope) {
        this(context, scope, Map.of(), Prefer.COLUMNS);
    }

    private ExpressionTranslator(QueryContext context, Scope scope, Map<String, Typed> aliases, Prefer prefer) {
        this.context = context;
        this.scope = scope;
        this.aliases = aliases;
        this.prefer = prefer;
    }

    /** For clauses that may name outputs of the select list, by lower-case name. */
    ExpressionTranslator withAliases(Map<String, Typed> outputs, Prefer preferred) {
        return new ExpressionTranslator(context, scope, outputs, preferred);
    }

    ExpressionTranslator withScope(Scope inner) {
        return new ExpressionTranslator(context, inner, aliases, Prefer.COLUMNS);
    }

    /** For the arguments of an aggregate; this one where nothing changes. */
    ExpressionTranslator belowAggregate() {
        QueryContext below = context.belowAggregate();
        return below == context ? this : new ExpressionTranslator(below, scope, aliases, prefer);
    }

    QueryContext context() {
        return context;
    }

    Scope scope() {
        return scope;
    }

    Typed translate(Expression expression) {
        return expression.accept(this);
    }

    @Override
    public Typed nullLiteral(Literal.Null literal) {
        return Typed.nullValue();
    }

    @Override
    public Typed bool(Literal.Bool literal) {
        return Typed.of(literal.value() ? "true" : "false", Kind.BOOLEAN).notNull();
    }

    @Override
    public Typed number(Literal.Numeric literal) {
        return Literals.number(literal.text());
    }

    @Override
    public Typed text(Literal.Text literal) {
        return Literals.text(literal.value());
    }

    @Override
    public Typed binary(Literal.Binary literal) {
        DataType type = new DataType.Text(DataType.TextKind.VARBINARY, Optional.empty());
        return Typed.of("unhex('" + literal.hex() + "')", type).notNull();
    }

    @Override
    public Typed temporal(Literal.Temporal literal) {
        return Literals.temporal(literal.kind(), literal.value());
    }

    @Override
    public Typed interval(Literal.Interval literal) {
        throw Thrown.analyzing("INTERVAL stands only beside + and - and in date functions");
    }

    @Override
    public Typed unit(Literal.Unit literal) {
        return Literals.text(literal.unit().toLowerCase(Locale.ROOT));
    }

    @Override
    public Typed column(Reference.Column reference) {
        Name name = reference.name();
        Optional<Typed> alias = name.parts().size() == 1
                ? Optional.ofNullable(aliases.get(name.last().text().toLowerCase(Locale.ROOT)))
                : Optional.empty();
        if (prefer == Prefer.ALIASES && alias.isPresent()) {
            return alias.get();
        }
        Optional<Scope.Found> found = Thrown.wrap(() -> scope.find(name));
        if (found.isEmpty()) {
            return alias.orElseThrow(() -> Thrown.analyzing("Column '" + quoted(name) + "' cannot be resolved"));
        }
        Typed value = found.get().value();
        for (Identifier field : found.get().fields()) {
            value = Accesses.field(value, field.text());
        }
        return context.width() == QueryContext.Width.FULL_ABOVE ? NarrowNumbers.full(value) : value;
    }

    private static String quoted(Name name) {
        return name.parts().size() == 1
                ? name.last().text()
                : name.parts().stream().map(p -> "`" + p.text() + "`").collect(Collectors.joining("."));
    }

    @Override
    public Typed star(Reference.Star star) {
        throw Thrown.analyzing("'*' stands only in a select list and in count(*)");
    }

    @Override
    public Typed variable(Reference.Variable reference) {
        Environment.Variables variables = context.environment().variables();
        if (reference.scope().equals("@")) {
            return variables
                    .user(reference.name())
                    .map(this::translate)
                    .orElseGet(() -> Casting.to(Typed.nullValue(), DataType.varchar()));
        }
        String value = variables
                .value(reference.scope(), reference.name())
                .orElseThrow(() -> new Thrown(new dev.orrery.embedded.session.ServerError(
                        1193,
                        "HY000",
                        "Getting analyzing error. Detail message: Unknown system variable '" + reference.name()
                                + "'.")));
        // SHOW VARIABLES says false, SELECT @@x says 0.
        if (value.equals("true") || value.equals("false")) {
            return Typed.of(value, Kind.BOOLEAN).notNull();
        }
        boolean number = value.matches("-?[0-9]{1,18}");
        return number ? Typed.of(value, Kind.BIGINT).notNull() : Literals.text(value);
    }

    @Override
    public Typed parameter(Reference.Parameter parameter) {
        throw Thrown.analyzing("a parameter has no value");
    }

    @Override
    public Typed unary(Operation.Unary operation) {
        Typed operand = translate(operation.operand());
        return switch (operation.operator()) {
            case NOT, BANG ->
                Typed.of("(NOT " + Casting.condition(operand) + ")", Kind.BOOLEAN)
                        .nullable(operand.nullable());
            case PLUS -> operand;
            case MINUS -> Operators.negated(operand);
            case BIT_NOT -> {
                Typed whole = TypeRules.isInteger(operand.type()) && !operand.is(Kind.BOOLEAN)
                        ? operand
                        : Casting.to(operand, TypeRules.BIGINT);
                yield Typed.of("(~ " + whole.sql() + ")", whole.type()).nullable(operand.nullable());
            }
        };
    }

    @Override
    public Typed binary(Operation.Binary operation) {
        BinaryOperator operator = operation.operator();
        if (operation.right() instanceof Literal.Interval interval
                && (operator == BinaryOperator.ADD || operator == BinaryOperator.SUBTRACT)) {
            return Intervals.shift(translate(operation.left()), amount(interval), interval.unit(), operator);
        }
        if (operation.left() instanceof Literal.Interval interval && operator == BinaryOperator.ADD) {
            return Intervals.shift(translate(operation.right()), amount(interval), interval.unit(), operator);
        }
        if (operator.isComparison()
                && operation.left() instanceof Constructor.Tuple left
                && operation.right() instanceof Constructor.Tuple right) {
            return new Predicates(this).tuples(operator, left, right);
        }
        Typed a = translate(operation.left());
        Typed b = translate(operation.right());
        if (operator == BinaryOperator.AND || operator == BinaryOperator.OR) {
            return Operators.logic(operator, a, b);
        }
        return operator.isComparison() ? Operators.compare(operator, a, b) : arithmetic(operator, a, b);
    }

    private Typed arithmetic(BinaryOperator operator, Typed a, Typed b) {
        if (context.width() == QueryContext.Width.NARROW && NarrowNumbers.applies(operator, a, b)) {
            return NarrowNumbers.arithmetic(operator, a, b);
        }
        if (NarrowNumbers.differ(operator, a, b)) {
            context.noteWide();
        }
        return Operators.arithmetic(operator, a, b);
    }

    Typed amount(Literal.Interval interval) {
        return Casting.to(translate(interval.amount()), TypeRules.BIGINT);
    }

    @Override
    public Typed collate(Operation.Collate operation) {
        return translate(operation.operand());
    }

    @Override
    public Typed isNull(Predicate.IsNull predicate) {
        Typed value = translate(predicate.value());
        return Typed.of("(" + value.sql() + (predicate.negated() ? " IS NOT NULL)" : " IS NULL)"), Kind.BOOLEAN)
                .notNull();
    }

    @Override
    public Typed between(Predicate.Between predicate) {
        return new Predicates(this).between(predicate);
    }

    @Override
    public Typed inList(Predicate.InList predicate) {
        return new Predicates(this).inList(predicate);
    }

    @Override
    public Typed inQuery(Predicate.InQuery predicate) {
        return new Predicates(this).inQuery(predicate);
    }

    @Override
    public Typed like(Predicate.Like predicate) {
        return new Predicates(this).like(predicate);
    }

    @Override
    public Typed function(Call.Function call) {
        return new CallTranslator(this).translate(call);
    }

    @Override
    public Typed cast(Call.Cast call) {
        Typed value = translate(call.value());
        Typed cast = Casting.to(value, call.type());
        return context.environment().throwsOnFailedCasts() ? Operators.checked(value, cast) : cast;
    }

    @Override
    public Typed caseWhen(Call.Case call) {
        List<Typed> conditions = new ArrayList<>();
        List<Typed> results = new ArrayList<>();
        Optional<Typed> operand = call.operand().map(this::translate);
        for (Call.When when : call.whens()) {
            Typed condition = translate(when.condition());
            conditions.add(operand.map(o -> Operators.compare(BinaryOperator.EQUAL, o, condition))
                    .orElse(condition));
            results.add(translate(when.result()));
        }
        call.otherwise().map(this::translate).ifPresent(results::add);
        DataType type = TypeRules.common(results);
        StringBuilder sql = new StringBuilder("CASE");
        for (int i = 0; i < conditions.size(); i++) {
            sql.append(" WHEN ").append(Casting.condition(conditions.get(i)));
            sql.append(" THEN ").append(branch(results.get(i), type));
        }
        if (call.otherwise().isPresent()) {
            sql.append(" ELSE ").append(branch(results.get(results.size() - 1), type));
        }
        boolean nullable = call.otherwise().isEmpty() || results.stream().anyMatch(Typed::nullable);
        return Typed.of("(" + sql + " END)", type).nullable(nullable);
    }

    private String branch(Typed value, DataType type) {
        return context.width() == QueryContext.Width.NARROW
                ? NarrowNumbers.branch(value, type)
                : Casting.to(value, type).sql();
    }

    @Override
    public Typed extract(Call.Extract call) {
        return new CallTranslator(this).named(call.unit().toLowerCase(Locale.ROOT), List.of(translate(call.value())));
    }

    @Override
    public Typed namedArgument(Call.NamedArgument argument) {
        throw new Refusal(EmbeddedCode.FORM_REFUSED, "a named argument");
    }

    @Override
    public Typed arrayOf(Constructor.ArrayOf constructor) {
        List<Typed> elements = RelationTranslator.translateAll(this, constructor.elements());
        DataType element = constructor.type().isPresent() && constructor.type().get() instanceof DataType.Array array
                ? array.element()
                : TypeRules.common(elements);
        return Nested.array(elements, new DataType.Array(element));
    }

    @Override
    public Typed mapOf(Constructor.MapOf constructor) {
        List<Typed> keys = new ArrayList<>();
        List<Typed> values = new ArrayList<>();
        for (Constructor.Entry entry : constructor.entries()) {
            keys.add(translate(entry.key()));
            values.add(translate(entry.value()));
        }
        DataType.Map type = constructor.type().isPresent() && constructor.type().get() instanceof DataType.Map map
                ? map
                : new DataType.Map(TypeRules.common(keys), TypeRules.common(values));
        return Nested.map(keys, values, type);
    }

    @Override
    public Typed tuple(Constructor.Tuple tuple) {
        throw new Refusal(EmbeddedCode.FORM_REFUSED, "a tuple outside of a comparison");
    }

    @Override
    public Typed lambda(Constructor.Lambda lambda) {
        throw Thrown.analyzing("a lambda stands only among the arguments of a function that calls it");
    }

    @Override
    public Typed subscript(Access.Subscript access) {
        return Accesses.subscript(translate(access.value()), translate(access.index()));
    }

    @Override
    public Typed slice(Access.Slice access) {
        Typed value = translate(access.value());
        String from = access.from().map(e -> translate(e).sql()).orElse("1");
        String to = access.to().map(e -> translate(e).sql()).orElse("len(" + value.sql() + ")");
        return Typed.of("list_slice(" + value.sql() + ", " + from + ", " + to + ")", value.type());
    }

    @Override
    public Typed field(Access.Field access) {
        return Accesses.field(translate(access.value()), access.field().text());
    }

    @Override
    public Typed jsonArrow(Access.JsonArrow access) {
        return new CallTranslator(this)
                .named("json_query", List.of(translate(access.value()), translate(access.path())));
    }

    @Override
    public Typed scalar(Subquery.Scalar subquery) {
        QueryText query = new QueryTranslator(context, scope).query(subquery.query());
        if (query.columns().size() != 1) {
            throw Thrown.analyzing("Scalar subquery should output one column");
        }
        return Typed.of("(" + query.sql() + ")", query.columns().get(0).type());
    }

    @Override
    public Typed exists(Subquery.Exists subquery) {
        return new Predicates(this).exists(subquery.query());
    }

    /** A name in a lambda's body. */
    static String lambdaName(QueryContext context, Identifier name) {
        return DuckName.quote(context.newAlias("x") + "_" + name.text());
    }
}
