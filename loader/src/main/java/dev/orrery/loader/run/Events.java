// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticText;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Tells what happens as JSON, one object a line with its kind in {@code event}, for the process that started this one. */
public final class Events {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final PrintStream out;

    public Events(OutputStream out) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /** An event with what {@code fill} puts into it. */
    public void tell(String event, Consumer<ObjectNode> fill) {
        ObjectNode line = MAPPER.createObjectNode().put("event", event);
        fill.accept(line);
        out.println(line);
    }

    /** One event a finding, warnings too. */
    public void tell(List<Diagnostic> diagnostics) {
        diagnostics.forEach(this::tell);
    }

    public void tell(Diagnostic diagnostic) {
        tell("diagnostic", line -> {
            line.put("code", diagnostic.code().id())
                    .put("severity", diagnostic.severity().label())
                    .put("message", diagnostic.message())
                    .put("text", DiagnosticText.of(diagnostic));
            diagnostic
                    .place()
                    .ifPresent(place -> line.put("file", place.file().path())
                            .put("line", place.line())
                            .put("column", place.column()));
        });
    }
}
