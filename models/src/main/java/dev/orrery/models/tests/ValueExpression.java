// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.UnaryOperator;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** SQL that makes a value of a type; what is none is left to the server, as text. */
final class ValueExpression implements DataType.Visitor<Expression> {
    private static final Location NOWHERE = Location.NOWHERE;

    private final TestValue value;

    private ValueExpression(TestValue value) {
        this.value = value;
    }

    static Expression of(TestValue value, DataType type) {
        ValueExpression expression = new ValueExpression(value);
        if (value instanceof TestValue.Nothing) {
            return new Literal.Null(NOWHERE);
        }
        return ValueForm.of(value, type).isPresent()
                ? type.accept(expression)
                : new Literal.Text(NOWHERE, expression.word());
    }

    private String form(DataType type) {
        return ValueForm.of(value, type)
                .orElseThrow(() -> new IllegalStateException(value + " is no " + ValueForm.typeName(type)));
    }

    private String word() {
        return value.match(nothing -> "", TestValue.Word::text, JsonValue::text, JsonValue::text);
    }

    @Override
    public Expression simple(DataType.Simple type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, INT, BIGINT, LARGEINT -> number(form(type));
            case FLOAT, DOUBLE -> floating(word().strip());
            case BOOLEAN -> new Literal.Bool(NOWHERE, form(type).equals("true"));
            case DATE, DATETIME -> new Literal.Text(NOWHERE, form(type));
            case JSON, VARIANT -> call("parse_json", List.of(new Literal.Text(NOWHERE, form(type))));
            case TIME, NULL, UNKNOWN, HLL, BITMAP, PERCENTILE -> new Literal.Text(NOWHERE, word());
        };
    }

    private static Expression floating(String text) {
        boolean number = text.matches("-?[0-9.]+([eE][-+]?[0-9]+)?");
        return number ? number(text) : new Literal.Text(NOWHERE, text);
    }

    private static Expression number(String text) {
        return text.startsWith("-")
                ? new Operation.Unary(NOWHERE, UnaryOperator.MINUS, new Literal.Numeric(NOWHERE, text.substring(1)))
                : new Literal.Numeric(NOWHERE, text);
    }

    private static Expression call(String function, List<Expression> arguments) {
        return new Call.Function(NOWHERE, Name.of(function), arguments, Call.Modifiers.NONE, Optional.empty());
    }

    @Override
    public Expression decimal(DataType.Decimal type) {
        return number(form(type));
    }

    @Override
    public Expression text(DataType.Text type) {
        return new Literal.Text(NOWHERE, word());
    }

    private TestValue nested() {
        return value.match(
                nothing -> nothing,
                word -> PrintedValue.read(word.text()).orElse(word),
                items -> items,
                fields -> fields);
    }

    @Override
    public Expression array(DataType.Array type) {
        List<Expression> elements = new ArrayList<>();
        if (nested() instanceof TestValue.Items items) {
            items.values().forEach(item -> elements.add(of(item, type.element())));
        }
        return new Constructor.ArrayOf(NOWHERE, Optional.empty(), elements);
    }

    @Override
    public Expression map(DataType.Map type) {
        List<Constructor.Entry> entries = new ArrayList<>();
        if (nested() instanceof TestValue.Fields fields) {
            fields.values()
                    .forEach((key, entry) -> entries.add(new Constructor.Entry(
                            NOWHERE,
                            of(new TestValue.Word(key, TestValue.Spelling.TEXT), type.key()),
                            of(entry, type.value()))));
        }
        return new Constructor.MapOf(NOWHERE, Optional.empty(), entries);
    }

    @Override
    public Expression struct(DataType.Struct type) {
        TreeMap<String, TestValue> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (nested() instanceof TestValue.Fields fields) {
            given.putAll(fields.values());
        }
        List<Expression> arguments = new ArrayList<>();
        for (DataType.Field field : type.fields()) {
            arguments.add(new Literal.Text(NOWHERE, field.name()));
            arguments.add(of(given.getOrDefault(field.name(), new TestValue.Nothing()), field.type()));
        }
        return call("named_struct", arguments);
    }
}
