// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;

/**
 * A translated expression.
 *
 * @param sql DuckDB's text, safe to stand as an operand
 * @param type StarRocks' type of it; DuckDB's is {@link DuckType#of} that
 * @param constant the value of a literal is known, so that its text may be read as another type
 */
public record Typed(String sql, DataType type, boolean nullable, Constant constant) {
    /** What a literal says. */
    public sealed interface Constant {
        record None() implements Constant {}

        record Text(String value) implements Constant {}

        record Whole(java.math.BigInteger value) implements Constant {}

        record Null() implements Constant {}

        /** A whole number that is known to need no more bits than that, and a sign. */
        record Bits(int count) implements Constant {}

        /** Elements of an array, fields of a struct, keys and values of a map in turn. */
        record Parts(java.util.List<Typed> values) implements Constant {
            public Parts {
                values = java.util.List.copyOf(values);
            }
        }
    }

    public static final Constant NONE = new Constant.None();

    public static Typed of(String sql, DataType type) {
        return new Typed(sql, type, true, NONE);
    }

    public static Typed of(String sql, Kind kind) {
        return of(sql, DataType.of(kind));
    }

    public static Typed nullValue() {
        return new Typed("NULL", DataType.of(Kind.NULL), true, new Constant.Null());
    }

    public Typed notNull() {
        return new Typed(sql, type, false, constant);
    }

    public Typed nullable(boolean value) {
        return new Typed(sql, type, value, constant);
    }

    public boolean is(Kind kind) {
        return type.is(kind);
    }

    public boolean isNull() {
        return constant instanceof Constant.Null;
    }

    public boolean isText() {
        return TypeRules.isText(type);
    }

    /** A number, a text or NULL that was written down. */
    public boolean isScalarLiteral() {
        return constant instanceof Constant.Whole || constant instanceof Constant.Text || isNull();
    }

    /** How many bits a whole number may need beside its sign. */
    public int bits() {
        if (constant instanceof Constant.Bits bits) {
            return bits.count();
        }
        if (constant instanceof Constant.Whole whole) {
            return whole.value().bitLength();
        }
        return TypeRules.bits(type);
    }

    public Typed withBits(int count) {
        return new Typed(sql, type, nullable, new Constant.Bits(count));
    }

    public boolean isTextLiteral() {
        return constant instanceof Constant.Text;
    }

    /** The text of a string literal. */
    public String text() {
        return constant instanceof Constant.Text text ? text.value() : "";
    }
}
