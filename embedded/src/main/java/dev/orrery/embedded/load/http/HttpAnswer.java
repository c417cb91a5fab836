// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back to the client.
 *
 * @param headers beside Content-Length and Connection, which the listener writes
 * @param after whether the connection may carry another request
 */
public record HttpAnswer(int status, Map<String, String> headers, String body, After after) {

    /** What becomes of the connection. */
    public enum After {
        KEEP,
        CLOSE
    }

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    public static HttpAnswer json(String body) {
        return new HttpAnswer(200, Map.of("Content-Type", "application/json"), body, After.KEEP);
    }

    public static HttpAnswer text(int status, String body) {
        return new HttpAnswer(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body, After.KEEP);
    }

    /** 307: the client sends the same request there. */
    public static HttpAnswer redirect(String location) {
        return new HttpAnswer(307, Map.of("Location", location), "", After.KEEP);
    }

    public HttpAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, more, body, after);
    }

    public HttpAnswer withStatus(int other) {
        return new HttpAnswer(other, headers, body, after);
    }

    public HttpAnswer thenClose() {
        return new HttpAnswer(status, headers, body, After.CLOSE);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 307 -> "Temporary Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            default -> "Status " + status;
        };
    }
}
