// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.drift;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.orrery.ddl.plan.Step;
import dev.orrery.models.catalog.ModelName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Drift as a person and as a program reads it. */
public final class DriftText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TRACES = 3;
    private static final int LINES = 12;
    private static final int NAMES = 10;
    private static final int STATEMENT = 160;

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
                    .append(
                            item.project() == Drift.Project.UNCHANGED
                                    ? ""
                                    : ", " + item.project().words())
                    .append(item.words().isEmpty() ? "" : ": " + item.words())
                    .append('\n');
            Set<String> lines = new LinkedHashSet<>();
            for (Step step : item.back()) {
                lines.add("to go back: " + step.action() + " · " + step.cost().words());
                step.effects().stream()
                        .filter(effect -> item.words().isEmpty() || !effect.endsWith(item.words()))
                        .forEach(effect -> lines.add("  " + effect));
            }
            drift.log().of(item.name()).stream()
                    .limit(TRACES)
                    .forEach(trace -> out.append("    ").append(line(trace)).append('\n'));
            lines.forEach(line -> out.append("    ").append(line).append('\n'));
            item.back().stream()
                    .flatMap(step -> step.diff().stream())
                    .limit(LINES)
                    .forEach(line -> out.append("        ").append(line).append('\n'));
        }
        boolean touched = drift.items().stream().anyMatch(item -> item.how() != Drift.How.KEPT);
        drift.log()
                .gap()
                .filter(gap -> touched)
                .ifPresent(gap -> out.append(gap).append('\n'));
        if (!drift.others().isEmpty()) {
            out.append("not the project's: ").append(names(drift.others())).append('\n');
        }
        if (!drift.projectMoved().isEmpty()) {
            out.append("changed in the project alone, and in its next plan: ")
                    .append(names(drift.projectMoved()))
                    .append('\n');
        }
        return out.append(summary(drift)).append('\n').toString();
    }

    private static String line(Trace trace) {
        String what =
                trace.what().length() <= STATEMENT ? trace.what() : trace.what().substring(0, STATEMENT) + "…";
        return trace.when() + " " + trace.who().map(who -> who + ": ").orElse("") + what;
    }

    private static String names(List<ModelName> names) {
        String first = String.join(
                ", ", names.stream().limit(NAMES).map(ModelName::toString).toList());
        return names.size() <= NAMES ? first : first + " and " + (names.size() - NAMES) + " more";
    }

    private static String summary(Drift drift) {
        return switch (drift.items().size()) {
            case 0 -> "No drift: every object is as the last apply left it.";
            case 1 -> "1 object is not as the last apply left it.";
            default -> drift.items().size() + " objects are not as the last apply left them.";
        };
    }

    /** {@code {"schema": "orrery/drift/v1", "items": […], "project_moved": […], "others": […]}}. */
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
                json.writeStringField("project", item.project().name().toLowerCase(Locale.ROOT));
                json.writeStringField("words", item.words());
                json.writeArrayFieldStart("traces");
                for (Trace trace : drift.log().of(item.name())) {
                    trace(json, trace);
                }
                json.writeEndArray();
                json.writeArrayFieldStart("back");
                for (Step step : item.back()) {
                    json.writeString(step.sql());
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            names(json, "project_moved", drift.projectMoved());
            names(json, "others", drift.others());
            if (drift.log().gap().isPresent()) {
                json.writeStringField("gap", drift.log().gap().get());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.append('\n').toString();
    }

    private static void trace(JsonGenerator json, Trace trace) throws IOException {
        json.writeStartObject();
        json.writeStringField("when", trace.when());
        if (trace.who().isPresent()) {
            json.writeStringField("who", trace.who().get());
        }
        json.writeStringField("what", trace.what());
        json.writeEndObject();
    }

    private static void names(JsonGenerator json, String field, List<ModelName> names) throws IOException {
        json.writeArrayFieldStart(field);
        for (ModelName name : names) {
            json.writeString(name.toString());
        }
        json.writeEndArray();
    }
}
