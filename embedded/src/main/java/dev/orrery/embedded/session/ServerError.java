// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.session;

/** An answer that is an error, as StarRocks gives it over the MySQL protocol. */
public final class ServerError extends Exception {
    private final int code;
    private final String sqlState;

    /**
     * @param code MySQL or StarRocks error number, such as 1064 or 5502
     * @param sqlState five characters, such as {@code HY000}
     */
    public ServerError(int code, String sqlState, String message) {
        super(message);
        this.code = code;
        this.sqlState = sqlState;
    }

    /** A semantic error: 1064 with StarRocks' usual frame around the text. */
    public static ServerError analyzing(String detail) {
        return new ServerError(1064, "HY000", "Getting analyzing error. Detail message: " + detail + ".");
    }

    public int code() {
        return code;
    }

    public String sqlState() {
        return sqlState;
    }
}
