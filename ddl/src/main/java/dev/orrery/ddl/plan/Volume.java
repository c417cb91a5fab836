// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import java.util.Locale;

/**
 * How much a table or MV holds, as its server tells it: statistics, that lag behind.
 *
 * @param bytes on disk; 0 where the server does not tell
 */
public record Volume(long rows, long bytes) {
    /** Nothing. */
    public static final Volume NONE = new Volume(0, 0);

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    Volume plus(Volume other) {
        return new Volume(rows + other.rows, bytes + other.bytes);
    }

    /** Such as {@code 1,234,567 rows, 88 MB}. */
    public String words() {
        String counted = String.format(Locale.ROOT, "%,d", rows) + (rows == 1 ? " row" : " rows");
        return bytes == 0 ? counted : counted + ", " + size();
    }

    private String size() {
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        String format = unit > 0 && amount < 9.95 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, format, amount, UNITS[unit]);
    }
}
