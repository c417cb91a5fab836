// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.cli.CliCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the process that refreshes the project. */
final class RemoteDesk implements RefreshDesk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    private final RunningDesk running;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TO_CONNECT).build();

    RemoteDesk(RunningDesk running) {
        this.running = running;
    }

    /** Waits as long as the other process works: a wave takes what it takes. */
    @Override
    public Answer ask(Question question, List<String> words) {
        ObjectNode json = JSON.createObjectNode();
        json.put("question", question.name());
        words.forEach(json.putArray("words")::add);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + DeskServer.PATH))
                .header("Authorization", "Bearer " + running.token())
                .POST(HttpRequest.BodyPublishers.ofString(json.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw silent("it answered with HTTP status " + response.statusCode(), null);
            }
            JsonNode answer = JSON.readTree(response.body());
            return new Answer(
                    answer.path("exit").asInt(),
                    answer.path("result").asText(),
                    answer.path("remarks").asText());
        } catch (IOException e) {
            throw silent(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw silent("the question was interrupted", e);
        }
    }

    private EnvironmentException silent(String reason, @Nullable Exception e) {
        return new EnvironmentException(
                Diagnostic.of(
                                CliCode.DESK_SILENT,
                                "process " + running.pid() + ", which refreshes this project, did not answer: "
                                        + reason)
                        .withHelp("try again; if it hangs, end it: the next `orrery serve` goes on where it was"),
                e);
    }

    @Override
    public void close() {
        // The other process goes on.
    }
}
