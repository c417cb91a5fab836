// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.table;

import dev.orrery.models.ModelCode;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which values a column may have by DEFAULT. */
final class DefaultRules {
    private static final Map<Kind, Integer> BITS =
            Map.of(Kind.TINYINT, 7, Kind.SMALLINT, 15, Kind.INT, 31, Kind.BIGINT, 63, Kind.LARGEINT, 127);
    private static final Set<String> BOOLEANS = Set.of("true", "false", "1", "0");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}([ T]\\d{1,2}:\\d{1,2}(:\\d{1,2}(\\.\\d{1,6})?)?)?");
    private static final int UUID_LENGTH = 36;

    private final Subject subject;

    DefaultRules(Subject subject) {
        this.subject = subject;
    }

    void check() {
        for (ColumnDefinition column : subject.table().columns()) {
            column.defaultValue().ifPresent(value -> check(column, value.value()));
        }
    }

    private void check(ColumnDefinition column, Expression value) {
        if (value instanceof Literal.Null) {
            if (!TableColumns.nullable(subject.table(), column)) {
                wrong(column, "NULL, which the column does not take");
            }
        } else if (value instanceof Literal.Text text) {
            why(column.type(), text.value()).ifPresent(why -> wrong(column, "'" + text.value() + "': " + why));
        } else if (value instanceof Call.Function call) {
            call(column, call);
        } else {
            expression(column, value);
        }
    }

    /** Numbers without quotes and constants of nested types came with the 4.1 grammar. */
    private void expression(ColumnDefinition column, Expression value) {
        if (value instanceof Literal.Binary) {
            wrong(column, "a binary literal, which is no default");
            return;
        }
        if (value instanceof Literal.Numeric number) {
            Optional<String> why = subject.isBefore(4, 1)
                    ? Optional.of("before StarRocks 4.1 numbers stand in quotes here")
                    : why(column.type(), number.text());
            why.ifPresent(reason -> wrong(column, number.text() + ": " + reason));
        }
    }

    private void call(ColumnDefinition column, Call.Function call) {
        String name = call.name().last().text().toLowerCase(Locale.ROOT);
        DataType type = column.type();
        switch (name) {
            case "current_timestamp", "now" -> {
                if (!type.is(Kind.DATETIME)) {
                    wrong(column, name + ", which only a DATETIME column takes");
                }
            }
            case "uuid" -> {
                boolean fits = Supertype.isText(type)
                        && ((DataType.Text) type).length().orElse(1) >= UUID_LENGTH;
                if (!fits) {
                    wrong(column, "uuid(), which a VARCHAR of " + UUID_LENGTH + " bytes or more takes");
                }
            }
            case "uuid_numeric" -> {
                if (!type.is(Kind.LARGEINT)) {
                    wrong(column, "uuid_numeric(), which only a LARGEINT column takes");
                }
            }
            default -> {
                if (!Supertype.isNested(type)) {
                    wrong(column, name + "(), but only now(), uuid() and uuid_numeric() may be called");
                }
            }
        }
    }

    /** Why a text is no value of the type. */
    private Optional<String> why(DataType type, String text) {
        if (type instanceof DataType.Decimal decimal) {
            return decimal(decimal, text);
        }
        if (type instanceof DataType.Text string) {
            return string(string, text);
        }
        if (type instanceof DataType.Simple simple) {
            return simple(simple.kind(), text);
        }
        return Optional.of("a column of type " + TypeNames.of(type) + " has no default as text");
    }

    private Optional<String> simple(Kind kind, String text) {
        return switch (kind) {
            case BOOLEAN -> when(!BOOLEANS.contains(text.toLowerCase(Locale.ROOT)), "a BOOLEAN is true or false");
            case TINYINT, SMALLINT, INT, BIGINT, LARGEINT -> integer(kind, text);
            case FLOAT, DOUBLE -> when(!isNumber(text), "this is no number");
            case DATE ->
                when(!DATE.matcher(text).matches() && !TIME.matcher(text).matches(), "this is no date");
            case DATETIME -> when(!TIME.matcher(text).matches(), "this is no point in time");
            case HLL, BITMAP -> when(!text.isEmpty(), "only the empty string is a default of such a column");
            case JSON -> when(subject.isBefore(4, 1), "JSON columns have defaults from StarRocks 4.1");
            case PERCENTILE, VARIANT, TIME -> Optional.of("such a column has no default");
            case NULL, UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<String> integer(Kind kind, String text) {
        if (!text.strip().matches("[+-]?\\d+")) {
            return Optional.of("this is no whole number");
        }
        BigInteger number = new BigInteger(text.strip().replaceFirst("^\\+", ""));
        Integer bits = BITS.get(kind);
        boolean fits = bits == null || number.bitLength() <= bits;
        return when(!fits, "this is out of the range of " + kind);
    }

    private static Optional<String> decimal(DataType.Decimal type, String text) {
        if (!isNumber(text)) {
            return Optional.of("this is no number");
        }
        BigDecimal number = new BigDecimal(text.strip());
        boolean fits = number.precision() - number.scale() <= type.precision() - type.scale();
        return when(!fits, "this has more digits than " + TypeNames.of(type));
    }

    private static Optional<String> string(DataType.Text type, String text) {
        if (type.kind() == DataType.TextKind.VARBINARY) {
            return when(!text.isEmpty(), "only the empty string is a default of a VARBINARY");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        int length = type.length().orElse(1);
        return when(bytes > length, "this is longer than the column, which has " + length + " bytes");
    }

    private static boolean isNumber(String text) {
        return text.strip().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    }

    private static Optional<String> when(boolean wrong, String why) {
        return wrong ? Optional.of(why) : Optional.empty();
    }

    private void wrong(ColumnDefinition column, String what) {
        subject.report(
                column.defaultValue().map(ColumnDefinition.Default::at).orElse(column.at()),
                ModelCode.DEFAULT_VALUE,
                "the default of column '" + column.name() + "' is " + what);
    }
}
