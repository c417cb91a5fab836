// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes JSON rows apart by json_root and jsonpaths: what a path does not lead to is NULL. Holds one document at a time. */
final class JsonPathRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STEP =
            Pattern.compile("\\.\"([^\"]+)\"|\\.([^.\\[]+)|\\[(\\d+)]|\\[['\"]([^'\"]+)['\"]]");

    private final RowFormat.Json format;
    private final List<List<String>> paths = new ArrayList<>();
    private final List<String> root;
    private final RowSink sink;
    private final @Nullable String[] values;
    private final ValueForm[] forms;

    JsonPathRows(RowFormat.Json format, List<String> fields, RowSink sink) throws LoadFailure {
        this.format = format;
        this.root = steps(format.root());
        for (int place = 0; place < fields.size(); place++) {
            boolean written = place < format.paths().size();
            if (!written && !format.paths().isEmpty() && !fields.get(place).equals(LoadShape.OP)) {
                throw new LoadFailure("jsonpaths has " + format.paths().size() + " paths, and there are "
                        + fields.size() + " fields");
            }
            paths.add(written ? steps(format.paths().get(place)) : List.of(fields.get(place)));
        }
        this.sink = sink;
        this.values = new String[fields.size()];
        this.forms = new ValueForm[fields.size()];
    }

    /** The keys and places of {@code $.a[0].b}. */
    private static List<String> steps(String path) throws LoadFailure {
        List<String> steps = new ArrayList<>();
        if (path.isEmpty() || path.equals("$")) {
            return steps;
        }
        Matcher matcher = STEP.matcher(path);
        int at = path.startsWith("$") ? 1 : 0;
        while (at < path.length() && matcher.find(at) && matcher.start() == at) {
            for (int group = 1; group <= 4; group++) {
                if (matcher.group(group) != null) {
                    steps.add(group == 3 ? "[" + matcher.group(group) : matcher.group(group));
                }
            }
            at = matcher.end();
        }
        if (at != path.length()) {
            throw new LoadFailure("Invalid json path: " + path);
        }
        return steps;
    }

    void read(InputStream in) throws IOException, SQLException, LoadFailure {
        try (MappingIterator<JsonNode> documents =
                JSON.readerFor(JsonNode.class).readValues(in)) {
            while (documents.hasNextValue()) {
                document(documents.nextValue());
            }
        } catch (JsonProcessingException malformed) {
            throw new LoadFailure("Failed to parse json: " + malformed.getOriginalMessage());
        }
    }

    private void document(JsonNode document) throws SQLException, LoadFailure {
        JsonNode rows = follow(document, root);
        boolean array = rows != null && rows.isArray();
        if (format.outerArray() == RowFormat.Json.OuterArray.KEPT) {
            if (array) {
                throw new LoadFailure("The value is array type in json document stream, you can set"
                        + " strip_outer_array=true to parse each element of the array as individual rows");
            }
            row(rows);
            return;
        }
        if (rows == null || !array) {
            throw new LoadFailure("The value is not an array, but strip_outer_array is true. Leave strip_outer_array"
                    + " out to load single objects");
        }
        for (JsonNode row : rows) {
            row(row);
        }
    }

    private void row(@Nullable JsonNode row) throws SQLException {
        if (row == null || !row.isObject()) {
            sink.bad("The row is not a JSON object", row == null ? "null" : row.toString());
            return;
        }
        for (int place = 0; place < values.length; place++) {
            JsonNode value = follow(row, paths.get(place));
            values[place] = text(value);
            forms[place] = form(value);
        }
        sink.row(values, forms, row::toString);
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static ValueForm form(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isTextual()) {
            return ValueForm.STRING;
        }
        if (value.isNumber()) {
            return ValueForm.NUMBER;
        }
        return value.isBoolean() ? ValueForm.TRUTH : ValueForm.NESTED;
    }

    private static @Nullable JsonNode follow(JsonNode from, List<String> steps) {
        JsonNode at = from;
        for (String step : steps) {
            if (at == null) {
                return null;
            }
            at = step.startsWith("[") ? at.get(Integer.parseInt(step.substring(1))) : at.get(step);
        }
        return at;
    }
}
