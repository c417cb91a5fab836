// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.diagnostic.Nearest;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The system variables that StarRocks 4.1 knows, with their defaults. Names have no case. Some are known but not shown. */
public final class SystemVariables {
    /** Says that this is no StarRocks: clients show it beside the version. */
    public static final String VERSION_COMMENT = "Orrery embedded engine on DuckDB, not a StarRocks cluster";

    private static final SortedMap<String, String> DEFAULTS = defaults();
    private static final SortedMap<String, String> HIDDEN = read("hidden_variables.tsv");

    private SystemVariables() {}

    /** The default of a variable, as SHOW VARIABLES prints it; empty when StarRocks knows no such variable. */
    public static Optional<String> standard(String name) {
        return Optional.ofNullable(DEFAULTS.get(name)).or(() -> Optional.ofNullable(HIDDEN.get(name)));
    }

    /** As {@link #standard}, as SELECT gives it: drivers read a switch such as transaction_read_only as a number. */
    public static Optional<String> selected(String name) {
        return standard(name).map(value -> switch (value) {
            case "true" -> "1";
            case "false" -> "0";
            default -> value;
        });
    }

    /** The defaults of all. */
    public static SortedMap<String, String> all() {
        return DEFAULTS;
    }

    /** The error for a name that StarRocks does not know: 1193 with the nearest one. */
    public static ServerError unknown(String name) {
        String similar = Nearest.to(name, DEFAULTS.keySet())
                .map(near -> "'" + near + "'")
                .orElse("");
        return new ServerError(
                1193,
                "HY000",
                "Getting analyzing error. Detail message: Unknown system variable '" + name
                        + "', the most similar variables are {" + similar + "}.");
    }

    private static SortedMap<String, String> defaults() {
        SortedMap<String, String> defaults = read("variables.tsv");
        defaults.put("version_comment", VERSION_COMMENT);
        return Collections.unmodifiableSortedMap(defaults);
    }

    private static SortedMap<String, String> read(String resource) {
        SortedMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : Resource.text(resource).split("\n")) {
            if (!line.startsWith("#")) {
                int tab = line.indexOf('\t');
                values.put(line.substring(0, tab), line.substring(tab + 1));
            }
        }
        return values;
    }

    /** All with what a session set in place of the defaults. */
    static SortedMap<String, String> with(Map<String, String> changed) {
        SortedMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.putAll(DEFAULTS);
        changed.forEach((name, value) -> {
            if (!HIDDEN.containsKey(name)) {
                values.put(name, value);
            }
        });
        return values;
    }
}
