// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in the history of its row a change stands, as a text that compares as the positions do. The empty text is
 * before every other: a row that nothing is known of but its values.
 */
public final class Position {
    /** Rows of a source that comes after none. */
    public static final String FIRST = "";

    private static final char BEFORE_PARTS = '\u0000';
    private static final char PART = '\u0001';
    private static final String CLOCK = "c";
    private static final String LOG = "l";
    private static final int MAX_DIGITS = 18;

    private Position() {}

    /** Of rows that tell no position, from a source of this rank. */
    public static String ofRank(int rank) {
        return rank == 0 ? FIRST : rankText(rank) + BEFORE_PARTS + CLOCK;
    }

    /**
     * Of an event.
     *
     * @param fields dotted paths in the envelope, the most significant first
     */
    static String of(int rank, JsonNode envelope, List<String> fields) throws Misfit {
        StringBuilder text = new StringBuilder(rankText(rank));
        for (String field : fields) {
            text.append(PART).append(part(envelope, field));
        }
        String last = fields.get(fields.size() - 1);
        boolean clock = last.endsWith("ts_ms") || last.endsWith("ts_us") || last.endsWith("ts_ns");
        return text.append(PART).append(clock ? CLOCK : LOG).toString();
    }

    /** What orders the events of a connector when the pipeline does not say it. */
    static List<String> fields(String connector) {
        return switch (connector) {
            case "mysql", "mariadb" -> List.of("source.file", "source.pos", "source.row");
            case "postgresql" -> List.of("source.lsn");
            case "oracle" -> List.of("source.scn");
            case "sqlserver" -> List.of("source.change_lsn", "source.event_serial_no");
            default -> List.of("source.ts_ms");
        };
    }

    /** What a change at {@code position} is to a row whose newest one is at {@code newest}. */
    public static Age age(String position, @Nullable String newest) {
        if (newest == null) {
            return Age.NEW;
        }
        int order = position.compareTo(newest);
        if (order == 0) {
            // A log numbers every change; a clock may have ticked once for two.
            return position.endsWith(LOG) ? Age.REPEATED : Age.NEW;
        }
        return order < 0 ? Age.LATE : Age.NEW;
    }

    /** How a change relates to what its row already went through. */
    public enum Age {
        NEW,
        LATE,
        REPEATED
    }

    /** Whether it is an event's, which says where it stands; a snapshot's row only says what it is older than. */
    public static boolean isEvent(String position) {
        return position.indexOf(PART) >= 0;
    }

    private static String rankText(int rank) {
        return String.format(Locale.ROOT, "%02x", rank);
    }

    private static String part(JsonNode envelope, String field) throws Misfit {
        JsonNode value = envelope.at("/" + field.replace('.', '/'));
        if (value.isMissingNode() || value.isNull() || value.isContainerNode()) {
            throw new Misfit("the event has no '" + field + "', which orders the changes of a row");
        }
        if (value.isIntegralNumber()) {
            return number(value.bigIntegerValue());
        }
        String text = value.asText();
        int digits = text.length();
        while (digits > 0 && Character.isDigit(text.charAt(digits - 1)) && text.length() - digits < MAX_DIGITS) {
            digits--;
        }
        // binlog.999999 is before binlog.1000000
        Optional<String> tail = digits == text.length() ? Optional.empty() : Optional.of(text.substring(digits));
        return tail.map(t -> text.substring(0, text.length() - t.length()) + number(new BigInteger(t)))
                .orElse(text);
    }

    /** Of one length, so that the text compares as the number; negative ones do not occur in logs, but in clocks. */
    private static String number(BigInteger value) {
        return String.format(Locale.ROOT, "%020x", value.add(BigInteger.ONE.shiftLeft(64)));
    }
}
