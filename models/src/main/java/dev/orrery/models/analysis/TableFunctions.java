// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.scope.Field;
import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.analysis.scope.Shape;
import dev.orrery.models.analysis.scope.Value;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.function.FunctionKind;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.function.Typed;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The columns that a table function brings. */
final class TableFunctions {
    private final Analysis analysis;

    TableFunctions(Analysis analysis) {
        this.analysis = analysis;
    }

    Shape shape(Relation.Function relation, List<Value> arguments) {
        String name = relation.name().last().text().toLowerCase(Locale.ROOT);
        List<Field> fields = switch (name) {
            case "unnest" -> unnest(relation, arguments);
            case "generate_series" -> series(relation, arguments);
            case "json_each" ->
                List.of(field("key", DataType.varchar(), arguments), field("value", DataType.of(Kind.JSON), arguments));
            case "unnest_bitmap" -> List.of(field("unnest_bitmap", DataType.of(Kind.BIGINT), arguments));
            case "subdivide_bitmap" -> List.of(field("subdivide_bitmap", DataType.of(Kind.BITMAP), arguments));
            case "files" -> List.of(field(Scope.ANY, DataType.of(Kind.UNKNOWN), arguments));
            case "list_rowsets" -> rowsets(arguments);
            default -> unknown(relation, name);
        };
        // How many rows there are depends on the arguments.
        return new Shape(fields, ExpressionAnalyzer.origins(arguments));
    }

    private List<Field> unknown(Relation.Function relation, String name) {
        List<String> known = analysis.functions().names().stream()
                .filter(other -> analysis.functions()
                        .kind(other)
                        .filter(FunctionKind.TABLE::equals)
                        .isPresent())
                .toList();
        analysis.report(Finding.of(
                        relation.name().at(), ModelCode.UNKNOWN_FUNCTION, "there is no table function '" + name + "'")
                .withHint(Nearest.hint(name, known)));
        return List.of(new Field(Scope.ANY, Optional.empty(), Value.UNKNOWN));
    }

    private List<Field> unnest(Relation.Function relation, List<Value> arguments) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Value value = arguments.get(i);
            DataType type = value.type();
            if (type instanceof DataType.Array array) {
                fields.add(field("unnest", array.element(), List.of(value)));
            } else {
                if (!value.isUnknown() && !type.is(Kind.NULL)) {
                    analysis.report(
                            relation.arguments().get(i).at(),
                            ModelCode.WRONG_ARGUMENTS,
                            "'unnest' takes an array, here is a " + TypeNames.of(type));
                }
                fields.add(field("unnest", DataType.of(Kind.UNKNOWN), List.of(value)));
            }
        }
        return fields;
    }

    private List<Field> series(Relation.Function relation, List<Value> arguments) {
        List<DataType> types = arguments.stream().map(Value::type).toList();
        boolean whole = types.stream()
                .allMatch(type -> Supertype.isInteger(type) || type.is(Kind.NULL) || type.is(Kind.UNKNOWN));
        boolean named = relation.arguments().stream()
                .allMatch(argument -> !(argument instanceof Call.NamedArgument name)
                        || List.of("start", "end", "step")
                                .contains(name.name().text().toLowerCase(Locale.ROOT)));
        if (arguments.size() < 2 || arguments.size() > 3 || !whole || !named) {
            analysis.report(
                    relation.at(),
                    ModelCode.WRONG_ARGUMENTS,
                    "'generate_series' takes a first and a last whole number, and a step if wanted");
        }
        DataType common = Supertype.of(types).orElse(DataType.of(Kind.BIGINT));
        return List.of(field("generate_series", common, arguments));
    }

    private static List<Field> rowsets(List<Value> arguments) {
        return List.of(
                field("id", DataType.of(Kind.BIGINT), arguments),
                field("segments", DataType.of(Kind.BIGINT), arguments),
                field("rows", DataType.of(Kind.BIGINT), arguments),
                field("size", DataType.of(Kind.BIGINT), arguments),
                field("overlapped", DataType.of(Kind.BOOLEAN), arguments),
                field("delete_predicate", DataType.varchar(), arguments));
    }

    private static Field field(String name, DataType type, List<Value> arguments) {
        return new Field(name, Optional.empty(), Value.of(Typed.nullable(type), ExpressionAnalyzer.origins(arguments)));
    }
}
