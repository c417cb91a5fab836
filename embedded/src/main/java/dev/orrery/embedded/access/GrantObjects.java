// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.access;

import dev.orrery.embedded.session.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands behind ON in a GRANT, each object in one spelling: {@code TABLE d.t}, {@code ALL VIEWS IN DATABASE d}. */
final class GrantObjects {
    private static final Pattern ALL = Pattern.compile(
            "ALL (TABLES|VIEWS|MATERIALIZED VIEWS) IN (ALL DATABASES|DATABASE (\\S+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern EVERY = Pattern.compile("ALL (DATABASES|CATALOGS|USERS)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAMED =
            Pattern.compile("(TABLE|VIEW|MATERIALIZED VIEW|DATABASE|CATALOG) (.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER = Pattern.compile(
            "(RESOURCE GROUP|RESOURCE_GROUP|RESOURCE|USER|FUNCTION|GLOBAL FUNCTION|STORAGE VOLUME|WAREHOUSE|PIPE|ALL) .*",
            Pattern.CASE_INSENSITIVE);

    private final Optional<String> database;

    GrantObjects(Optional<String> database) {
        this.database = database;
    }

    List<String> read(String text) throws ServerError {
        String plain = text.replaceAll("\\s*\\.\\s*", ".").strip();
        if (plain.equalsIgnoreCase("SYSTEM")) {
            return List.of("SYSTEM");
        }
        Matcher all = ALL.matcher(plain);
        if (all.matches()) {
            String where = all.group(3) == null ? "ALL DATABASES" : "DATABASE " + all.group(3);
            return List.of("ALL " + all.group(1).toUpperCase(Locale.ROOT) + " IN " + where);
        }
        if (EVERY.matcher(plain).matches()) {
            return List.of(plain.toUpperCase(Locale.ROOT));
        }
        Matcher named = NAMED.matcher(plain);
        if (named.matches()) {
            return each(named.group(1).toUpperCase(Locale.ROOT), named.group(2));
        }
        return OTHER.matcher(plain).matches() ? List.of(plain) : each("TABLE", plain);
    }

    private List<String> each(String kind, String list) throws ServerError {
        List<String> objects = new ArrayList<>();
        for (String name : AccessStatements.names(list)) {
            boolean within = !kind.equals("DATABASE") && !kind.equals("CATALOG");
            if (within && name.endsWith(".*")) {
                objects.add("ALL " + kind + "S IN DATABASE " + name.substring(0, name.length() - 2));
            } else {
                objects.add(kind + " " + (within && !name.contains(".") ? inDatabase(name) : name));
            }
        }
        return objects;
    }

    private String inDatabase(String name) throws ServerError {
        return database.orElseThrow(() -> new ServerError(1046, "3D000", "No database selected")) + "." + name;
    }
}
