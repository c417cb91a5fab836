// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.rewrite.TreeWalker;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls of a query that make its answer depend on more than its tables: the first of each kind. */
final class Calls extends TreeWalker {
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

    private Call.@Nullable Function unstable;
    private Call.@Nullable Function clock;
    private Reference.@Nullable Variable variable;

    static Calls of(Query query) {
        Calls calls = new Calls();
        calls.query(query);
        return calls;
    }

    @Override
    public TreeWalker function(Call.Function call) {
        String name = name(call);
        if (unstable == null && UNSTABLE.contains(name)) {
            unstable = call;
        }
        // unix_timestamp of a value reads no clock.
        boolean now = CLOCK.contains(name)
                && !(name.equals("unix_timestamp") && !call.arguments().isEmpty());
        if (clock == null && now) {
            clock = call;
        }
        return super.function(call);
    }

    @Override
    public TreeWalker variable(Reference.Variable found) {
        if (variable == null) {
            variable = found;
        }
        return super.variable(found);
    }

    static String name(Call.Function call) {
        return call.name().last().text().toLowerCase(Locale.ROOT);
    }

    Optional<Call.Function> unstable() {
        return Optional.ofNullable(unstable);
    }

    Optional<Call.Function> clock() {
        return Optional.ofNullable(clock);
    }

    Optional<Reference.Variable> variable() {
        return Optional.ofNullable(variable);
    }
}
