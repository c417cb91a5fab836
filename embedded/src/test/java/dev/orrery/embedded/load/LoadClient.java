// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Loads as the connector does: to the front end, following its redirects with method, headers and body. */
final class LoadClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String frontEnd;

    LoadClient(LoadServer server) {
        this(server.frontEndPort());
    }

    LoadClient(int frontEndPort) {
        this.frontEnd = "http://127.0.0.1:" + frontEndPort;
    }

    JsonNode streamLoad(String table, String body, String... headers) throws IOException, InterruptedException {
        String path = "/api/" + table.replace('.', '/') + "/_stream_load";
        return JSON.readTree(send("PUT", frontEnd + path, body.getBytes(StandardCharsets.UTF_8), headers)
                .body());
    }

    JsonNode streamLoad(String table, byte[] body, String... headers) throws IOException, InterruptedException {
        String path = "/api/" + table.replace('.', '/') + "/_stream_load";
        return JSON.readTree(send("PUT", frontEnd + path, body, headers).body());
    }

    /** One of begin, load, prepare, commit, rollback for a label and a table. */
    JsonNode transaction(String operation, String label, String table, String body, String... headers)
            throws IOException, InterruptedException {
        String[] names = table.split("\\.", 2);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("label", label);
        all.put("db", names[0]);
        all.put("table", names[1]);
        for (int at = 0; at < headers.length; at += 2) {
            all.put(headers[at], headers[at + 1]);
        }
        String[] flat = all.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray(String[]::new);
        String method = operation.equals("load") ? "PUT" : "POST";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return JSON.readTree(send(method, frontEnd + "/api/transaction/" + operation, bytes, flat)
                .body());
    }

    JsonNode json(String method, String path, String... headers) throws IOException, InterruptedException {
        return JSON.readTree(send(method, frontEnd + path, new byte[0], headers).body());
    }

    String state(String database, String label) throws IOException, InterruptedException {
        return json("GET", "/api/" + database + "/get_load_state?label=" + label)
                .get("state")
                .asText();
    }

    String get(String url) throws IOException, InterruptedException {
        return send("GET", url, new byte[0]).body();
    }

    /** Follows redirects. A PUT waits for 100 Continue: java.net.http hangs when another answer comes instead. */
    Reply send(String method, String url, byte[] body, String... headers) throws IOException, InterruptedException {
        Reply reply = method.equals("PUT") ? put(url, body, headers) : plain(method, url, body, headers);
        return reply.status() == 307
                ? send(method, Objects.requireNonNull(reply.headers().get("location")), body, headers)
                : reply;
    }

    private Reply plain(String method, String url, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Authorization", basic("root", ""));
        for (int at = 0; at < headers.length; at += 2) {
            request.setHeader(headers[at], headers[at + 1]);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        Map<String, String> names = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> names.put(name, values.get(0)));
        return new Reply(response.statusCode(), names, response.body());
    }

    private static Reply put(String url, byte[] body, String... headers) throws IOException {
        URI uri = URI.create(url);
        try (RawConnection connection = new RawConnection(uri.getPort())) {
            StringBuilder head =
                    new StringBuilder("PUT " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority());
            boolean authorized = false;
            for (int at = 0; at < headers.length; at += 2) {
                head.append("\r\n").append(headers[at]).append(": ").append(headers[at + 1]);
                authorized |= headers[at].equals("Authorization");
            }
            if (!authorized) {
                head.append("\r\nAuthorization: ").append(basic("root", ""));
            }
            head.append("\r\nExpect: 100-continue\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n\r\n");
            connection.send(head.toString());
            Reply reply = connection.reply();
            if (reply.status() != 100) {
                return reply;
            }
            connection.send(body);
            return connection.reply();
        }
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
