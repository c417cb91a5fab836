// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The reports of bad rows, by the name that ErrorURL gives; the oldest go when there are many. */
final class ErrorLogs {
    private static final int KEPT = 200;

    @GuardedBy("this")
    private final Map<String, String> logs = new LinkedHashMap<>();

    synchronized String add(long transaction, String log) {
        String name = "error_log_" + Long.toHexString(transaction);
        logs.put(name, log);
        if (logs.size() > KEPT) {
            logs.remove(logs.keySet().iterator().next());
        }
        return name;
    }

    synchronized Optional<String> find(String name) {
        return Optional.ofNullable(logs.get(name));
    }
}
