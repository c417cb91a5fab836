// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.analysis.scope.Field;
import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.analysis.scope.Shape;
import dev.orrery.models.analysis.scope.Value;
import dev.orrery.models.analysis.scope.WithTables;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.function.Arithmetic;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.function.Typed;
import dev.orrery.models.sql.tree.Access;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.ExpressionVisitor;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Subquery;
import dev.orrery.models.sql.tree.UnaryOperator;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Types one expression in one scope; calls are left to {@link CallAnalyzer}. */
final class ExpressionAnalyzer implements ExpressionVisitor<Value> {
    private final Analysis analysis;
    private final Scope scope;
    private final WithTables commonTables;
    private final Clause clause;

    ExpressionAnalyzer(Analysis analysis, Scope scope, WithTables commonTables, Clause clause) {
        this.analysis = analysis;
        this.scope = scope;
        this.commonTables = commonTables;
        this.clause = clause;
    }

    Value analyze(Expression expression) {
        return analysis.keep(expression, expression.accept(this));
    }

    List<Value> analyze(List<Expression> expressions) {
        List<Value> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(analyze(expression));
        }
        return values;
    }

    ExpressionAnalyzer in(Clause other) {
        return new ExpressionAnalyzer(analysis, scope, commonTables, other);
    }

    /** Where the names of lambda parameters hide columns. */
    ExpressionAnalyzer with(List<Field> parameters) {
        return new ExpressionAnalyzer(analysis, new Scope(scope, parameters), commonTables, clause);
    }

    Analysis analysis() {
        return analysis;
    }

    Clause clause() {
        return clause;
    }

    private static Value literal(DataType type) {
        return Value.of(Typed.notNull(type), Origins.NONE);
    }

    private static Value literal(Kind kind) {
        return literal(DataType.of(kind));
    }

    /** Something computed of other values; NULL when one of them is. */
    static Value computed(DataType type, Value... parts) {
        boolean nullable = false;
        for (Value part : parts) {
            nullable |= part.nullable();
        }
        return Value.of(new Typed(type, nullable), origins(Arrays.asList(parts)));
    }

    static Origins origins(List<Value> parts) {
        return Value.origins(parts).through(Flow.TRANSFORMED);
    }

    @Override
    public Value nullLiteral(Literal.Null literal) {
        return Value.of(Typed.nullable(Kind.NULL), Origins.NONE);
    }

    @Override
    public Value bool(Literal.Bool literal) {
        return literal(Kind.BOOLEAN);
    }

    @Override
    public Value number(Literal.Numeric literal) {
        return literal(Arithmetic.literal(literal.text()));
    }

    @Override
    public Value text(Literal.Text literal) {
        return literal(DataType.varchar());
    }

    @Override
    public Value binary(Literal.Binary literal) {
        return literal(new DataType.Text(DataType.TextKind.VARBINARY, Optional.empty()));
    }

    @Override
    public Value temporal(Literal.Temporal literal) {
        return literal(literal.kind() == Literal.TemporalKind.DATE ? Kind.DATE : Kind.DATETIME);
    }

    @Override
    public Value interval(Literal.Interval literal) {
        Value amount = analyze(literal.amount());
        return Value.of(new Typed(DataType.of(Kind.INT), amount.nullable()), amount.origins());
    }

    @Override
    public Value unit(Literal.Unit literal) {
        return literal(DataType.varchar());
    }

    @Override
    public Value column(Reference.Column reference) {
        List<Identifier> parts = reference.name().parts();
        Optional<Scope.Match> match = scope.resolve(parts);
        if (match.isEmpty()) {
            new UnknownColumn(analysis, scope).report(reference);
            return Value.UNKNOWN;
        }
        List<Field> found = match.get().found();
        if (found.size() > 1) {
            String places =
                    String.join(", ", found.stream().map(Field::toString).toList());
            analysis.report(Finding.of(
                            reference.at(),
                            ModelCode.AMBIGUOUS_COLUMN,
                            "column '" + reference.name() + "' could be " + found.size() + " columns")
                    .withHelp("write which one: " + places));
            return Value.UNKNOWN;
        }
        analysis.keep(reference, found.get(0));
        return path(found.get(0).value(), match.get().path());
    }

    private Value path(Value value, List<Identifier> path) {
        Value at = value;
        for (Identifier name : path) {
            at = field(at, name);
        }
        return at;
    }

    private Value field(Value value, Identifier name) {
        if (value.isUnknown()) {
            return value;
        }
        Origins part = value.origins().at("$." + name);
        if (value.type().is(Kind.JSON)) {
            return Value.of(Typed.nullable(Kind.JSON), part);
        }
        if (!(value.type() instanceof DataType.Struct struct)) {
            analysis.report(
                    name.at(),
                    ModelCode.UNKNOWN_FIELD,
                    "'" + name + "' is asked of a " + TypeNames.of(value.type()) + ", which has no fields");
            return Value.UNKNOWN;
        }
        for (DataType.Field field : struct.fields()) {
            if (field.name().equalsIgnoreCase(name.text())) {
                return Value.of(Typed.nullable(field.type()), part);
            }
        }
        List<String> known = struct.fields().stream().map(DataType.Field::name).toList();
        analysis.report(Finding.of(name.at(), ModelCode.UNKNOWN_FIELD, "the struct has no field '" + name + "'")
                .withHint(Nearest.hint(name.text(), known))
                .withHelp("its fields: " + String.join(", ", known)));
        return Value.UNKNOWN;
    }

    @Override
    public Value star(Reference.Star reference) {
        analysis.report(reference.at(), ModelCode.MISPLACED_STAR, "'*' stands only in a select list and in count(*)");
        return Value.UNKNOWN;
    }

    @Override
    public Value variable(Reference.Variable reference) {
        return Value.of(Typed.nullable(DataType.varchar()), Origins.NONE);
    }

    @Override
    public Value parameter(Reference.Parameter reference) {
        return Value.UNKNOWN;
    }

    @Override
    public Value unary(Operation.Unary operation) {
        if (operation.operator() == UnaryOperator.MINUS && operation.operand() instanceof Literal.Numeric number) {
            Value value = literal(Arithmetic.literal("-" + number.text()));
            analysis.keep(number, value);
            return value;
        }
        Value operand = analyze(operation.operand());
        return switch (operation.operator()) {
            case NOT, BANG -> computed(DataType.of(Kind.BOOLEAN), operand);
            case PLUS -> operand;
            case BIT_NOT ->
                computed(Supertype.isInteger(operand.type()) ? operand.type() : DataType.of(Kind.BIGINT), operand);
            // StarRocks reads -x as -1 * x.
            case MINUS -> arithmetic(operation.at(), BinaryOperator.MULTIPLY, literal(Kind.TINYINT), operand);
        };
    }

    @Override
    public Value binary(Operation.Binary operation) {
        Value left = analyze(operation.left());
        Value right = analyze(operation.right());
        BinaryOperator operator = operation.operator();
        if (operation.left() instanceof Literal.Interval || operation.right() instanceof Literal.Interval) {
            return shiftedDate(operation, left, right);
        }
        if (operator.isComparison()) {
            new Comparisons(analysis).check(operation.at(), operator, left, right);
            boolean safe = operator == BinaryOperator.NULL_SAFE_EQUAL;
            Value compared = computed(DataType.of(Kind.BOOLEAN), left, right);
            return safe ? Value.of(Typed.notNull(Kind.BOOLEAN), compared.origins()) : compared;
        }
        if (operator == BinaryOperator.AND || operator == BinaryOperator.OR) {
            return computed(DataType.of(Kind.BOOLEAN), left, right);
        }
        return arithmetic(operation.at(), operator, left, right);
    }

    private Value shiftedDate(Operation.Binary operation, Value left, Value right) {
        Value date = operation.right() instanceof Literal.Interval ? left : right;
        if (Supertype.isNested(date.type()) || Supertype.isMetric(date.type())) {
            analysis.report(
                    operation.at(),
                    ModelCode.WRONG_TYPES,
                    "an interval cannot be added to a " + TypeNames.of(date.type()));
        }
        return Value.of(Typed.nullable(Kind.DATETIME), origins(List.of(left, right)));
    }

    private Value arithmetic(Location at, BinaryOperator operator, Value left, Value right) {
        Optional<DataType> type = Arithmetic.result(operator, left.type(), right.type());
        if (type.isEmpty()) {
            analysis.report(
                    at,
                    ModelCode.WRONG_TYPES,
                    "'" + operator.symbol() + "' does not take " + TypeNames.of(left.type()) + " and "
                            + TypeNames.of(right.type()));
            return Value.UNKNOWN;
        }
        boolean division = operator == BinaryOperator.DIVIDE
                || operator == BinaryOperator.INTEGER_DIVIDE
                || operator == BinaryOperator.MODULO;
        boolean overflow = type.get() instanceof DataType.Decimal;
        boolean nullable = division || overflow || left.nullable() || right.nullable();
        return Value.of(new Typed(type.get(), nullable), origins(List.of(left, right)));
    }

    @Override
    public Value collate(Operation.Collate operation) {
        return analyze(operation.operand());
    }

    @Override
    public Value isNull(Predicate.IsNull predicate) {
        Value value = analyze(predicate.value());
        return Value.of(Typed.notNull(Kind.BOOLEAN), origins(List.of(value)));
    }

    @Override
    public Value between(Predicate.Between predicate) {
        Value value = analyze(predicate.value());
        Value low = analyze(predicate.low());
        Value high = analyze(predicate.high());
        Comparisons comparisons = new Comparisons(analysis);
        comparisons.check(predicate.at(), BinaryOperator.GREATER_OR_EQUAL, value, low);
        comparisons.check(predicate.at(), BinaryOperator.LESS_OR_EQUAL, value, high);
        return computed(DataType.of(Kind.BOOLEAN), value, low, high);
    }

    @Override
    public Value inList(Predicate.InList predicate) {
        List<Value> all = new ArrayList<>();
        all.add(analyze(predicate.value()));
        for (Expression item : predicate.list()) {
            Value value = analyze(item);
            if (!(predicate.value() instanceof Constructor.Tuple)) {
                new Comparisons(analysis).check(predicate.at(), BinaryOperator.EQUAL, all.get(0), value);
            }
            all.add(value);
        }
        return computed(DataType.of(Kind.BOOLEAN), all.toArray(Value[]::new));
    }

    @Override
    public Value inQuery(Predicate.InQuery predicate) {
        Value value = analyze(predicate.value());
        Shape shape = query(predicate.query());
        int width = predicate.value() instanceof Constructor.Tuple tuple
                ? tuple.values().size()
                : 1;
        if (shape.fields().size() != width) {
            analysis.report(
                    predicate.query().at(),
                    ModelCode.WRONG_COLUMN_COUNT,
                    "this subquery has " + shape.fields().size() + " columns, IN compares " + width);
        } else if (width == 1) {
            new Comparisons(analysis)
                    .check(
                            predicate.at(),
                            BinaryOperator.EQUAL,
                            value,
                            shape.fields().get(0).value());
        }
        return Value.of(Typed.nullable(Kind.BOOLEAN), withQuery(value, shape));
    }

    @Override
    public Value like(Predicate.Like predicate) {
        return computed(DataType.of(Kind.BOOLEAN), analyze(predicate.value()), analyze(predicate.pattern()));
    }

    @Override
    public Value function(Call.Function call) {
        return new CallAnalyzer(this).function(call);
    }

    @Override
    public Value cast(Call.Cast call) {
        return new CallAnalyzer(this).cast(call);
    }

    @Override
    public Value caseWhen(Call.Case call) {
        return new CallAnalyzer(this).caseWhen(call);
    }

    @Override
    public Value extract(Call.Extract call) {
        Value value = analyze(call.value());
        return Value.of(new Typed(DataType.of(Kind.INT), true), origins(List.of(value)));
    }

    @Override
    public Value namedArgument(Call.NamedArgument call) {
        return analyze(call.value());
    }

    @Override
    public Value arrayOf(Constructor.ArrayOf constructor) {
        List<Value> elements = analyze(constructor.elements());
        DataType type = constructor.type().orElseGet(() -> new DataType.Array(common(constructor.at(), elements)));
        return Value.of(Typed.notNull(type), origins(elements));
    }

    /** Of NULLs alone it is NULL, which is shown as BOOLEAN. */
    private DataType common(Location at, List<Value> values) {
        List<DataType> types = values.stream().map(Value::type).toList();
        Optional<DataType> common = Supertype.of(types);
        if (common.isEmpty()) {
            analysis.report(
                    at,
                    ModelCode.WRONG_TYPES,
                    "these values have no type in common: "
                            + String.join(
                                    ", ",
                                    types.stream().map(TypeNames::of).distinct().toList()));
            return DataType.of(Kind.UNKNOWN);
        }
        return common.get();
    }

    @Override
    public Value mapOf(Constructor.MapOf constructor) {
        List<Value> keys = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (Constructor.Entry entry : constructor.entries()) {
            keys.add(analyze(entry.key()));
            values.add(analyze(entry.value()));
        }
        DataType type = constructor
                .type()
                .orElseGet(() -> new DataType.Map(common(constructor.at(), keys), common(constructor.at(), values)));
        keys.addAll(values);
        return Value.of(Typed.notNull(type), origins(keys));
    }

    @Override
    public Value tuple(Constructor.Tuple constructor) {
        List<Value> values = analyze(constructor.values());
        List<DataType.Field> fields = new ArrayList<>();
        for (Value value : values) {
            fields.add(new DataType.Field("col" + (fields.size() + 1), value.type()));
        }
        return Value.of(Typed.nullable(new DataType.Struct(fields)), origins(values));
    }

    @Override
    public Value lambda(Constructor.Lambda constructor) {
        analysis.report(
                constructor.at(), ModelCode.WRONG_ARGUMENTS, "a lambda stands only among the arguments of a function");
        return Value.UNKNOWN;
    }

    @Override
    public Value subscript(Access.Subscript access) {
        Value value = analyze(access.value());
        Value index = analyze(access.index());
        Origins origins = origins(List.of(value, index));
        DataType type = value.type();
        if (type instanceof DataType.Array array) {
            return Value.of(Typed.nullable(array.element()), origins);
        }
        if (type instanceof DataType.Map map) {
            return Value.of(Typed.nullable(map.value()), origins);
        }
        if (type.is(Kind.JSON) || value.isUnknown()) {
            return Value.of(Typed.nullable(type), origins);
        }
        if (type instanceof DataType.Struct struct && access.index() instanceof Literal.Numeric number) {
            return structElement(struct, number, origins);
        }
        analysis.report(access.at(), ModelCode.WRONG_TYPES, "'[ ]' does not take a " + TypeNames.of(type));
        return Value.UNKNOWN;
    }

    private Value structElement(DataType.Struct struct, Literal.Numeric number, Origins origins) {
        int index = number.text().matches("\\d{1,4}") ? Integer.parseInt(number.text()) : 0;
        if (index < 1 || index > struct.fields().size()) {
            analysis.report(
                    number.at(),
                    ModelCode.UNKNOWN_FIELD,
                    "the struct has " + struct.fields().size() + " fields, none is number " + number.text());
            return Value.UNKNOWN;
        }
        return Value.of(Typed.nullable(struct.fields().get(index - 1).type()), origins);
    }

    @Override
    public Value slice(Access.Slice access) {
        Value value = analyze(access.value());
        access.from().ifPresent(this::analyze);
        access.to().ifPresent(this::analyze);
        return Value.of(Typed.nullable(value.type()), origins(List.of(value)));
    }

    @Override
    public Value field(Access.Field access) {
        return field(analyze(access.value()), access.field());
    }

    @Override
    public Value jsonArrow(Access.JsonArrow access) {
        Value value = analyze(access.value());
        Value path = analyze(access.path());
        Origins origins = JsonPath.of(access.path())
                .map(text -> JsonPath.open(access.value(), value, text))
                .orElseGet(() -> origins(List.of(value, path)));
        return Value.of(Typed.nullable(Kind.JSON), origins);
    }

    @Override
    public Value scalar(Subquery.Scalar subquery) {
        Shape shape = query(subquery.query());
        if (shape.fields().size() != 1) {
            analysis.report(
                    subquery.at(),
                    ModelCode.WRONG_COLUMN_COUNT,
                    "a subquery in the place of a value has one column, this one has "
                            + shape.fields().size());
            return Value.UNKNOWN;
        }
        Value value = shape.fields().get(0).value();
        return Value.of(Typed.nullable(value.type()), withQuery(value, shape));
    }

    @Override
    public Value exists(Subquery.Exists subquery) {
        Shape shape = query(subquery.query());
        return Value.of(Typed.notNull(Kind.BOOLEAN), shape.influence().through(Flow.TRANSFORMED));
    }

    /** The rows of a subquery decide about a value; what it selects becomes part of it. */
    private static Origins withQuery(Value value, Shape shape) {
        List<Origins> all = new ArrayList<>();
        all.add(value.origins().through(Flow.TRANSFORMED));
        all.add(shape.influence().through(Flow.INFLUENCE));
        shape.fields().forEach(field -> all.add(field.value().origins().through(Flow.TRANSFORMED)));
        return Origins.union(all);
    }

    private Shape query(dev.orrery.models.sql.tree.Query query) {
        return new QueryAnalyzer(analysis).query(query, scope, commonTables);
    }
}
