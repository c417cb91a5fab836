// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request whose head was read; its body waits in the socket until {@link #body()} asks for it. */
public final class HttpRequest {
    /** Opens the body, and tells a client that waits for 100 Continue to go on. */
    @FunctionalInterface
    interface BodySource {
        InputStream open() throws IOException;
    }

    private final String method;
    private final String target;
    private final Map<String, String> headers;
    private final BodySource body;

    HttpRequest(String method, String target, Map<String, String> headers, BodySource body) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    public String method() {
        return method;
    }

    /** Path and query as the client wrote them. */
    public String target() {
        return target;
    }

    /** The decoded parts of the path: {@code /api/db/t} is api, db, t. */
    public List<String> path() {
        List<String> parts = new ArrayList<>();
        for (String part : target.split("\\?", 2)[0].split("/")) {
            if (!part.isEmpty()) {
                // A plus sign is itself in a path, a blank only in a query.
                parts.add(decode(part.replace("+", "%2B")));
            }
        }
        return parts;
    }

    public Optional<String> query(String name) {
        int mark = target.indexOf('?');
        if (mark < 0) {
            return Optional.empty();
        }
        for (String pair : target.substring(mark + 1).split("&")) {
            String[] sides = pair.split("=", 2);
            if (sides.length == 2 && decode(sides[0]).equals(name)) {
                return Optional.of(decode(sides[1]));
            }
        }
        return Optional.empty();
    }

    /** A header by its name in any case; empty when it is missing. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** All headers, names in lower case. */
    public Map<String, String> headers() {
        return new LinkedHashMap<>(headers);
    }

    public boolean expectsContinue() {
        return header("expect").equalsIgnoreCase("100-continue");
    }

    /** The body; a client that waits for 100 Continue is told to send it. The same stream at each call. */
    public InputStream body() throws IOException {
        return body.open();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
