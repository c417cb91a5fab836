// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.orrery.models.catalog.ModelName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** {@code {"schema": "orrery/import/v1", "models": {…}, "files": […], "left": {…}, "differs": {…}, "remarks": […]}}. */
public final class ImportJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ImportJson() {}

    public static String of(Imported imported) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("schema", "orrery/import/v1");
            object(json, "models", imported.models());
            json.writeArrayFieldStart("files");
            for (String path : imported.files().keySet()) {
                json.writeString(path);
            }
            json.writeEndArray();
            object(json, "left", imported.left());
            object(json, "differs", imported.differs());
            json.writeArrayFieldStart("remarks");
            for (String remark : imported.remarks()) {
                json.writeString(remark);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.append('\n').toString();
    }

    private static void object(JsonGenerator json, String field, Map<ModelName, String> texts) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<ModelName, String> text : texts.entrySet()) {
            json.writeStringField(text.getKey().toString(), text.getValue());
        }
        json.writeEndObject();
    }
}
