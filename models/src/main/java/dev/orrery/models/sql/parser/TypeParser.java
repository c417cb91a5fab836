// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import dev.orrery.models.type.DataType.TextKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Types as DDL and CAST spell them. */
final class TypeParser {
    private static final List<String> NAMES = List.of(
            "BOOLEAN",
            "TINYINT",
            "SMALLINT",
            "INT",
            "BIGINT",
            "LARGEINT",
            "FLOAT",
            "DOUBLE",
            "DECIMAL",
            "DATE",
            "DATETIME",
            "CHAR",
            "VARCHAR",
            "STRING",
            "VARBINARY",
            "JSON",
            "ARRAY",
            "MAP",
            "STRUCT",
            "HLL",
            "BITMAP",
            "PERCENTILE");

    private final TokenCursor cursor;

    TypeParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    DataType type() {
        DataType type = typeIfAny();
        if (type == null) {
            throw cursor.at(TokenKind.NAME) ? unknown() : cursor.unexpected("a type such as INT or VARCHAR(20)");
        }
        return type;
    }

    /** What to say of a word that stands where a type is wanted. */
    SyntaxException unknown() {
        SyntaxException foreign = ForeignForms.at(cursor, "a type");
        if (foreign != null) {
            return foreign;
        }
        return cursor.error(
                ModelCode.SYNTAX,
                "there is no type '" + cursor.written() + "'",
                Nearest.hint(cursor.written(), NAMES).orElse("types are " + String.join(", ", NAMES)));
    }

    /** Null when no type begins here. */
    @Nullable
    DataType typeIfAny() {
        return switch (cursor.kind()) {
            case BOOLEAN -> simple(Kind.BOOLEAN);
            case TINYINT -> sized(Kind.TINYINT);
            case SMALLINT -> sized(Kind.SMALLINT);
            case INT, INTEGER -> sized(Kind.INT);
            case BIGINT -> sized(Kind.BIGINT);
            case LARGEINT -> sized(Kind.LARGEINT);
            case SIGNED -> signed(Kind.INT);
            case UNSIGNED -> signed(Kind.BIGINT);
            case FLOAT -> simple(Kind.FLOAT);
            case DOUBLE -> simple(Kind.DOUBLE);
            case DATE -> simple(Kind.DATE);
            case DATETIME -> simple(Kind.DATETIME);
            case TIME -> simple(Kind.TIME);
            case JSON -> simple(Kind.JSON);
            case HLL -> simple(Kind.HLL);
            case BITMAP -> simple(Kind.BITMAP);
            case PERCENTILE -> simple(Kind.PERCENTILE);
            case VARIANT -> simple(Kind.VARIANT);
            case CHAR -> text(TextKind.CHAR);
            case VARCHAR -> text(TextKind.VARCHAR);
            case VARBINARY, BINARY -> text(TextKind.VARBINARY);
            case STRING, TEXT -> {
                cursor.next();
                yield DataType.string();
            }
            case DECIMAL, DECIMALV2, NUMERIC, NUMBER -> decimal(10, 0);
            case DECIMAL32 -> decimal(9, 3);
            case DECIMAL64 -> decimal(18, 6);
            case DECIMAL128 -> decimal(38, 9);
            case DECIMAL256 -> decimal(76, 9);
            case ARRAY, MAP, STRUCT -> cursor.kind(1) == TokenKind.LESS_SIGN ? nested() : null;
            default -> null;
        };
    }

    private DataType simple(Kind kind) {
        cursor.next();
        return DataType.of(kind);
    }

    /** The width in {@code INT(11)} says nothing. */
    private DataType sized(Kind kind) {
        cursor.next();
        length();
        return DataType.of(kind);
    }

    private DataType signed(Kind kind) {
        cursor.next();
        if (!cursor.accept(TokenKind.INT)) {
            cursor.accept(TokenKind.INTEGER);
        }
        return DataType.of(kind);
    }

    private DataType text(TextKind kind) {
        cursor.next();
        return new DataType.Text(kind, length());
    }

    private Optional<Integer> length() {
        if (!cursor.at(TokenKind.LEFT_PAREN)) {
            return Optional.empty();
        }
        cursor.next();
        int length = cursor.integer("a length");
        cursor.expect(TokenKind.RIGHT_PAREN);
        return Optional.of(length);
    }

    private DataType decimal(int precision, int scale) {
        cursor.next();
        if (!cursor.accept(TokenKind.LEFT_PAREN)) {
            return new DataType.Decimal(precision, scale);
        }
        int writtenPrecision = cursor.integer("a precision");
        int writtenScale = cursor.accept(TokenKind.COMMA) ? cursor.integer("a scale") : 0;
        cursor.expect(TokenKind.RIGHT_PAREN);
        return new DataType.Decimal(writtenPrecision, writtenScale);
    }

    private DataType nested() {
        cursor.enter();
        TokenKind kind = cursor.kind();
        cursor.next();
        cursor.expect(TokenKind.LESS_SIGN);
        DataType type = switch (kind) {
            case ARRAY -> new DataType.Array(type());
            case MAP -> map();
            default -> struct();
        };
        cursor.expect(TokenKind.GREATER_SIGN);
        cursor.leave();
        return type;
    }

    private DataType map() {
        DataType key = type();
        cursor.expect(TokenKind.COMMA);
        return new DataType.Map(key, type());
    }

    private DataType struct() {
        List<DataType.Field> fields = new ArrayList<>();
        do {
            String name = cursor.identifier("a field name").text();
            cursor.accept(TokenKind.COLON);
            fields.add(new DataType.Field(name, type()));
        } while (cursor.accept(TokenKind.COMMA));
        for (int i = 0; i < fields.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (lower(fields.get(i)).equals(lower(fields.get(j)))) {
                    throw cursor.error(
                            ModelCode.SYNTAX,
                            "the struct has two fields '" + fields.get(i).name() + "'",
                            "field names are compared without case");
                }
            }
        }
        return new DataType.Struct(fields);
    }

    private static String lower(DataType.Field field) {
        return field.name().toLowerCase(Locale.ROOT);
    }
}
