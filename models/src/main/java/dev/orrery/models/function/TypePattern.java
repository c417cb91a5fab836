// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a signature asks of an argument, or answers.
 *
 * @param type of EXACT
 * @param parts of ARRAY its element, of MAP key and value, of STRUCT its fields
 * @param names of STRUCT's fields
 */
record TypePattern(Form form, Optional<DataType> type, List<TypePattern> parts, List<String> names) {

    /** {@code DECIMAL} stands for all widths: precision and scale come from the call. */
    enum Form {
        EXACT,
        DECIMAL,
        ANY,
        T,
        K,
        V,
        ANY_ELEMENT,
        ANY_ARRAY,
        ANY_MAP,
        ANY_STRUCT,
        FUNCTION,
        UNIT,
        ARRAY,
        MAP,
        STRUCT
    }

    static TypePattern parse(String text) {
        Reader reader = new Reader(text);
        return reader.pattern();
    }

    private static TypePattern plain(Form form) {
        return new TypePattern(form, Optional.empty(), List.of(), List.of());
    }

    private static TypePattern of(String word) {
        return switch (word) {
            case "ANY" -> plain(Form.ANY);
            case "T" -> plain(Form.T);
            case "K" -> plain(Form.K);
            case "V" -> plain(Form.V);
            case "ANY_ELEMENT" -> plain(Form.ANY_ELEMENT);
            case "ANY_ARRAY" -> plain(Form.ANY_ARRAY);
            case "ANY_MAP" -> plain(Form.ANY_MAP);
            case "ANY_STRUCT" -> plain(Form.ANY_STRUCT);
            case "FUNCTION" -> plain(Form.FUNCTION);
            case "UNIT" -> plain(Form.UNIT);
            case "DECIMAL32", "DECIMAL64", "DECIMAL128", "DECIMAL256" -> plain(Form.DECIMAL);
            case "VARCHAR" -> exact(DataType.varchar());
            case "CHAR" -> exact(new DataType.Text(DataType.TextKind.CHAR, Optional.empty()));
            case "VARBINARY" -> exact(new DataType.Text(DataType.TextKind.VARBINARY, Optional.empty()));
            default -> exact(DataType.of(DataType.Kind.valueOf(word)));
        };
    }

    private static TypePattern exact(DataType type) {
        return new TypePattern(Form.EXACT, Optional.of(type), List.of(), List.of());
    }

    /** Reads {@code ARRAY<STRUCT<item T,count BIGINT>>}. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        TypePattern pattern() {
            String word = word();
            if (at >= text.length() || text.charAt(at) != '<') {
                return of(word);
            }
            List<TypePattern> parts = new ArrayList<>();
            List<String> names = new ArrayList<>();
            while (text.charAt(at) != '>') {
                at++;
                if (word.equals("STRUCT")) {
                    names.add(word());
                    at++;
                }
                parts.add(pattern());
            }
            at++;
            return new TypePattern(Form.valueOf(word), Optional.empty(), List.copyOf(parts), List.copyOf(names));
        }

        private String word() {
            int start = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            return text.substring(start, at);
        }
    }
}
