// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection: requests one after another until either side ends it. */
final class HttpConnection {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final int MAX_HEAD = 256 * 1024;
    private static final int IDLE_MILLIS = 300_000;
    private static final int LINGER_MILLIS = 2_000;
    private static final long LINGER_BYTES = 64L << 20;

    private final Socket socket;
    private final HttpHandler handler;
    private final InputStream in;
    private final OutputStream out;

    HttpConnection(Socket socket, HttpHandler handler) throws IOException {
        this.socket = socket;
        this.handler = handler;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(IDLE_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 14);
    }

    void serve() throws IOException {
        HttpAnswer.After after;
        do {
            after = serveOne();
        } while (after == HttpAnswer.After.KEEP);
    }

    private HttpAnswer.After serveOne() throws IOException {
        String line;
        Map<String, String> headers;
        try {
            Head head = new Head();
            String first = head.firstLine();
            if (first == null) {
                // Connecting and going away is how the connector asks whether a port is alive.
                return HttpAnswer.After.CLOSE;
            }
            line = first;
            headers = head.headers();
        } catch (Malformed malformed) {
            write(HttpAnswer.text(malformed.status, malformed.getMessage() + "\n"), HttpAnswer.After.CLOSE, "GET");
            linger();
            return HttpAnswer.After.CLOSE;
        }
        return serve(line.split(" "), headers);
    }

    private HttpAnswer.After serve(String[] line, Map<String, String> headers) throws IOException {
        BodyStream body = body(headers);
        boolean[] told = new boolean[1];
        boolean expected = headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue");
        HttpRequest request = new HttpRequest(line[0], line[1], headers, () -> {
            if (expected && !told[0] && !body.ended()) {
                told[0] = true;
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
            return body;
        });
        HttpAnswer answer;
        try {
            answer = handler.answer(request);
        } catch (DropConnection drop) {
            LOG.debug("connection dropped: {}", drop.getMessage());
            return HttpAnswer.After.CLOSE;
        } catch (RuntimeException bug) {
            LOG.error("{} {} failed", line[0], line[1], bug);
            answer = HttpAnswer.text(500, "an internal error, see the server's log\n");
        }
        boolean keep = body.ended()
                && answer.after() == HttpAnswer.After.KEEP
                && line[2].equals("HTTP/1.1")
                && !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
        HttpAnswer.After after = keep ? HttpAnswer.After.KEEP : HttpAnswer.After.CLOSE;
        write(answer, after, line[0]);
        if (after == HttpAnswer.After.CLOSE) {
            linger();
        }
        return after;
    }

    private BodyStream body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            return BodyStream.ofChunks(in);
        }
        String length = headers.getOrDefault("content-length", "0").trim();
        try {
            return BodyStream.ofLength(in, Math.max(0, Long.parseLong(length)));
        } catch (NumberFormatException notANumber) {
            throw new IOException("'" + length + "' is not a Content-Length", notANumber);
        }
    }

    private void write(HttpAnswer answer, HttpAnswer.After after, String method) throws IOException {
        byte[] body = answer.bytes();
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(answer.status()).append(' ').append(answer.reason());
        head.append("\r\nContent-Length: ").append(body.length);
        answer.headers()
                .forEach((name, value) ->
                        head.append("\r\n").append(name).append(": ").append(value));
        head.append("\r\nConnection: ").append(after == HttpAnswer.After.KEEP ? "keep-alive" : "close");
        head.append("\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!method.equals("HEAD")) {
            out.write(body);
        }
        out.flush();
    }

    /** Closing a socket with unread bytes resets it, and the client may lose the answer: read what is under way. */
    private void linger() throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(LINGER_MILLIS);
        byte[] waste = new byte[1 << 16];
        long total = 0;
        try {
            int got;
            while (total < LINGER_BYTES && (got = in.read(waste)) >= 0) {
                total += got;
            }
        } catch (SocketTimeoutException silent) {
            LOG.trace("the client keeps its side open", silent);
        }
    }

    /** A head that is no HTTP/1.x. */
    private static final class Malformed extends Exception {
        private final int status;

        Malformed(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /** Request line and headers, up to the empty line. */
    private final class Head {
        private int read;

        @Nullable
        String firstLine() throws IOException, Malformed {
            String line = line();
            while (line != null && line.isEmpty()) {
                line = line();
            }
            if (line != null && (line.split(" ").length != 3 || !line.contains(" HTTP/1."))) {
                throw new Malformed(400, "not an HTTP/1.1 request");
            }
            return line;
        }

        Map<String, String> headers() throws IOException, Malformed {
            Map<String, String> headers = new LinkedHashMap<>();
            while (true) {
                String line = line();
                if (line == null) {
                    throw new EOFException("the connection ended within the headers");
                }
                if (line.isEmpty()) {
                    return headers;
                }
                int colon = line.indexOf(':');
                if (colon <= 0) {
                    throw new Malformed(400, "a header without a colon");
                }
                headers.put(
                        line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }

        private @Nullable String line() throws IOException, Malformed {
            byte[] bytes = new byte[128];
            int length = 0;
            while (true) {
                int next = in.read();
                if (next < 0) {
                    if (length == 0) {
                        return null;
                    }
                    throw new EOFException("the connection ended within a line");
                }
                if (next == '\n') {
                    int end = length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
                    return new String(bytes, 0, end, StandardCharsets.UTF_8);
                }
                if (++read > MAX_HEAD) {
                    throw new Malformed(431, "the headers are longer than " + MAX_HEAD + " bytes");
                }
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, length * 2);
                }
                bytes[length++] = (byte) next;
            }
        }
    }
}
