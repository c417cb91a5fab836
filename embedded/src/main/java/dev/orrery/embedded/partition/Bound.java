// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One value of a partition's bounds.
 *
 * @param text as StarRocks writes a literal of the column's type; empty for the three others
 */
public record Bound(Kind kind, String text) {
    public static final Bound NULL = new Bound(Kind.NULL, "");
    public static final Bound LOWEST = new Bound(Kind.LOWEST, "");
    public static final Bound HIGHEST = new Bound(Kind.HIGHEST, "");

    /** LOWEST stands before every value, HIGHEST is MAXVALUE. */
    public enum Kind {
        VALUE("="),
        NULL("\\N"),
        LOWEST("\\-"),
        HIGHEST("\\+");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    public static Bound of(String value) {
        return new Bound(Kind.VALUE, value);
    }

    String encode() {
        return kind == Kind.VALUE ? "=" + URLEncoder.encode(text, StandardCharsets.UTF_8) : kind.code;
    }

    static Bound decode(String code) {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.VALUE && kind.code.equals(code)) {
                return new Bound(kind, "");
            }
        }
        return of(URLDecoder.decode(code.substring(1), StandardCharsets.UTF_8));
    }
}
