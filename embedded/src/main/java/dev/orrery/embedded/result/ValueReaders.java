// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.result;

import dev.orrery.embedded.function.JsonText;
import dev.orrery.embedded.function.StarRocksText;
import dev.orrery.embedded.session.ValueSink;
import dev.orrery.models.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBReadableVector;

/** The reader for a column of a StarRocks type that DuckDB gives as a type of its own; empty for what is not streamed. */
final class ValueReaders implements DataType.Visitor<Optional<ValueReader>> {
    private static final int LAST_YEAR = 9999;
    private static final long MICROS = 1_000_000;
    private static final long FIRST_MICROS = LocalDateTime.of(0, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) * MICROS;
    private static final long LAST_MICROS =
            LocalDateTime.of(LAST_YEAR + 1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) * MICROS - 1;
    private static final int LONG_DIGITS = 18;
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");

    /** DuckDB's type, such as {@code INTEGER} or {@code DECIMAL(12,2)}. */
    private final String found;

    private ValueReaders(String found) {
        this.found = found;
    }

    static Optional<ValueReader> of(DataType type, String found) {
        return type.accept(new ValueReaders(found));
    }

    @Override
    public Optional<ValueReader> simple(DataType.Simple type) {
        return switch (type.kind()) {
            case BOOLEAN -> is("BOOLEAN") ? read((v, row, sink) -> sink.whole(v.getBoolean(row) ? 1 : 0)) : whole();
            case TINYINT, SMALLINT, INT, BIGINT, LARGEINT, NULL -> whole();
            case FLOAT -> floating().map(f -> (v, row, sink) -> sink.text(StarRocksText.ofFloat((float) f.of(v, row))));
            case DOUBLE -> floating().map(f -> (v, row, sink) -> sink.text(StarRocksText.ofDouble(f.of(v, row))));
            case TIME ->
                floating().map(f -> (v, row, sink) -> sink.text(String.valueOf(StarRocksText.ofTime(f.of(v, row)))));
            case DATE -> is("DATE") ? read((v, row, sink) -> date(v.getLocalDate(row), sink)) : Optional.empty();
            case DATETIME -> is("TIMESTAMP") ? read(ValueReaders::dateTime) : Optional.empty();
            case JSON ->
                is("JSON") || is("VARCHAR")
                        ? read((v, row, sink) -> sink.text(JsonText.of(v.getString(row))))
                        : Optional.empty();
            case HLL, BITMAP, PERCENTILE, VARIANT, UNKNOWN -> Optional.empty();
        };
    }

    @Override
    public Optional<ValueReader> decimal(DataType.Decimal type) {
        Matcher matcher = DECIMAL.matcher(found);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int precision = Integer.parseInt(matcher.group(1));
        boolean same = Integer.parseInt(matcher.group(2)) == type.scale();
        return read(same && precision <= LONG_DIGITS ? shortDecimal(precision, type.scale()) : decimal(type.scale()));
    }

    private static ValueReader decimal(int scale) {
        return (v, row, sink) -> {
            BigDecimal value = v.getBigDecimal(row);
            sink.text(value.setScale(scale, RoundingMode.HALF_UP).toPlainString());
        };
    }

    private static ValueReader shortDecimal(int precision, int scale) {
        VectorBytes.Unscaled unscaled = VectorBytes.unscaled(precision);
        ValueReader other = decimal(scale);
        return (v, row, sink) -> {
            ByteBuffer values = VectorBytes.of(v);
            if (values == null) {
                other.put(v, row, sink);
            } else {
                sink.decimal(unscaled.of(values, (int) row), scale);
            }
        };
    }

    @Override
    public Optional<ValueReader> text(DataType.Text type) {
        boolean plain = type.kind() != DataType.TextKind.VARBINARY && is("VARCHAR");
        return plain ? read(ValueReaders::text) : Optional.empty();
    }

    private static void text(DuckDBReadableVector vector, long row, ValueSink sink) {
        ByteBuffer values = VectorBytes.of(vector);
        int length = values == null ? -1 : VectorBytes.shortLength(values, (int) row);
        if (values == null || length < 0) {
            sink.text(vector.getString(row));
        } else {
            sink.utf8(values, VectorBytes.shortStart((int) row), length);
        }
    }

    @Override
    public Optional<ValueReader> array(DataType.Array type) {
        return Optional.empty();
    }

    @Override
    public Optional<ValueReader> map(DataType.Map type) {
        return Optional.empty();
    }

    @Override
    public Optional<ValueReader> struct(DataType.Struct type) {
        return Optional.empty();
    }

    private boolean is(String name) {
        return found.equals(name);
    }

    private static Optional<ValueReader> read(ValueReader reader) {
        return Optional.of(reader);
    }

    private Optional<ValueReader> whole() {
        return switch (found) {
            case "TINYINT" -> read((v, row, sink) -> sink.whole(v.getByte(row)));
            case "UTINYINT" -> read((v, row, sink) -> sink.whole(v.getUint8(row)));
            case "SMALLINT" -> read((v, row, sink) -> sink.whole(v.getShort(row)));
            case "USMALLINT" -> read((v, row, sink) -> sink.whole(v.getUint16(row)));
            case "INTEGER" -> read((v, row, sink) -> sink.whole(v.getInt(row)));
            case "UINTEGER" -> read((v, row, sink) -> sink.whole(v.getUint32(row)));
            case "BIGINT" -> read((v, row, sink) -> sink.whole(v.getLong(row)));
            case "HUGEINT" -> read((v, row, sink) -> whole(v.getHugeInt(row), sink));
            default -> Optional.empty();
        };
    }

    private static void whole(BigInteger value, ValueSink sink) {
        if (value.bitLength() < Long.SIZE) {
            sink.whole(value.longValue());
        } else {
            sink.text(value.toString());
        }
    }

    /** A floating point value of either width. */
    private interface Floating {
        double of(DuckDBReadableVector vector, long row);
    }

    private Optional<Floating> floating() {
        return switch (found) {
            case "DOUBLE" -> Optional.of(DuckDBReadableVector::getDouble);
            case "FLOAT" -> Optional.of(DuckDBReadableVector::getFloat);
            default -> Optional.empty();
        };
    }

    private static void date(LocalDate value, ValueSink sink) {
        if (value.getYear() < 0 || value.getYear() > LAST_YEAR) {
            sink.text(value.toString());
        } else {
            sink.date(value);
        }
    }

    private static void dateTime(DuckDBReadableVector vector, long row, ValueSink sink) {
        ByteBuffer values = VectorBytes.of(vector);
        long micros = values == null ? Long.MIN_VALUE : values.getLong((int) row * Long.BYTES);
        if (micros < FIRST_MICROS || micros > LAST_MICROS) {
            dateTime(vector.getLocalDateTime(row), sink);
        } else {
            int nanos = (int) Math.floorMod(micros, MICROS) * 1000;
            sink.dateTime(LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS), nanos, ZoneOffset.UTC));
        }
    }

    private static void dateTime(LocalDateTime value, ValueSink sink) {
        if (value.getYear() < 0 || value.getYear() > LAST_YEAR) {
            sink.text(value.toLocalDate() + " " + value.toLocalTime());
        } else {
            sink.dateTime(value);
        }
    }
}
