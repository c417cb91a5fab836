// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.translate.Environment;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The variables of a session: what it set, and the server's defaults. */
final class SessionVariables implements Environment.Variables {
    private final Function<String, Optional<String>> defaults;
    private final Map<String, String> system = new ConcurrentHashMap<>();
    private final Map<String, String> user = new ConcurrentHashMap<>();

    SessionVariables(Function<String, Optional<String>> defaults) {
        this.defaults = defaults;
    }

    @Override
    public Optional<String> value(String scope, String name) {
        String key = name.toLowerCase(Locale.ROOT);
        if (scope.equals("@")) {
            return Optional.ofNullable(user.get(key));
        }
        return Optional.ofNullable(system.get(key)).or(() -> defaults.apply(key));
    }

    boolean knows(String name) {
        return defaults.apply(name.toLowerCase(Locale.ROOT)).isPresent();
    }

    /** What the session set. */
    Map<String, String> changed() {
        return Map.copyOf(system);
    }

    void set(String name, String value) {
        system.put(name.toLowerCase(Locale.ROOT), value);
    }

    void reset(String name) {
        system.remove(name.toLowerCase(Locale.ROOT));
    }

    void setUser(String name, String value) {
        user.put(name.toLowerCase(Locale.ROOT), value);
    }
}
