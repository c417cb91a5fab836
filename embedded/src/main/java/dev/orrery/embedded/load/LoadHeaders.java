// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.embedded.load.rows.CsvFormat;
import dev.orrery.embedded.load.rows.LoadShape;
import dev.orrery.embedded.load.rows.RowFormat;
import dev.orrery.embedded.session.EmbeddedCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a {@link LoadSpec} from the headers of a request, or refuses what the server does not do. */
final class LoadHeaders {
    /** Which door the load came through: transactions know fewer headers. */
    enum Door {
        STREAM_LOAD,
        TRANSACTION
    }

    private static final List<String> REFUSED = List.of("temporary_partitions", "channel_id");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_JSON_BYTES = 100L << 20;

    private final Map<String, String> headers;
    private final Door door;

    private LoadHeaders(Map<String, String> headers, Door door) {
        this.headers = headers;
        this.door = door;
    }

    /**
     * @param headers names in lower case
     */
    static LoadSpec read(Map<String, String> headers, Door door) throws LoadRefused {
        return new LoadHeaders(headers, door).spec();
    }

    private LoadSpec spec() throws LoadRefused {
        refuseTheUnknown();
        LoadSpec.Compression compression = compression();
        Optional<String> where = header("where").isEmpty() ? Optional.empty() : Optional.of(header("where"));
        return new LoadSpec(format(), compression, columns(), where, ratio(), strictness(), applying());
    }

    private void refuseTheUnknown() throws LoadRefused {
        for (String header : REFUSED) {
            if (!header(header).isEmpty()) {
                throw notHere("header '" + header + "'");
            }
        }
        if (isTrue("negative")) {
            throw notHere("header 'negative'");
        }
        String envelope = header("envelope");
        if (!envelope.isEmpty() && !envelope.equalsIgnoreCase("none")) {
            throw notHere("header 'envelope'");
        }
    }

    private RowFormat format() throws LoadRefused {
        String format = header("format").toLowerCase(Locale.ROOT);
        switch (format) {
            case "", "csv", "gzip", "deflate", "lz4" -> {
                return new RowFormat.Csv(csv());
            }
            case "json" -> {
                checkJsonSize();
                return new RowFormat.Json(
                        isTrue("strip_outer_array")
                                ? RowFormat.Json.OuterArray.STRIPPED
                                : RowFormat.Json.OuterArray.KEPT,
                        header("json_root"),
                        jsonPaths());
            }
            case "bzip2", "zstd" -> throw notHere("format '" + format + "'");
            default -> throw LoadRefused.internal("unknown data format, format=" + header("format"));
        }
    }

    /** An array of paths, as JSON. */
    private List<String> jsonPaths() throws LoadRefused {
        if (header("jsonpaths").isEmpty()) {
            return List.of();
        }
        try {
            return JSON.readValue(header("jsonpaths"), new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw LoadRefused.invalid("Invalid json path: " + header("jsonpaths"));
        }
    }

    private CsvFormat csv() throws LoadRefused {
        String separator = delimiter("column_separator", "\t");
        String rows = delimiter("row_delimiter", "\n");
        // Transaction load reads none of these, in StarRocks neither.
        boolean plain = door == Door.STREAM_LOAD;
        return new CsvFormat(
                separator,
                rows,
                plain ? number("skip_header", 0) : 0,
                plain && isTrue("trim_space") ? CsvFormat.Blanks.TRIMMED : CsvFormat.Blanks.KEPT,
                plain ? mark("enclose") : 0,
                plain ? mark("escape") : 0);
    }

    private void checkJsonSize() throws LoadRefused {
        String length = header("content-length");
        if (isTrue("ignore_json_size") || !length.matches("\\d{1,18}")) {
            return;
        }
        if (Long.parseLong(length) > MAX_JSON_BYTES) {
            throw LoadRefused.internal("The size of this batch exceed the max size [" + MAX_JSON_BYTES
                    + "] of json type data  data [ " + length
                    + " ]. Set ignore_json_size to skip the check, although it may lead huge memory consuming.");
        }
    }

    private LoadSpec.Compression compression() throws LoadRefused {
        String compression = header("compression");
        String encoding = header("content-encoding");
        if (!compression.isEmpty() && !encoding.isEmpty()) {
            throw LoadRefused.invalid("both compression and Content-Encoding are given, one says it all");
        }
        String format = header("format").toLowerCase(Locale.ROOT);
        String container =
                format.equals("gzip") || format.equals("deflate") ? format : format.equals("lz4") ? "lz4_frame" : "";
        String packed = compression + encoding;
        return switch ((packed.isEmpty() ? container : packed).toLowerCase(Locale.ROOT)) {
            case "", "identity", "none" -> LoadSpec.Compression.NONE;
            case "gzip" -> LoadSpec.Compression.GZIP;
            case "deflate" -> LoadSpec.Compression.DEFLATE;
            case "lz4_frame" -> LoadSpec.Compression.LZ4_FRAME;
            default -> throw notHere("compression '" + packed + "'");
        };
    }

    private List<LoadSpec.Item> columns() throws LoadRefused {
        List<LoadSpec.Item> items = new ArrayList<>();
        for (String part : split(header("columns"))) {
            int equals = part.indexOf('=');
            String name = unquoted((equals < 0 ? part : part.substring(0, equals)).trim());
            if (!name.isEmpty()) {
                String value = equals < 0 ? "" : part.substring(equals + 1).trim();
                items.add(new LoadSpec.Item(name, constant(value), expression(value)));
            }
        }
        return items;
    }

    private static Optional<String> constant(String value) {
        if (value.matches("-?\\d+(\\.\\d+)?")) {
            return Optional.of(value);
        }
        return value.matches("'[^'\\\\]*'|\"[^\"\\\\]*\"")
                ? Optional.of(value.substring(1, value.length() - 1))
                : Optional.empty();
    }

    private static Optional<String> expression(String value) {
        return value.isEmpty() || constant(value).isPresent() ? Optional.empty() : Optional.of(value);
    }

    /** At commas outside of quotes and parentheses. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (quote != 0) {
                quote = next == quote ? 0 : quote;
            } else if (next == '\'' || next == '"' || next == '`') {
                quote = next;
            } else if (next == '(' || next == ')') {
                depth += next == '(' ? 1 : -1;
            } else if (next == ',' && depth == 0) {
                parts.add(text.substring(from, at));
                from = at + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static String unquoted(String name) {
        return name.length() > 1 && name.startsWith("`") && name.endsWith("`")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    private double ratio() throws LoadRefused {
        String text = header("max_filter_ratio");
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException noNumber) {
            throw LoadRefused.invalid("Invalid max_filter_ratio '" + text + "'");
        }
    }

    private LoadShape.Strictness strictness() throws LoadRefused {
        return switch (header("strict_mode").toLowerCase(Locale.ROOT)) {
            case "", "false" -> LoadShape.Strictness.LENIENT;
            case "true" -> LoadShape.Strictness.STRICT;
            default -> throw LoadRefused.invalid("Invalid strict mode format. Must be bool type");
        };
    }

    private LoadTarget.Applying applying() {
        String partial = header("partial_update");
        // StarRocks reads the word in transaction load in this very spelling only.
        boolean kept = door == Door.TRANSACTION ? partial.equals("true") : partial.equalsIgnoreCase("true");
        String condition = header("merge_condition");
        return new LoadTarget.Applying(
                kept ? LoadTarget.Columns.KEPT : LoadTarget.Columns.DEFAULTED,
                condition.isEmpty() ? Optional.empty() : Optional.of(unquoted(condition)),
                Arrays.stream(header("partitions").split(","))
                        .map(name -> unquoted(name.trim()))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    private String delimiter(String header, String otherwise) throws LoadRefused {
        String text = header(header);
        if (text.isEmpty()) {
            return otherwise;
        }
        StringBuilder decoded = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            char kind = next == '\\' && at + 1 < text.length() ? text.charAt(at + 1) : 0;
            switch (kind) {
                case 'x' -> {
                    int from = at + 2;
                    int to = from;
                    while (to + 1 < text.length() && isHex(text, to)) {
                        to += 2;
                    }
                    if (to == from) {
                        throw LoadRefused.invalid("Invalid delimiter '" + text + "': \\x needs hexadecimal digits");
                    }
                    byte[] bytes = HexFormat.of().parseHex(text, from, to);
                    decoded.append(new String(bytes, StandardCharsets.UTF_8));
                    at = to - 1;
                }
                case 'n', 't', 'r' -> {
                    decoded.append(kind == 'n' ? '\n' : kind == 't' ? '\t' : '\r');
                    at++;
                }
                default -> decoded.append(next);
            }
        }
        return decoded.toString();
    }

    private static boolean isHex(String text, int at) {
        return HexFormat.isHexDigit(text.charAt(at)) && HexFormat.isHexDigit(text.charAt(at + 1));
    }

    private int number(String header, int otherwise) throws LoadRefused {
        String text = header(header);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("\\d{1,9}")) {
            throw LoadRefused.invalid("Invalid " + header + " '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private char mark(String header) throws LoadRefused {
        String text = delimiter(header, "");
        if (text.length() > 1 || (!text.isEmpty() && text.charAt(0) > 127)) {
            throw LoadRefused.invalid("Invalid " + header + " '" + text + "': it is one ASCII character");
        }
        return text.isEmpty() ? 0 : text.charAt(0);
    }

    private String header(String name) {
        return headers.getOrDefault(name, "");
    }

    private boolean isTrue(String header) {
        return header(header).equalsIgnoreCase("true");
    }

    private static LoadRefused notHere(String what) {
        return LoadRefused.invalid(
                EmbeddedCode.FORM_REFUSED.id() + ": " + what + " is not supported by the embedded server");
    }
}
