// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ, as a unified diff shows them: {@code -} and {@code +}, one line of context around. */
final class TextDiff {
    private static final int CONTEXT = 1;

    private TextDiff() {}

    /** Lines with their sign; {@code …} stands where equal lines are left out. Empty for equal texts. */
    static List<String> between(List<String> from, List<String> to) {
        List<String> all = signed(from, to);
        List<String> shown = new ArrayList<>();
        boolean gap = false;
        for (int i = 0; i < all.size(); i++) {
            if (isNearChange(all, i)) {
                if (gap && !shown.isEmpty()) {
                    shown.add("…");
                }
                shown.add(all.get(i));
                gap = false;
            } else {
                gap = true;
            }
        }
        return shown;
    }

    private static boolean isNearChange(List<String> lines, int at) {
        for (int i = Math.max(0, at - CONTEXT); i <= Math.min(lines.size() - 1, at + CONTEXT); i++) {
            if (!lines.get(i).startsWith(" ")) {
                return true;
            }
        }
        return false;
    }

    /** By the longest common subsequence. */
    private static List<String> signed(List<String> from, List<String> to) {
        int[][] common = new int[from.size() + 1][to.size() + 1];
        for (int i = from.size() - 1; i >= 0; i--) {
            for (int j = to.size() - 1; j >= 0; j--) {
                common[i][j] = from.get(i).equals(to.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < from.size() || j < to.size()) {
            if (i < from.size() && j < to.size() && from.get(i).equals(to.get(j))) {
                lines.add(" " + from.get(i++));
                j++;
            } else if (j >= to.size() || (i < from.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("-" + from.get(i++));
            } else {
                lines.add("+" + to.get(j++));
            }
        }
        return lines;
    }
}
