// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import dev.orrery.models.type.DataType;
import dev.orrery.models.type.TypeText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One text for all spellings of a value of a type: {@code 1.50} and {@code "1.5"} are the same DECIMAL. Empty where the
 * value is none of the type. NULL is always {@code NULL}, which is no other value's form, since texts stand in quotes.
 */
final class ValueForm implements DataType.Visitor<Optional<String>> {
    static final String NULL = "NULL";

    /** As far as a DOUBLE, or a FLOAT, is the same on every way to compute it. */
    private static final MathContext DOUBLE = new MathContext(12);

    private static final MathContext FLOAT = new MathContext(6);

    private static final DateTimeFormatter DATETIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter(Locale.ROOT);

    private final TestValue value;

    private ValueForm(TestValue value) {
        this.value = value;
    }

    static Optional<String> of(TestValue value, DataType type) {
        return value instanceof TestValue.Nothing ? Optional.of(NULL) : type.accept(new ValueForm(value));
    }

    static Optional<LocalDateTime> dateTime(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text.strip(), DATETIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<String> word() {
        return value.match(
                nothing -> Optional.empty(),
                word -> Optional.of(word.text()),
                items -> Optional.empty(),
                fields -> Optional.empty());
    }

    @Override
    public Optional<String> simple(DataType.Simple type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, INT, BIGINT, LARGEINT -> word().flatMap(text -> whole(text, type.kind()));
            case FLOAT -> word().flatMap(text -> floating(text, FLOAT));
            case DOUBLE -> word().flatMap(text -> floating(text, DOUBLE));
            case BOOLEAN -> word().flatMap(ValueForm::bool);
            case DATE ->
                word().flatMap(ValueForm::dateTime)
                        .filter(read -> read.toLocalTime().toSecondOfDay() == 0)
                        .map(LocalDateTime::toLocalDate)
                        .map(LocalDate::toString);
            case DATETIME ->
                word().flatMap(ValueForm::dateTime)
                        .map(read -> read.toLocalDate() + " " + DateTimeFormatter.ISO_LOCAL_TIME.format(read));
            case JSON, VARIANT -> json();
            case TIME, NULL, UNKNOWN -> word().map(JsonValue::quoted);
            case HLL, BITMAP, PERCENTILE -> Optional.empty();
        };
    }

    /** A text that is no JSON in itself stands for a JSON string. */
    private Optional<String> json() {
        return Optional.of(
                word().flatMap(PrintedValue::read).map(JsonValue::text).orElseGet(() -> JsonValue.text(value)));
    }

    private static Optional<String> whole(String text, DataType.Kind kind) {
        Optional<BigInteger> number = exact(text).flatMap(read -> {
            try {
                return Optional.of(read.toBigIntegerExact());
            } catch (ArithmeticException e) {
                return Optional.empty();
            }
        });
        return number.filter(read -> read.bitLength() < bits(kind)).map(BigInteger::toString);
    }

    private static int bits(DataType.Kind kind) {
        Map<DataType.Kind, Integer> bits = Map.of(
                DataType.Kind.TINYINT, 8,
                DataType.Kind.SMALLINT, 16,
                DataType.Kind.INT, 32,
                DataType.Kind.BIGINT, 64);
        return bits.getOrDefault(kind, 128);
    }

    private static Optional<BigDecimal> exact(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> floating(String text, MathContext digits) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (List.of("nan", "inf", "-inf", "infinity", "-infinity").contains(lower)) {
            return Optional.of(lower.replace("infinity", "inf"));
        }
        return exact(text).map(read -> plain(read.round(digits)));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static Optional<String> bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of("true");
            case "false", "0" -> Optional.of("false");
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<String> decimal(DataType.Decimal type) {
        return word().flatMap(ValueForm::exact)
                .filter(read -> read.stripTrailingZeros().scale() <= type.scale())
                .map(ValueForm::plain);
    }

    @Override
    public Optional<String> text(DataType.Text type) {
        return word().map(JsonValue::quoted);
    }

    /** A text holds what a server printed, or a person copied. */
    private Optional<TestValue> nested() {
        return value.match(Optional::of, word -> PrintedValue.read(word.text()), Optional::of, Optional::of);
    }

    @Override
    public Optional<String> array(DataType.Array type) {
        List<String> forms = new ArrayList<>();
        Optional<TestValue> nested = nested();
        if (nested.isEmpty() || !(nested.get() instanceof TestValue.Items items)) {
            return Optional.empty();
        }
        for (TestValue item : items.values()) {
            Optional<String> form = of(item, type.element());
            if (form.isEmpty()) {
                return Optional.empty();
            }
            forms.add(form.get());
        }
        return Optional.of("[" + String.join(", ", forms) + "]");
    }

    @Override
    public Optional<String> map(DataType.Map type) {
        Map<String, String> forms = new TreeMap<>();
        Optional<TestValue> nested = nested();
        if (nested.isEmpty() || !(nested.get() instanceof TestValue.Fields fields)) {
            return Optional.empty();
        }
        for (Map.Entry<String, TestValue> field : fields.values().entrySet()) {
            Optional<String> key = of(new TestValue.Word(field.getKey(), TestValue.Spelling.TEXT), type.key());
            Optional<String> form = of(field.getValue(), type.value());
            if (key.isEmpty() || form.isEmpty()) {
                return Optional.empty();
            }
            forms.put(key.get(), form.get());
        }
        return Optional.of(entries(forms));
    }

    @Override
    public Optional<String> struct(DataType.Struct type) {
        Map<String, String> forms = new LinkedHashMap<>();
        Optional<TestValue> nested = nested();
        if (nested.isEmpty() || !(nested.get() instanceof TestValue.Fields fields)) {
            return Optional.empty();
        }
        Map<String, TestValue> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.putAll(fields.values());
        for (DataType.Field field : type.fields()) {
            TestValue found = given.remove(field.name());
            Optional<String> form = of(found == null ? new TestValue.Nothing() : found, field.type());
            if (form.isEmpty()) {
                return Optional.empty();
            }
            forms.put(field.name(), form.get());
        }
        return given.isEmpty() ? Optional.of(entries(forms)) : Optional.empty();
    }

    private static String entries(Map<String, String> forms) {
        return forms.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** For messages: {@code is no DECIMAL(10, 2)}. */
    static String typeName(DataType type) {
        return TypeText.ddl(type);
    }
}
