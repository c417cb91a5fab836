// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** String functions that DuckDB does not have, or has with other edges. */
final class Strings {
    private static final BigInteger TWO_TO_64 = BigInteger.TWO.pow(64);

    private Strings() {}

    static String unhex(String hex) {
        if (hex.length() % 2 != 0 || !hex.matches("[0-9a-fA-F]*")) {
            return "";
        }
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }

    static String initcap(String text) {
        StringBuilder result = new StringBuilder();
        boolean start = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            result.append(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
            start = !Character.isLetterOrDigit(c);
        }
        return result.toString();
    }

    static String money(String number) {
        return String.format(Locale.ROOT, "%,.2f", new BigDecimal(number).setScale(2, RoundingMode.HALF_UP));
    }

    static @Nullable String parseUrl(String url, String part) {
        try {
            URI uri = new URI(url);
            String query = uri.getRawQuery();
            return switch (part.toUpperCase(Locale.ROOT)) {
                case "PROTOCOL" -> uri.getScheme();
                case "HOST" -> uri.getHost();
                case "PATH" -> uri.getRawPath();
                case "QUERY" -> query;
                case "REF" -> uri.getRawFragment();
                case "AUTHORITY" -> uri.getRawAuthority();
                case "USERINFO" -> uri.getRawUserInfo();
                case "FILE" -> query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query;
                case "PORT" -> uri.getPort() < 0 ? null : Integer.toString(uri.getPort());
                default -> null;
            };
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The decoded value of the first parameter with that name. */
    static @Nullable String urlParameter(String url, String name) {
        int question = url.indexOf('?');
        // A blank makes it no URL.
        if (question < 0 || name.isEmpty() || url.indexOf(' ') >= 0) {
            return null;
        }
        int fragment = url.indexOf('#', question);
        String query = url.substring(question + 1, fragment < 0 ? url.length() : fragment);
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (pair.substring(0, equals < 0 ? pair.length() : equals).equals(name)) {
                try {
                    return equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    return null;
                }
            }
        }
        return null;
    }

    static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    static @Nullable String fromBase64(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static long crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    static @Nullable Long inetAton(String address) {
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        long value = 0;
        for (String part : parts) {
            if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
                return null;
            }
            value = value * 256 + Integer.parseInt(part);
        }
        return value;
    }

    static String formatBytes(long bytes) {
        String[] units = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.2f %s", value, units[unit]);
    }

    /**
     * Of a number in one base to another; a negative base means signed.
     *
     * @param bases {@code from:to}
     */
    static @Nullable String conv(String number, String bases) {
        int colon = bases.indexOf(':');
        int from = Integer.parseInt(bases.substring(0, colon));
        int to = Integer.parseInt(bases.substring(colon + 1));
        int source = Math.abs(from);
        int target = Math.abs(to);
        if (source < 2 || source > 36 || target < 2 || target > 36) {
            return null;
        }
        String text = number.strip();
        boolean negative = text.startsWith("-");
        String digits = text.replaceFirst("^[+-]", "");
        int valid = 0;
        while (valid < digits.length() && Character.digit(digits.charAt(valid), source) >= 0) {
            valid++;
        }
        BigInteger value = valid == 0 ? BigInteger.ZERO : new BigInteger(digits.substring(0, valid), source);
        value = value.min(TWO_TO_64.subtract(BigInteger.ONE));
        if (negative) {
            value = value.negate();
        }
        if (to > 0 && value.signum() < 0) {
            value = value.add(TWO_TO_64);
        }
        return value.toString(target).toUpperCase(Locale.ROOT);
    }

    /**
     * @param where {@code count:delimiter}
     */
    static @Nullable String substringIndex(String text, String where) {
        int colon = where.indexOf(':');
        int count = Integer.parseInt(where.substring(0, colon));
        String delimiter = where.substring(colon + 1);
        if (count == 0 || delimiter.isEmpty()) {
            return count == 0 ? null : "";
        }
        int at = count > 0 ? -1 : text.length();
        for (int i = 0; i < Math.abs(count); i++) {
            at = count > 0
                    ? text.indexOf(delimiter, at < 0 ? 0 : at + delimiter.length())
                    : text.lastIndexOf(delimiter, at - 1);
            if (at < 0) {
                return text;
            }
        }
        return count > 0 ? text.substring(0, at) : text.substring(at + delimiter.length());
    }

    /**
     * @param what {@code group:pattern}
     */
    static @Nullable String regexpExtract(String text, String what) {
        int colon = what.indexOf(':');
        long group = Long.parseLong(what.substring(0, colon));
        String pattern = what.substring(colon + 1);
        try {
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            if (!matcher.find() || group < 0 || group > matcher.groupCount()) {
                return "";
            }
            String found = matcher.group((int) group);
            return found == null ? "" : found;
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    /**
     * The place of a match, from 1; 0 for none.
     *
     * @param what {@code start:occurrence:pattern}
     */
    static @Nullable Integer regexpPosition(String text, String what) {
        String[] parts = what.split(":", 3);
        int start = Integer.parseInt(parts[0]);
        int occurrence = Integer.parseInt(parts[1]);
        if (start < 1 || occurrence < 1) {
            return null;
        }
        try {
            Matcher matcher = Pattern.compile(parts[2]).matcher(text);
            int from = text.offsetByCodePoints(0, Math.min(start - 1, text.codePointCount(0, text.length())));
            boolean found = start - 1 <= text.codePointCount(0, text.length()) && matcher.find(from);
            for (int i = 1; found && i < occurrence; i++) {
                found = matcher.find();
            }
            return found ? text.codePointCount(0, matcher.start()) + 1 : 0;
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    /**
     * Where a text is found for the n-th time, from the end for a negative n; 0 where it is not.
     *
     * @param search n, a colon and what is looked for
     */
    static @Nullable Long strpos(String text, String search) {
        int colon = search.indexOf(':');
        int times = Integer.parseInt(search.substring(0, colon));
        String part = search.substring(colon + 1);
        int at = times > 0 ? -1 : text.length() + 1;
        for (int i = 0; i < Math.abs(times); i++) {
            at = times > 0 ? text.indexOf(part, at + 1) : at == 0 ? -1 : text.lastIndexOf(part, at - 1);
            if (at < 0) {
                return 0L;
            }
        }
        return times == 0 ? 0L : text.codePointCount(0, at) + 1L;
    }
}
