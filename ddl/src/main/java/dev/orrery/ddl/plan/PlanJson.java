// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.orrery.ddl.seed.Seed;
import dev.orrery.models.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan for programs: {@code {"schema": "orrery/plan/v1", "steps": […], "moves": {…}, "seeds": […], "findings": […]}}. */
public final class PlanJson {
    private static final JsonFactory JSON = new JsonFactory();

    private PlanJson() {}

    public static String of(Plan plan) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("schema", "orrery/plan/v1");
            json.writeBooleanField("empty", plan.isEmpty());
            json.writeBooleanField("blocked", plan.isBlocked());
            json.writeArrayFieldStart("steps");
            for (Step step : plan.steps()) {
                step(json, step);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("moves");
            for (Map.Entry<Weight.Doing, Volume> total : plan.total().entrySet()) {
                json.writeObjectFieldStart(total.getKey().word());
                volume(json, total.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeArrayFieldStart("seeds");
            for (Seed seed : plan.seeds()) {
                json.writeStartObject();
                json.writeStringField("table", seed.table().toString());
                json.writeNumberField("rows", seed.rows().size());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("findings");
            for (Diagnostic finding : plan.findings()) {
                finding(json, finding);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.append('\n').toString();
    }

    private static void step(JsonGenerator json, Step step) throws IOException {
        json.writeStartObject();
        json.writeStringField("mark", String.valueOf(step.mark().sign()));
        json.writeStringField("action", step.action());
        json.writeStringField("kind", step.kind());
        json.writeStringField("subject", step.subject());
        json.writeStringField("cost", step.cost().name().toLowerCase(Locale.ROOT));
        json.writeStringField("sql", step.sql());
        if (step.weight().isPresent()) {
            Weight weight = step.weight().get();
            json.writeObjectFieldStart("moves");
            json.writeStringField("doing", weight.doing().word());
            volume(json, weight.volume());
            json.writeEndObject();
        }
        texts(json, "undo", step.undo());
        texts(json, "effects", step.effects());
        texts(json, "diff", step.diff());
        json.writeEndObject();
    }

    private static void volume(JsonGenerator json, Volume volume) throws IOException {
        json.writeNumberField("rows", volume.rows());
        json.writeNumberField("bytes", volume.bytes());
    }

    private static void finding(JsonGenerator json, Diagnostic finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", finding.code().id());
        json.writeStringField("severity", finding.severity().label());
        json.writeStringField("message", finding.message());
        if (finding.help().isPresent()) {
            json.writeStringField("help", finding.help().get());
        }
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
