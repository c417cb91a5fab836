// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** window_funnel: how many steps of a chain of events follow one another within a window that its first step opens. */
final class Funnel {
    private static final long NEVER = Long.MIN_VALUE;

    private Funnel() {}

    /**
     * The longest chain, as a text.
     *
     * @param arguments the window; "4" where each step must be later than the one before; the events in the order of
     *     time, each its time, a colon and for each step 1 or 0, with semicolons between them
     */
    static @Nullable String length(@Nullable String[] arguments) {
        if (arguments[0] == null || arguments[1] == null) {
            return null;
        }
        if (arguments[2] == null || arguments[2].isEmpty()) {
            return "0";
        }
        long window = Long.parseLong(arguments[0]);
        boolean increasing = arguments[1].equals("4");
        String[] events = arguments[2].split(";", -1);
        int steps = events[0].length() - events[0].indexOf(':') - 1;
        // For each step the latest first time of a chain that reached it, and the time at which it did.
        long[] opened = new long[steps];
        long[] reached = new long[steps];
        Arrays.fill(opened, NEVER);
        for (String event : events) {
            int colon = event.indexOf(':');
            long time = Long.parseLong(event.substring(0, colon));
            for (int step = steps - 1; step >= 0; step--) {
                if (event.charAt(colon + 1 + step) == '1') {
                    reach(opened, reached, step, time, window, increasing);
                }
            }
        }
        int length = 0;
        while (length < steps && opened[length] != NEVER) {
            length++;
        }
        return Integer.toString(length);
    }

    private static void reach(long[] opened, long[] reached, int step, long time, long window, boolean increasing) {
        if (step == 0) {
            opened[0] = time;
            reached[0] = time;
            return;
        }
        long start = opened[step - 1];
        boolean inWindow = start != NEVER && time <= start + window;
        if (inWindow && (!increasing || time > reached[step - 1])) {
            opened[step] = start;
            reached[step] = time;
        }
    }
}
