// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The system variables of one session, or the global ones from which sessions start. All that StarRocks 4.1 knows can be read
 * and set; the embedded server acts upon few of them. Names have no case.
 */
public final class SystemVariables {
    /** Says that this is no StarRocks: clients show it beside the version. */
    public static final String VERSION_COMMENT = "Orrery embedded engine on DuckDB, not a StarRocks cluster";

    private static final Map<String, String> DEFAULTS = defaults();
    private static final Pattern INTEGER = Pattern.compile("-?\\d+");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+");
    private static final Set<String> READ_ONLY = Set.of(
            "version",
            "version_comment",
            "license",
            "language",
            "system_time_zone",
            "lower_case_table_names",
            "run_mode");
    /** Shown as true and false, but selected as numbers of 64 bits. */
    private static final String AUTOCOMMIT = "autocommit";

    private final Optional<SystemVariables> global;
    private final SortedMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private SystemVariables(Optional<SystemVariables> global, Map<String, String> values) {
        this.global = global;
        this.values.putAll(values);
    }

    /** Those of a server that has just started. */
    public static SystemVariables global() {
        SystemVariables variables = new SystemVariables(Optional.empty(), DEFAULTS);
        variables.values.put("version_comment", VERSION_COMMENT);
        return variables;
    }

    /** Those of a new session, which begin as the global ones are now. */
    public SystemVariables session() {
        synchronized (values) {
            return new SystemVariables(Optional.of(this), values);
        }
    }

    /** Which value a statement names. */
    public enum Scope {
        SESSION,
        GLOBAL
    }

    /** A value with the type that SELECT gives it. */
    public record Value(String text, DataType type) {}

    /**
     * {@code @@name}.
     *
     * @throws ServerError 1193 when StarRocks knows no such variable
     */
    public Value select(Scope scope, String name) throws ServerError {
        String shown = show(scope, name);
        String standard = DEFAULTS.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        if (name.equalsIgnoreCase(AUTOCOMMIT)) {
            return new Value(shown.equals("true") ? "1" : "0", DataType.of(Kind.BIGINT));
        }
        if (isBoolean(standard)) {
            return new Value(shown.equals("true") ? "1" : "0", DataType.of(Kind.BOOLEAN));
        }
        if (INTEGER.matcher(standard).matches()) {
            return new Value(shown, DataType.of(Kind.BIGINT));
        }
        if (DECIMAL.matcher(standard).matches()) {
            return new Value(shown, DataType.of(Kind.DOUBLE));
        }
        return new Value(shown, DataType.varchar());
    }

    /**
     * As SHOW VARIABLES prints it.
     *
     * @throws ServerError 1193
     */
    public String show(Scope scope, String name) throws ServerError {
        String value = all(scope).get(name);
        if (value == null) {
            throw unknown(name);
        }
        return value;
    }

    /** All of them, by name. */
    public SortedMap<String, String> all(Scope scope) {
        SystemVariables owner = owner(scope);
        synchronized (owner.values) {
            return Collections.unmodifiableSortedMap(new TreeMap<>(owner.values));
        }
    }

    /** The default that a server starts with. */
    public static Optional<String> standard(String name) {
        return Optional.ofNullable(DEFAULTS.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * SET. A global value is that of later sessions; StarRocks changes the setting session along with it.
     *
     * @param text the value; empty for DEFAULT
     * @throws ServerError 1193 for an unknown name, 1238 for a fixed one, 1064 for a value of another type
     */
    public void set(Scope scope, String name, Optional<String> text) throws ServerError {
        String known = name.toLowerCase(Locale.ROOT);
        if (!values.containsKey(known)) {
            throw unknown(name);
        }
        if (READ_ONLY.contains(known)) {
            throw new ServerError(
                    1238,
                    "HY000",
                    "Getting analyzing error. Detail message: Variable '" + known + "' is a read only variable.");
        }
        String standard = DEFAULTS.getOrDefault(known, "");
        String value = text.isPresent() ? checked(known, standard, text.get()) : standard;
        put(known, value);
        if (scope == Scope.GLOBAL) {
            global.ifPresent(owner -> owner.put(known, value));
        }
    }

    private void put(String name, String value) {
        synchronized (values) {
            values.put(name, value);
        }
    }

    private SystemVariables owner(Scope scope) {
        return scope == Scope.GLOBAL ? global.orElse(this) : this;
    }

    private static String checked(String name, String standard, String text) throws ServerError {
        if (isBoolean(standard)) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "on", "1" -> "true";
                case "false", "off", "0" -> "false";
                default ->
                    throw ServerError.analyzing("Variable '" + name + "' can't be set to the value of '" + text + "'");
            };
        }
        boolean number = INTEGER.matcher(standard).matches();
        if (number && !INTEGER.matcher(text).matches()) {
            throw ServerError.analyzing(name + " is not a number");
        }
        return text;
    }

    private static boolean isBoolean(String standard) {
        return standard.equals("true") || standard.equals("false");
    }

    private ServerError unknown(String name) {
        String similar = Nearest.to(name, all(Scope.SESSION).keySet())
                .map(near -> "'" + near + "'")
                .orElse("");
        return new ServerError(
                1193,
                "HY000",
                "Getting analyzing error. Detail message: Unknown system variable '" + name
                        + "', the most similar variables are {" + similar + "}.");
    }

    private static Map<String, String> defaults() {
        SortedMap<String, String> defaults = new TreeMap<>();
        for (String line : Resource.text("variables.tsv").split("\n")) {
            if (!line.startsWith("#")) {
                int tab = line.indexOf('\t');
                defaults.put(line.substring(0, tab).toLowerCase(Locale.ROOT), line.substring(tab + 1));
            }
        }
        return Collections.unmodifiableSortedMap(defaults);
    }
}
