// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.type;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A StarRocks type. Display widths and aliases are gone: {@code INT(11)} is {@code INT}, {@code STRING} is {@code
 * VARCHAR(65533)}, {@code DECIMAL64(10, 2)} is {@code DECIMAL(10, 2)}.
 */
public sealed interface DataType {

    /** Length of {@code STRING} and {@code TEXT}, in bytes. */
    int STRING_LENGTH = 65533;

    /** A type without parameters. */
    record Simple(Kind kind) implements DataType {
        // Written out, here and below: what a record makes of itself is several times slower, and a large project
        // compares millions of types.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Simple that && kind == that.kind;
        }

        @Override
        public int hashCode() {
            return kind.hashCode();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.simple(this);
        }
    }

    /** Exact number: {@code precision} digits (1 to 76), {@code scale} of them after the point. */
    record Decimal(int precision, int scale) implements DataType {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Decimal that && precision == that.precision && scale == that.scale;
        }

        @Override
        public int hashCode() {
            return 31 * precision + scale;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.decimal(this);
        }
    }

    /**
     * {@code CHAR}, {@code VARCHAR} or {@code VARBINARY}.
     *
     * @param length in bytes; empty when it was not written, as in {@code CAST(x AS VARCHAR)}
     */
    record Text(TextKind kind, Optional<Integer> length) implements DataType {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Text that && kind == that.kind && length.equals(that.length);
        }

        @Override
        public int hashCode() {
            return 31 * kind.hashCode() + length.hashCode();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }
    }

    record Array(DataType element) implements DataType {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.array(this);
        }
    }

    record Map(DataType key, DataType value) implements DataType {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.map(this);
        }
    }

    record Struct(List<Field> fields) implements DataType {
        public Struct {
            fields = List.copyOf(fields);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.struct(this);
        }
    }

    /** A field of a {@link Struct}. */
    record Field(String name, DataType type) {}

    /** The types that are named by one word. */
    enum Kind {
        BOOLEAN,
        TINYINT,
        SMALLINT,
        INT,
        BIGINT,
        LARGEINT,
        FLOAT,
        DOUBLE,
        DATE,
        DATETIME,
        TIME,
        JSON,
        HLL,
        BITMAP,
        PERCENTILE,
        VARIANT,
        NULL,
        UNKNOWN;

        // Made once: a Simple is nothing but its kind, and as immutable.
        @SuppressWarnings("ImmutableEnumChecker")
        private final DataType type = new Simple(this);
    }

    /** The types that have a length in bytes. */
    enum TextKind {
        CHAR,
        VARCHAR,
        VARBINARY
    }

    /** One case a record of the family. */
    interface Visitor<R> {
        R simple(Simple type);

        R decimal(Decimal type);

        R text(Text type);

        R array(Array type);

        R map(Map type);

        R struct(Struct type);
    }

    <R> R accept(Visitor<R> visitor);

    static DataType of(Kind kind) {
        return kind.type;
    }

    static DataType varchar(int length) {
        return new Text(TextKind.VARCHAR, Optional.of(length));
    }

    /** {@code VARCHAR} of no known length. */
    static DataType varchar() {
        return new Text(TextKind.VARCHAR, Optional.empty());
    }

    static DataType string() {
        return varchar(STRING_LENGTH);
    }

    default boolean is(Kind kind) {
        return this instanceof Simple simple && simple.kind() == kind;
    }
}
