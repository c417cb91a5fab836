// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The server refused a statement. A user's mistake or a server's trouble, which the caller can tell by {@link #kind()};
 * codes differ between versions (3.1 spoke MySQL's, 3.3 and later StarRocks' own), kinds do not.
 */
public final class ServerException extends RuntimeException {
    private final int code;
    private final String sqlState;
    private final Kind kind;

    public ServerException(int code, String sqlState, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.sqlState = sqlState;
        this.kind = Kind.of(code, sqlState, message);
    }

    static ServerException of(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new ServerException(cause.getErrorCode(), state, message, cause);
    }

    /** What went wrong, over all versions. */
    public enum Kind {
        UNKNOWN_DATABASE,
        UNKNOWN_TABLE,
        UNKNOWN_COLUMN,
        ALREADY_EXISTS,
        SYNTAX,
        ANALYSIS,
        ACCESS_DENIED,
        TIMEOUT,
        CONNECTION_LOST,
        OTHER;

        private static Kind of(int code, String sqlState, String message) {
            if (sqlState.startsWith("08")) {
                return CONNECTION_LOST;
            }
            return switch (code) {
                case 1049, 5501, 1008 -> UNKNOWN_DATABASE;
                case 1051, 1146, 5502 -> UNKNOWN_TABLE;
                case 1054, 5509 -> UNKNOWN_COLUMN;
                case 1007, 1050 -> ALREADY_EXISTS;
                case 1044, 1045, 1142, 1227, 1252, 5203 -> ACCESS_DENIED;
                case 5024, 1317 -> TIMEOUT;
                case 1005 -> lower(message).contains("already exists") ? ALREADY_EXISTS : OTHER;
                default -> ofText(lower(message));
            };
        }

        // StarRocks answers most mistakes with 1064 and tells them apart by text alone.
        private static Kind ofText(String message) {
            if (message.contains("getting syntax error")) {
                return SYNTAX;
            }
            if (message.contains("unknown database")) {
                return UNKNOWN_DATABASE;
            }
            if (message.contains("unknown table")
                    || message.contains("can not find materialized view")
                    || message.contains("can't find materialized view")) {
                return UNKNOWN_TABLE;
            }
            if (message.contains("already exists") || message.contains("already exist")) {
                return ALREADY_EXISTS;
            }
            if (message.contains("cannot be resolved")) {
                return UNKNOWN_COLUMN;
            }
            return message.contains("getting analyzing error") ? ANALYSIS : OTHER;
        }

        private static String lower(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    /** The server's error number, such as 5502; 0 when the connection broke. */
    public int code() {
        return code;
    }

    public String sqlState() {
        return sqlState;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the statement named a database or a table that is not there. */
    public boolean isMissingObject() {
        return kind == Kind.UNKNOWN_TABLE || kind == Kind.UNKNOWN_DATABASE;
    }
}
