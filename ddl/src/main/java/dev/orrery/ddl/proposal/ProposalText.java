// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.proposal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.plan.PlanJson;
import dev.orrery.models.catalog.ModelName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Proposals as a person and as a program reads them. */
public final class ProposalText {
    private static final JsonFactory JSON = new JsonFactory();

    private ProposalText() {}

    public static String of(Accepted accepted) {
        StringBuilder out = new StringBuilder();
        for (Proposed proposed : accepted.proposals()) {
            out.append(proposed.isAccepted() ? "* table " : "  table ")
                    .append(proposed.proposal().table())
                    .append(": ")
                    .append(proposed.definition())
                    .append('\n')
                    .append("    ")
                    .append(count(proposed.proposal().uses(), "use"))
                    .append(" in ")
                    .append(count(proposed.proposal().readers().size(), "model"))
                    .append('\n');
            proposed.replaced()
                    .forEach((model, uses) -> out.append("    ")
                            .append(model)
                            .append(" reads it instead, ")
                            .append(count(uses, "time"))
                            .append('\n'));
            proposed.kept()
                    .forEach((model, reason) -> out.append("    ")
                            .append(model)
                            .append(
                                    proposed.replaced().containsKey(model)
                                            ? " computes it elsewhere: "
                                            : " computes it as before: ")
                            .append(reason)
                            .append('\n'));
            if (!proposed.isAccepted()) {
                out.append("    not accepted: nobody would read it\n");
            }
        }
        return out.append(summary(accepted)).append('\n').toString();
    }

    private static String summary(Accepted accepted) {
        if (accepted.proposals().isEmpty()) {
            return "Nothing to propose: no JSON path is computed in three places or more.";
        }
        long taken = accepted.proposals().stream().filter(Proposed::isAccepted).count();
        return count(accepted.proposals().size(), "proposal") + ", " + taken + " to accept; "
                + count(accepted.files().size(), "file") + (accepted.files().size() == 1 ? " changes." : " change.");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /**
     * {@code {"schema": "orrery/proposals/v1", "proposals": […], "files": […], "plan": {…}}}.
     *
     * @param plan of the project with the proposals in it
     */
    public static String json(Accepted accepted, Plan plan) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("schema", "orrery/proposals/v1");
            json.writeArrayFieldStart("proposals");
            for (Proposed proposed : accepted.proposals()) {
                proposal(json, proposed);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("files");
            for (String path : accepted.files().keySet()) {
                json.writeString(path);
            }
            json.writeEndArray();
            json.writeFieldName("plan");
            json.writeRawValue(PlanJson.of(plan).strip());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.append('\n').toString();
    }

    private static void proposal(JsonGenerator json, Proposed proposed) throws IOException {
        json.writeStartObject();
        json.writeStringField("table", proposed.proposal().table().toString());
        json.writeStringField("column", proposed.proposal().column());
        json.writeStringField("definition", proposed.definition());
        json.writeNumberField("uses", proposed.proposal().uses());
        json.writeBooleanField("accepted", proposed.isAccepted());
        json.writeObjectFieldStart("replaced");
        for (Map.Entry<ModelName, Integer> model : proposed.replaced().entrySet()) {
            json.writeNumberField(model.getKey().toString(), model.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("kept");
        for (Map.Entry<ModelName, String> model : proposed.kept().entrySet()) {
            json.writeStringField(model.getKey().toString(), model.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
