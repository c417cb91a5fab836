// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a StarRocks server listens for MySQL clients, and as whom to come.
 *
 * @param frontEnds tried in this order until one answers
 */
public record ServerAddress(List<FrontEnd> frontEnds, String user, Password password, Tls tls) {
    /** The query port of a front end, where none is written. */
    public static final int DEFAULT_PORT = 9030;

    private static final Pattern URL = Pattern.compile("(?:(?:jdbc:)?(?:mysql|starrocks)://)?([^/?]+)/?");
    private static final Pattern FRONT_END = Pattern.compile("(\\[[^]]+]|[^:\\[\\]]+)(?::(\\d{1,5}))?");

    public ServerAddress {
        frontEnds = List.copyOf(frontEnds);
        if (frontEnds.isEmpty()) {
            throw new IllegalArgumentException("an address has at least one front end");
        }
    }

    /** A front end's host and MySQL port. */
    public record FrontEnd(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** Whether the connection is encrypted. */
    public enum Tls {
        OFF,
        PREFERRED,
        REQUIRED
    }

    public static ServerAddress of(String host, int port, String user, Password password) {
        return new ServerAddress(List.of(new FrontEnd(host, port)), user, password, Tls.OFF);
    }

    /**
     * From {@code starrocks://fe1:9030,fe2:9030}; {@code mysql://}, {@code jdbc:mysql://} and no scheme at all mean the
     * same, a missing port is 9030.
     *
     * @throws DiagnosticException ORR-S003 when the text is no such list
     */
    public static ServerAddress parse(String url, String user, Password password) {
        Matcher whole = URL.matcher(url.strip());
        if (!whole.matches()) {
            throw malformed(url);
        }
        List<FrontEnd> frontEnds = new ArrayList<>();
        for (String part : whole.group(1).split(",", -1)) {
            Matcher one = FRONT_END.matcher(part.strip());
            if (!one.matches()) {
                throw malformed(url);
            }
            int port = one.group(2) == null ? DEFAULT_PORT : Integer.parseInt(one.group(2));
            if (port < 1 || port > 65535) {
                throw malformed(url);
            }
            frontEnds.add(new FrontEnd(one.group(1), port));
        }
        return new ServerAddress(frontEnds, user, password, Tls.OFF);
    }

    public ServerAddress with(Tls other) {
        return new ServerAddress(frontEnds, user, password, other);
    }

    /** The front ends, joined by commas: for people. */
    public String hosts() {
        return frontEnds.stream().map(FrontEnd::toString).collect(Collectors.joining(","));
    }

    private static DiagnosticException malformed(String url) {
        // A user may have written a password into it: everything before an @ stays out of the message.
        String shown = url.contains("@") ? "***" + url.substring(url.lastIndexOf('@')) : url;
        return new DiagnosticException(Diagnostic.of(
                        StarRocksCode.MALFORMED_ADDRESS, "'" + shown + "' is not the address of a StarRocks server")
                .withHelp("write starrocks://host:9030, several front ends as starrocks://fe1:9030,fe2:9030;"
                        + " user and password have keys of their own"));
    }
}
