// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.sql.tree.Call;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The calls of a query that make its answer depend on more than its tables: the first of each kind. */
final class Calls {
    /** StarRocks refuses these in MVs. */
    private static final Set<String> UNSTABLE =
            Set.of("rand", "random", "uuid", "uuid_numeric", "uuid_v7", "uuid_v7_numeric", "sleep", "http_request");

    private static final Set<String> CLOCK = Set.of(
            "now",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "curdate",
            "current_date",
            "curtime",
            "current_time",
            "utc_timestamp",
            "utc_time",
            "unix_timestamp");

    private final QueryParts parts;

    Calls(QueryParts parts) {
        this.parts = parts;
    }

    static String name(Call.Function call) {
        return call.name().last().text().toLowerCase(Locale.ROOT);
    }

    Optional<Call.Function> unstable() {
        return parts.calls().stream()
                .filter(call -> UNSTABLE.contains(name(call)))
                .findFirst();
    }

    Optional<Call.Function> clock() {
        return parts.calls().stream().filter(Calls::readsClock).findFirst();
    }

    /** unix_timestamp of a value reads no clock. */
    private static boolean readsClock(Call.Function call) {
        String name = name(call);
        return CLOCK.contains(name)
                && !(name.equals("unix_timestamp") && !call.arguments().isEmpty());
    }
}
