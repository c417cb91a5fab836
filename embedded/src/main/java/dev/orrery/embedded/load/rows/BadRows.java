// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import java.util.ArrayList;
import java.util.List;

/** The first bad rows of a load, as its error log shows them, and the number of all. */
public final class BadRows {
    private static final int SHOWN = 50;

    private final List<String> lines = new ArrayList<>();
    private long count;

    void add(String reason, String row) {
        count++;
        if (lines.size() < SHOWN) {
            lines.add("Error: " + reason + ". Row: " + row + "\n");
        }
    }

    /** Several for one reason, which are shown once. */
    void add(String reason, long rows) {
        if (rows > 0) {
            count += rows - 1;
            add(reason, rows + " of them");
        }
    }

    public long count() {
        return count;
    }

    public String log() {
        return String.join("", lines);
    }
}
