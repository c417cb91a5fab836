// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.drift;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.orrery.ddl.plan.Step;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Drift as a person and as a program reads it. */
public final class DriftText {
    private static final JsonFactory JSON = new JsonFactory();

    private DriftText() {}

    public static String of(Drift drift) {
        StringBuilder out = new StringBuilder();
        for (Drift.Item item : drift.items()) {
            out.append("~ ")
                    .append(item.kind().word())
                    .append(' ')
                    .append(item.name())
                    .append(": ")
                    .append(item.how().words())
                    .append(item.words().isEmpty() ? "" : ": " + item.words())
                    .append('\n');
            Set<String> lines = new LinkedHashSet<>();
            for (Step step : item.back()) {
                lines.add("to go back: " + step.action() + " · " + step.cost().words());
                step.effects().stream()
                        .filter(effect -> item.words().isEmpty() || !effect.endsWith(item.words()))
                        .forEach(effect -> lines.add("  " + effect));
            }
            lines.forEach(line -> out.append("    ").append(line).append('\n'));
        }
        return out.append(summary(drift)).append('\n').toString();
    }

    private static String summary(Drift drift) {
        return switch (drift.items().size()) {
            case 0 -> "No drift: every object is as the last apply left it.";
            case 1 -> "1 object is not as the last apply left it.";
            default -> drift.items().size() + " objects are not as the last apply left them.";
        };
    }

    /** {@code {"schema": "orrery/drift/v1", "items": […]}}. */
    public static String json(Drift drift) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("schema", "orrery/drift/v1");
            json.writeArrayFieldStart("items");
            for (Drift.Item item : drift.items()) {
                json.writeStartObject();
                json.writeStringField("object", item.name().toString());
                json.writeStringField("kind", item.kind().word());
                json.writeStringField("how", item.how().name().toLowerCase(Locale.ROOT));
                json.writeStringField("words", item.words());
                json.writeArrayFieldStart("back");
                for (Step step : item.back()) {
                    json.writeString(step.sql());
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.append('\n').toString();
    }
}
