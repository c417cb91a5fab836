// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes CSV apart: separators of any length, {@code \N} for NULL, empty rows left out. */
final class CsvRows {
    private static final int FIRST_SIZE = 1 << 18;

    private final CsvFormat format;
    private final byte[] separator;
    private final byte[] delimiter;
    private final RowSink sink;
    private final @Nullable String[] values;
    private final ValueForm[] forms;
    private final Supplier<String> source = this::rowText;

    private byte[] buffer = new byte[FIRST_SIZE];
    private int start;
    private int end;
    private int scanned;
    private int rowEnd;
    private boolean ascii = true;
    private int toSkip;

    CsvRows(CsvFormat format, int fields, RowSink sink) {
        this.format = format;
        this.separator = format.separatorBytes();
        this.delimiter = format.delimiterBytes();
        this.sink = sink;
        this.values = new String[fields];
        this.forms = new ValueForm[fields];
        Arrays.fill(forms, ValueForm.FIELD);
        this.toSkip = format.skipHeader();
    }

    void read(InputStream in) throws IOException, SQLException {
        while (true) {
            if (end == buffer.length) {
                makeRoom();
            }
            int got = in.read(buffer, end, buffer.length - end);
            if (got < 0) {
                return;
            }
            end += got;
            while (findRowEnd()) {
                row();
                start = rowEnd + delimiter.length;
                scanned = start;
            }
        }
    }

    /** What stands after the last delimiter is a row too. */
    void end() throws SQLException {
        if (start < end) {
            rowEnd = end;
            row();
            start = end;
        }
    }

    private void makeRoom() {
        int length = end - start;
        byte[] into = length > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
        System.arraycopy(buffer, start, into, 0, length);
        buffer = into;
        scanned -= start;
        start = 0;
        end = length;
    }

    private boolean findRowEnd() {
        if (format.encloses()) {
            return findQuotedRowEnd();
        }
        byte first = delimiter[0];
        int last = end - delimiter.length;
        for (int at = scanned; at <= last; at++) {
            if (buffer[at] == first && matches(delimiter, at)) {
                rowEnd = at;
                return true;
            }
        }
        scanned = Math.max(start, last + 1);
        return false;
    }

    // Quotes hide delimiters, so a row that is not complete is looked at again from its start.
    private boolean findQuotedRowEnd() {
        boolean quoted = false;
        for (int at = start; at + delimiter.length <= end; at++) {
            byte next = buffer[at];
            if (format.escape() != 0 && next == format.escape()) {
                at++;
            } else if (format.enclose() != 0 && next == format.enclose()) {
                quoted = !quoted;
            } else if (!quoted && next == delimiter[0] && matches(delimiter, at)) {
                rowEnd = at;
                return true;
            }
        }
        return false;
    }

    private boolean matches(byte[] mark, int at) {
        for (int index = 1; index < mark.length; index++) {
            if (buffer[at + index] != mark[index]) {
                return false;
            }
        }
        return true;
    }

    private void row() throws SQLException {
        if (toSkip > 0) {
            toSkip--;
            return;
        }
        if (rowEnd == start) {
            return;
        }
        ascii = isAscii();
        if (!ascii && !isUtf8()) {
            sink.bad("Invalid UTF-8 row", rowText());
            return;
        }
        int fields = format.encloses() ? splitQuoted() : split();
        if (fields != values.length) {
            sink.bad(
                    "Target column count: " + values.length + " doesn't match source value column count: " + fields
                            + ". Column separator: '" + printable(format.separator()) + "', Row delimiter: '"
                            + printable(format.delimiter()) + "'",
                    rowText());
            return;
        }
        sink.row(values, forms, source);
    }

    private int split() {
        int field = 0;
        int from = start;
        byte first = separator[0];
        int last = rowEnd - separator.length;
        for (int at = start; at <= last; at++) {
            if (buffer[at] == first && matches(separator, at)) {
                put(field++, from, at);
                from = at + separator.length;
                at = from - 1;
            }
        }
        put(field++, from, rowEnd);
        return field;
    }

    private void put(int field, int from, int to) {
        if (field < values.length) {
            values[field] = to - from == 2 && buffer[from] == '\\' && buffer[from + 1] == 'N' ? null : text(from, to);
        }
    }

    private String text(int from, int to) {
        String text = new String(buffer, from, to - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        return format.blanks() == CsvFormat.Blanks.TRIMMED ? text.trim() : text;
    }

    private int splitQuoted() {
        String row = new String(buffer, start, rowEnd - start, StandardCharsets.UTF_8);
        int field = 0;
        int at = 0;
        while (true) {
            at = quotedField(row, at, field++);
            if (at >= row.length()) {
                return field;
            }
            at += format.separator().length();
            if (at == row.length()) {
                if (field < values.length) {
                    values[field] = "";
                }
                return field + 1;
            }
        }
    }

    /** Reads the field that begins there; gives back where it ends. */
    private int quotedField(String row, int from, int field) {
        StringBuilder value = new StringBuilder();
        boolean wasQuoted = false;
        boolean quoted = false;
        int at = from;
        while (at < row.length() && (quoted || !row.startsWith(format.separator(), at))) {
            char next = row.charAt(at++);
            if (format.escape() != 0 && next == format.escape() && at < row.length()) {
                boolean isNull = next == '\\' && row.charAt(at) == 'N' && value.isEmpty();
                value.append(isNull ? "\\N" : row.charAt(at));
                at++;
            } else if (format.enclose() != 0 && next == format.enclose()) {
                boolean doubled = quoted && at < row.length() && row.charAt(at) == next;
                if (doubled) {
                    value.append(next);
                    at++;
                } else {
                    quoted = !quoted;
                    wasQuoted = true;
                }
            } else {
                value.append(next);
            }
        }
        if (field < values.length) {
            String text = value.toString();
            boolean trims = format.blanks() == CsvFormat.Blanks.TRIMMED && !wasQuoted;
            values[field] = !wasQuoted && text.equals("\\N") ? null : trims ? text.trim() : text;
        }
        return at;
    }

    private boolean isAscii() {
        int bits = 0;
        for (int at = start; at < rowEnd; at++) {
            bits |= buffer[at];
        }
        return bits >= 0;
    }

    private boolean isUtf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, start, rowEnd - start));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    private String rowText() {
        return new String(buffer, start, rowEnd - start, StandardCharsets.UTF_8);
    }

    private static String printable(String mark) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < mark.length(); at++) {
            char next = mark.charAt(at);
            text.append(
                    switch (next) {
                        case '\n' -> "\\n";
                        case '\r' -> "\\r";
                        case '\t' -> "\\t";
                        default -> next < ' ' ? "\\x%02x".formatted((int) next) : String.valueOf(next);
                    });
        }
        return text.toString();
    }
}
