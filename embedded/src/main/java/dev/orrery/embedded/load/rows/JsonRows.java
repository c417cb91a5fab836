// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes JSON rows apart without ever holding the document: keys are matched exactly, a missing key is NULL, unknown keys
 * are passed over, of a repeated key the first counts.
 */
final class JsonRows {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final RowFormat.Json.OuterArray outerArray;
    private final List<String> fields;
    private final Map<String, Integer> places = new HashMap<>();
    private final RowSink sink;
    private final @Nullable String[] values;
    private final ValueForm[] forms;
    private final boolean[] seen;
    private final Supplier<String> source = this::rowText;

    JsonRows(RowFormat.Json.OuterArray outerArray, List<String> fields, RowSink sink) {
        this.outerArray = outerArray;
        this.fields = fields;
        for (int place = 0; place < fields.size(); place++) {
            places.putIfAbsent(fields.get(place), place);
        }
        this.sink = sink;
        this.values = new String[fields.size()];
        this.forms = new ValueForm[fields.size()];
        this.seen = new boolean[fields.size()];
        Arrays.fill(forms, ValueForm.STRING);
    }

    void read(InputStream in) throws IOException, SQLException, LoadFailure {
        try (JsonParser parser = JSON.createParser(in)) {
            JsonToken token;
            while ((token = parser.nextToken()) != null) {
                if (outerArray == RowFormat.Json.OuterArray.KEPT) {
                    row(parser, token);
                } else if (token == JsonToken.START_ARRAY) {
                    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
                        row(parser, token);
                    }
                } else {
                    throw new LoadFailure("The value is not an array, but strip_outer_array is true. Leave"
                            + " strip_outer_array out to load single objects");
                }
            }
        } catch (StreamReadException malformed) {
            throw new LoadFailure("Failed to parse json: " + malformed.getOriginalMessage() + " at byte "
                    + malformed.getLocation().getByteOffset());
        }
    }

    private void row(JsonParser parser, @Nullable JsonToken token) throws IOException, SQLException, LoadFailure {
        if (token == JsonToken.START_ARRAY && outerArray == RowFormat.Json.OuterArray.KEPT) {
            throw new LoadFailure("The value is array type in json document stream, you can set strip_outer_array=true"
                    + " to parse each element of the array as individual rows");
        }
        if (token != JsonToken.START_OBJECT) {
            String text = text(parser, token);
            sink.bad("The row is not a JSON object", text == null ? "null" : text);
            return;
        }
        Arrays.fill(values, null);
        Arrays.fill(seen, false);
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken value = parser.nextToken();
            Integer place = places.get(name);
            if (place == null || seen[place]) {
                parser.skipChildren();
            } else {
                seen[place] = true;
                values[place] = text(parser, value);
                forms[place] = form(value);
            }
        }
        sink.row(values, forms, source);
    }

    private static @Nullable String text(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
            return parser.getText();
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(text)) {
            copy.copyCurrentStructureExact(parser);
        }
        return text.toString();
    }

    private static ValueForm form(@Nullable JsonToken token) {
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return ValueForm.NUMBER;
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return ValueForm.TRUTH;
        }
        return token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY ? ValueForm.NESTED : ValueForm.STRING;
    }

    /** The row again, as far as it has columns. */
    private String rowText() {
        StringBuilder text = new StringBuilder("{");
        for (int place = 0; place < values.length; place++) {
            String value = values[place];
            if (value != null) {
                text.append(text.length() == 1 ? "" : ", ")
                        .append(quoted(fields.get(place)))
                        .append(": ");
                text.append(forms[place] == ValueForm.STRING ? quoted(value) : value);
            }
        }
        return text.append('}').toString();
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
