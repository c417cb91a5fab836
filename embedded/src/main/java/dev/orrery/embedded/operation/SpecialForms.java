// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.operation;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.Nested;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.TypeSpelling;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.duck.WideDecimals;
import dev.orrery.embedded.function.DateFormats;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.type.DataType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions that the catalogue's templates cannot express, by lower-case name. */
public final class SpecialForms {
    private SpecialForms() {}

    /** The functions that templates express. */
    public interface Catalogue {
        Typed call(String name, List<Typed> arguments);
    }

    /**
     * @param session texts for names such as {@code zone}
     * @return null where the name or the number of arguments is the catalogue's
     */
    public static @Nullable Typed of(String name, List<Typed> a, Map<String, String> session, Catalogue catalogue) {
        int count = a.size();
        return switch (name) {
            case "date_trunc" -> count == 2 ? DateCalls.truncate(a.get(0), a.get(1)) : null;
            case "date_format" -> count == 2 ? DateCalls.format(a.get(0), a.get(1)) : null;
            case "str2date" -> count == 2 ? DateCalls.parse(a.get(0), a.get(1), TypeRules.DATE) : null;
            case "str_to_date" ->
                count == 2
                        ? DateCalls.parse(
                                a.get(0),
                                a.get(1),
                                DateFormats.hasTime(a.get(1).text()) ? TypeRules.DATETIME : TypeRules.DATE)
                        : null;
            case "from_unixtime" ->
                count == 2 ? DateCalls.fromUnixtime(a.get(0), a.get(1), String.valueOf(session.get("zone"))) : null;
            case "unix_timestamp" ->
                count == 2
                        ? catalogue.call(name, List.of(DateCalls.parse(a.get(0), a.get(1), TypeRules.DATETIME)))
                        : null;
            case "timestampdiff" ->
                count == 3 && a.get(0).isTextLiteral()
                        ? catalogue.call(a.get(0).text() + "s_diff", List.of(a.get(2), a.get(1)))
                        : null;
            case "date_diff" ->
                count == 3 && List.of("day", "hour").contains(a.get(0).text())
                        ? catalogue.call(a.get(0).text() + "s_diff", List.of(a.get(1), a.get(2)))
                        : null;
            case "timestampadd" ->
                count == 3
                        ? Intervals.shift(
                                Casting.to(a.get(2), TypeRules.DATETIME),
                                Casting.to(a.get(1), TypeRules.BIGINT),
                                a.get(0).text(),
                                BinaryOperator.ADD)
                        : null;
            case "time_slice", "date_slice" ->
                count >= 3
                        ? DateCalls.slice(
                                name,
                                a.get(0),
                                a.get(1),
                                a.get(2).text(),
                                count > 3 ? a.get(3).text() : "floor")
                        : null;
            case "abs", "negative", "positive" ->
                count == 1 && WideDecimals.isWide(a.get(0).type()) ? WideDecimals.signed(name, a.get(0)) : null;
            case "round", "dround" -> Rounding.round(a);
            case "truncate" -> Rounding.truncate(a);
            case "get_json_string", "get_json_object" -> JsonCalls.json(a, "sr.get_json_string", TypeRules.VARCHAR);
            case "get_json_int" -> JsonCalls.json(a, "sr.get_json_int", TypeRules.BIGINT);
            case "get_json_double" -> JsonCalls.json(a, "sr.get_json_double", TypeRules.DOUBLE);
            case "get_json_bool" -> JsonCalls.json(a, "sr.get_json_bool", TypeRules.BOOLEAN);
            case "json_query" -> JsonCalls.json(a, "json_extract", TypeRules.JSON);
            case "json_exists" -> JsonCalls.json(a, "sr.json_exists", TypeRules.BOOLEAN);
            case "json_length" -> count == 2 ? JsonCalls.json(a, "sr.json_length_at", TypeRules.INT) : null;
            case "json_object" -> count > 0 ? JsonCalls.jsonObject(a) : null;
            case "named_struct" -> NestedCalls.namedStruct(a);
            case "row", "struct" -> NestedCalls.row(a);
            case "map" -> NestedCalls.map(a);
            case "array" -> Nested.array(a, new DataType.Array(TypeRules.common(a)));
            case "map_entries" -> NestedCalls.mapEntries(a.get(0));
            case "arrays_zip" -> NestedCalls.arraysZip(a);
            case "add" -> count == 2 ? Operators.arithmetic(BinaryOperator.ADD, a.get(0), a.get(1)) : null;
            case "subtract" -> count == 2 ? Operators.arithmetic(BinaryOperator.SUBTRACT, a.get(0), a.get(1)) : null;
            case "multiply" -> count == 2 ? Operators.arithmetic(BinaryOperator.MULTIPLY, a.get(0), a.get(1)) : null;
            case "divide" -> count == 2 ? Operators.arithmetic(BinaryOperator.DIVIDE, a.get(0), a.get(1)) : null;
            case "to_json" -> count == 1 && !a.get(0).isText() ? Casting.to(a.get(0), TypeRules.JSON) : null;
            case "typeof" -> typeOf(a.get(0));
            case "json_set" -> JsonCalls.set(a);
            case "null_or_empty" -> count == 1 && isNestedArray(a.get(0).type()) ? noText() : null;
            case "encode_sort_key" -> RowKeyCalls.sortKey(a);
            case "encode_row_id", "encode_fingerprint_sha256" -> RowKeyCalls.fingerprint(a);
            case "field" -> count > 1 ? field(a) : null;
            case "array_generate" -> {
                checkStep(a);
                yield null;
            }
            case "aes_encrypt", "aes_decrypt" -> {
                checkAdditionalData(name, a);
                yield null;
            }
            case "mod" -> count == 2 ? decimalModulo(a) : null;
            default -> null;
        };
    }

    /** Texts are compared as texts where all are, all else as numbers. */
    private static Typed field(List<Typed> a) {
        boolean texts = a.stream().allMatch(v -> v.isText() || v.isNull());
        DataType type = texts ? TypeRules.VARCHAR : TypeRules.DOUBLE;
        String rest = a.stream().skip(1).map(v -> Casting.to(v, type).sql()).collect(Collectors.joining(", "));
        String value = Casting.to(a.get(0), type).sql();
        return Typed.of(
                        "(CASE WHEN " + value + " IS NULL THEN 0 ELSE coalesce(CAST(list_position([" + rest + "], "
                                + value + ") AS INTEGER), 0) END)",
                        TypeRules.INT)
                .notNull();
    }

    private static boolean isNestedArray(DataType type) {
        return type instanceof DataType.Array array && array.element() instanceof DataType.Array;
    }

    /** Recorded: an array is read as a text, and an array of arrays has none. */
    private static Typed noText() {
        return Typed.of("true", TypeRules.BOOLEAN).notNull();
    }

    private static void checkStep(List<Typed> a) {
        if (a.size() == 3
                && a.get(2).isNull()
                && (a.get(0).isText() || TypeRules.isTemporal(a.get(0).type()))) {
            throw Thrown.analyzing("array_generate requires step parameter must be a constant integer");
        }
    }

    private static void checkAdditionalData(String name, List<Typed> a) {
        boolean plain = a.size() == 5
                && a.get(3).isTextLiteral()
                && !a.get(3).text().toUpperCase(Locale.ROOT).contains("GCM");
        if (plain) {
            throw Thrown.analyzing(name + " with 5 parameters requires GCM mode to use AAD parameter, but got mode: "
                    + a.get(3).text()
                    + ". Only GCM modes (AES_128_GCM, AES_192_GCM, AES_256_GCM) support AAD parameter");
        }
    }

    private static @Nullable Typed decimalModulo(List<Typed> a) {
        boolean decimal = TypeRules.isDecimal(a.get(0).type())
                || TypeRules.isDecimal(a.get(1).type());
        return decimal ? Operators.arithmetic(BinaryOperator.MODULO, a.get(0), a.get(1)) : null;
    }

    private static Typed typeOf(Typed value) {
        return Literals.text(TypeSpelling.of(value.type()));
    }

    /** time_slice and date_slice. */
    public static Typed slice(String name, Typed moment, Typed amount, String unit, String boundary) {
        return DateCalls.slice(name, moment, amount, unit, boundary);
    }
}
