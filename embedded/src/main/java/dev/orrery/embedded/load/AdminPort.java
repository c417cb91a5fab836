// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.embedded.load.http.HttpAnswer;
import dev.orrery.embedded.load.http.HttpHandler;
import dev.orrery.embedded.load.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Arms faults from another process: {@code POST /faults?kind=refuse&step=commit&table=ods.t&times=2&millis=500},
 * {@code GET /faults} lists those that wait, {@code DELETE /faults} forgets them.
 */
final class AdminPort implements HttpHandler {
    private final Faults faults;

    AdminPort(Faults faults) {
        this.faults = faults;
    }

    @Override
    public HttpAnswer answer(HttpRequest request) {
        if (!request.path().equals(List.of("faults"))) {
            return HttpAnswer.text(404, "only /faults is here\n");
        }
        try {
            switch (request.method()) {
                case "POST" -> faults.arm(fault(request));
                case "DELETE" -> faults.clear();
                case "GET" -> {}
                default -> {
                    return HttpAnswer.text(405, "GET, POST or DELETE\n");
                }
            }
        } catch (IllegalArgumentException wrong) {
            return HttpAnswer.text(400, wrong.getMessage() + "\n");
        }
        ObjectNode answer = Answers.object();
        ArrayNode list = answer.putArray("faults");
        for (Faults.Fault fault : faults.armed()) {
            list.addObject()
                    .put("kind", fault.kind().name().toLowerCase(Locale.ROOT))
                    .put("step", fault.at().name().toLowerCase(Locale.ROOT))
                    .put("table", fault.table().orElse(""))
                    .put("times", fault.times())
                    .put("millis", fault.duration().toMillis());
        }
        return Answers.compact(answer);
    }

    private static Faults.Fault fault(HttpRequest request) {
        return new Faults.Fault(
                Faults.Kind.valueOf(required(request, "kind")),
                Faults.Step.valueOf(required(request, "step")),
                request.query("table"),
                Integer.parseInt(request.query("times").orElse("1")),
                Duration.ofMillis(Long.parseLong(request.query("millis").orElse("0"))));
    }

    private static String required(HttpRequest request, String name) {
        return request.query(name)
                .orElseThrow(() -> new IllegalArgumentException("the parameter '" + name + "' is missing"))
                .toUpperCase(Locale.ROOT);
    }
}
