// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.translate.Environment;
import dev.orrery.models.sql.tree.Expression;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The variables of a session: what it set, and the server's defaults. */
final class SessionVariables implements Environment.Variables {
    private final Function<String, Optional<String>> defaults;
    private final Map<String, String> system = new ConcurrentHashMap<>();
    private final Map<String, UserVariable> user = new ConcurrentHashMap<>();

    SessionVariables(Function<String, Optional<String>> defaults) {
        this.defaults = defaults;
    }

    @Override
    public Optional<String> value(String scope, String name) {
        String key = name.toLowerCase(Locale.ROOT);
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

    @Override
    public Optional<Expression> user(String name) {
        return Optional.ofNullable(user.get(name)).map(UserVariable::expression);
    }

    void setUser(String name, UserVariable value) {
        user.put(name, value);
    }

    Map<String, UserVariable> users() {
        return Map.copyOf(user);
    }

    void restoreUsers(Map<String, UserVariable> before) {
        user.clear();
        user.putAll(before);
    }
}
