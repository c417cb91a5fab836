// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.changelog;

import java.util.regex.Pattern;

/**
 * SQL as it may stand in a formatted changelog, where some lines are orders to Liquibase, and <code>${x}</code> is replaced by a
 * property or environment variable of that name. In a string both can be written so that only the server understands them.
 */
final class SqlLines {
    /** The printer writes no comments, so that a line that begins like one is inside a string. */
    private static final Pattern LINE_LIKE_A_COMMENT = Pattern.compile("\\R(?=[ \\t]*(?:--|/\\*|\\*/|#))");

    private SqlLines() {}

    static String escape(String sql) {
        return LINE_LIKE_A_COMMENT.matcher(sql).replaceAll("\\\\n").replace("${", "$\\{");
    }

    static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}
