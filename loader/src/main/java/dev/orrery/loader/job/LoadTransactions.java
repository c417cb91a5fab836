// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/**
 * Looks at load transactions of the server by their labels and rolls them back. The connector has the same for itself;
 * ours also knows labels of tables that the connector has not written to yet, and of prefixes that it no longer uses.
 */
final class LoadTransactions {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_REDIRECTS = 5;
    private static final int TEMPORARY_REDIRECT = 307;

    /** What a label stands for; {@code UNKNOWN} also when the server forgot it. */
    enum State {
        UNKNOWN,
        PREPARE,
        PREPARED,
        COMMITTED,
        VISIBLE,
        ABORTED;

        boolean isOpen() {
            return this == PREPARE || this == PREPARED;
        }

        boolean isDone() {
            return this == COMMITTED || this == VISIBLE;
        }
    }

    private final ServerAddress server;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    LoadTransactions(ServerAddress server) {
        this.server = server;
    }

    State state(String database, String label) throws IOException, InterruptedException {
        String path = "/api/" + encode(database) + "/get_load_state?label=" + encode(label);
        JsonNode answer = ask(path, HttpRequest.newBuilder().GET());
        String state = answer.path("state").asText("").toUpperCase(Locale.ROOT);
        try {
            return State.valueOf(state);
        } catch (IllegalArgumentException e) {
            throw new IOException("the server tells no state of label '" + label + "': " + answer, e);
        }
    }

    void rollBack(String database, String table, String label) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("label", label)
                .header("db", database)
                .header("table", table);
        JsonNode answer = ask("/api/transaction/rollback", request);
        if (!answer.path("Status").asText().equals("OK")
                && state(database, label).isOpen()) {
            throw new IOException("transaction '" + label + "' is not rolled back: "
                    + answer.path("Message").asText(answer.toString()));
        }
    }

    private JsonNode ask(String path, HttpRequest.Builder request) throws IOException, InterruptedException {
        IOException last = new IOException("no HTTP address of the server is known");
        for (String address : server.http()) {
            try {
                String base = address.contains("://") ? address : "http://" + address;
                return follow(URI.create(base + path), request);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private JsonNode follow(URI first, HttpRequest.Builder request) throws IOException, InterruptedException {
        String credentials = server.user() + ":" + server.password();
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        URI next = first;
        for (int i = 0; i < MAX_REDIRECTS; i++) {
            HttpRequest ready = request.copy()
                    .uri(next)
                    .timeout(TIMEOUT)
                    .header("Authorization", "Basic " + basic)
                    .build();
            HttpResponse<String> response = client.send(ready, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != TEMPORARY_REDIRECT) {
                return MAPPER.readTree(response.body());
            }
            next = next.resolve(response.headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new IOException("a redirect to nowhere from " + first)));
        }
        throw new IOException("too many redirects from " + first);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
