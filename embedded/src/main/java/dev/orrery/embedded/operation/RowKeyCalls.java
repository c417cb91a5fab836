// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.operation;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** encode_sort_key and encode_fingerprint_sha256: bytes made of values of the types whose bytes are recorded. */
final class RowKeyCalls {
    private RowKeyCalls() {}

    static Typed sortKey(List<Typed> values) {
        if (values.stream().anyMatch(v -> TypeRules.isNested(v.type()))) {
            throw Thrown.analyzing("encode_sort_key does not take arrays, maps and structs");
        }
        return bytes("sr_sort_key", values);
    }

    static Typed fingerprint(List<Typed> values) {
        return bytes("sr_fingerprint", values);
    }

    private static Typed bytes(String function, List<Typed> values) {
        if (values.isEmpty()) {
            throw Thrown.analyzing("a key needs a value");
        }
        String parts = values.stream().map(RowKeyCalls::part).collect(Collectors.joining(", "));
        DataType binary = new DataType.Text(DataType.TextKind.VARBINARY, Optional.empty());
        return Typed.of("unhex(" + function + "(" + parts + "))", binary);
    }

    private static String part(Typed value) {
        DataType type = value.type();
        if (value.isNull()) {
            return "CAST(NULL AS VARCHAR)";
        }
        if (type instanceof DataType.Array) {
            return "CASE WHEN " + value.sql() + " IS NOT NULL THEN 'a' END";
        }
        String letter = type.is(Kind.INT) ? "i" : type.is(Kind.BIGINT) ? "l" : TypeRules.isText(type) ? "s" : "";
        if (letter.isEmpty()) {
            throw new Refusal(EmbeddedCode.FUNCTION_REFUSED, "a key of values other than INT, BIGINT and texts");
        }
        return "('" + letter + "' || " + Casting.toText(value).sql() + ")";
    }
}
