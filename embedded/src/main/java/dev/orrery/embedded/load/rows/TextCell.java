// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/** Texts: CHAR, VARCHAR and JSON. */
final class TextCell {
    private TextCell() {}

    /** CHAR and VARCHAR, as long as the column allows in bytes. */
    static final class Plain implements Cell {
        private final int maxBytes;
        private String value = "";

        Plain(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public Reading read(String text, ValueForm form) {
            // StarRocks writes JSON's true and false as 1 and 0.
            value = form == ValueForm.TRUTH ? (text.equals("true") ? "1" : "0") : text;
            return value.length() > maxBytes || (value.length() * 3L > maxBytes && bytes(value) > maxBytes)
                    ? Reading.TOO_LONG
                    : Reading.VALUE;
        }

        private static int bytes(String text) {
            int bytes = 0;
            for (int at = 0; at < text.length(); at++) {
                char next = text.charAt(at);
                // Each half of a surrogate pair counts two of its four bytes.
                bytes += next < 0x80 ? 1 : next < 0x800 || Character.isSurrogate(next) ? 2 : 3;
            }
            return bytes;
        }

        @Override
        public void append(DuckDBAppender appender) throws SQLException {
            appender.append(value);
        }
    }

    /** JSON: nested values as they are, text that is an object or an array parsed, any other text a JSON string. */
    static final class Json implements Cell {
        private static final JsonFactory JSON = new JsonFactory();

        private String value = "";

        @Override
        public Reading read(String text, ValueForm form) {
            switch (form) {
                case NUMBER, TRUTH, NESTED -> value = text;
                case STRING -> {
                    String trimmed = text.trim();
                    boolean nested = trimmed.startsWith("{") || trimmed.startsWith("[");
                    value = nested && isJson(trimmed) ? trimmed : quoted(text);
                }
                case FIELD -> {
                    if (!isJson(text)) {
                        return Reading.UNREADABLE;
                    }
                    value = text;
                }
            }
            return Reading.VALUE;
        }

        private static String quoted(String text) {
            return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
        }

        private static boolean isJson(String text) {
            try (JsonParser parser = JSON.createParser(text)) {
                if (parser.nextToken() == null) {
                    return false;
                }
                parser.skipChildren();
                return parser.nextToken() == null;
            } catch (IOException malformed) {
                return false;
            }
        }

        @Override
        public void append(DuckDBAppender appender) throws SQLException {
            appender.append(value);
        }
    }
}
