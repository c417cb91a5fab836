// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.doctor;

import dev.orrery.cli.doctor.Privileges.Kind;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.SqlNames;
import dev.orrery.starrocks.StarRocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks whether a user may do what a deployment does, and writes the GRANT for everything that is missing. */
public final class PrivilegeCheckup {
    private static final Map<Kind, List<String>> TO_CHANGE = Map.of(
            Kind.TABLE, List.of("SELECT", "INSERT", "ALTER", "DROP"),
            Kind.VIEW, List.of("SELECT", "ALTER", "DROP"),
            Kind.MATERIALIZED_VIEW, List.of("SELECT", "ALTER", "REFRESH", "DROP"));

    private final StarRocks starRocks;
    private final String user;

    public PrivilegeCheckup(StarRocks starRocks) {
        this.starRocks = starRocks;
        this.user = starRocks.address().user();
    }

    /**
     * Of what one environment does.
     *
     * @param built what is made and changed there
     * @param read what is only read there
     * @param state the database of what is remembered
     */
    public Finding finding(Catalog built, Catalog read, String state) {
        Privileges privileges = new Privileges();
        List<String> silent = new ArrayList<>();
        try {
            Set<String> active = activeRoles();
            read("SHOW GRANTS", privileges);
            Set<String> asleep = new TreeSet<>(privileges.roles());
            asleep.removeAll(active);
            if (!asleep.isEmpty() && !active.contains("root")) {
                return Finding.warning(
                        "privileges",
                        "roles that are not active for '" + user + "': " + String.join(", ", asleep),
                        "SET DEFAULT ROLE ALL TO USER " + user);
            }
            roles(privileges, silent);
        } catch (ServerException e) {
            if (e.kind() == ServerException.Kind.CONNECTION_LOST) {
                throw e;
            }
            return Finding.warning(
                    "privileges", "not told to this user: " + e.getMessage(), "GRANT user_admin TO USER " + user);
        }
        Map<String, SortedSet<String>> missing = missing(privileges, built, read, state);
        if (missing.isEmpty()) {
            return Finding.ok("privileges", "'" + user + "' may do all that a deployment does");
        }
        String grants = missing.entrySet().stream()
                .map(entry -> "GRANT " + String.join(", ", entry.getValue()) + " ON " + entry.getKey() + " TO USER "
                        + user + ";")
                .collect(Collectors.joining("\n" + " ".repeat(20)));
        return silent.isEmpty()
                ? Finding.failed("privileges", "'" + user + "' lacks what a deployment needs", grants)
                : Finding.warning(
                        "privileges",
                        "what roles " + String.join(", ", silent) + " may do is not told; without them '" + user
                                + "' lacks what a deployment needs",
                        grants);
    }

    private Set<String> activeRoles() {
        String text = starRocks.ask(sql -> String.valueOf(sql.fetchValue("SELECT current_role()")));
        return Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    }

    private void read(String question, Privileges privileges) {
        starRocks
                .ask(sql -> sql.fetch(question))
                .forEach(row -> privileges.add(String.valueOf(row.get(row.size() - 1))));
    }

    /** The grants of roles, and of roles that these have; built-in ones are known. */
    private void roles(Privileges privileges, List<String> silent) {
        Set<String> seen = new TreeSet<>();
        for (Set<String> next = new TreeSet<>(privileges.roles()); !next.isEmpty(); ) {
            for (String role : next) {
                seen.add(role);
                try {
                    read("SHOW GRANTS FOR ROLE " + SqlNames.quote(role), privileges);
                } catch (ServerException e) {
                    if (e.kind() == ServerException.Kind.CONNECTION_LOST) {
                        throw e;
                    }
                    silent.add(role);
                }
            }
            next = new TreeSet<>(privileges.roles());
            next.removeAll(seen);
        }
    }

    /** Privileges by what they are for, as GRANT says it. */
    private Map<String, SortedSet<String>> missing(Privileges privileges, Catalog built, Catalog read, String state) {
        Map<String, SortedSet<String>> missing = new LinkedHashMap<>();
        Set<String> there = starRocks.databases();
        Set<String> needed = new TreeSet<>(Set.of(state));
        built.names().forEach(name -> needed.add(name.database()));
        if (!there.containsAll(needed) && !privileges.onCatalog("CREATE DATABASE")) {
            add(missing, "CATALOG default_catalog", "CREATE DATABASE");
        }
        for (Definition definition : built.definitions()) {
            ModelName name = definition.name();
            Kind kind = kind(definition);
            if (there.contains(name.database()) && !isExternal(definition)) {
                if (!privileges.onDatabase(name.database(), "CREATE " + kind.word())) {
                    add(missing, "DATABASE " + name.database(), "CREATE " + kind.word());
                }
                TO_CHANGE.getOrDefault(kind, List.of()).stream()
                        .filter(privilege -> !privileges.on(kind, name, privilege))
                        .forEach(privilege -> add(missing, all(kind, name.database()), privilege));
            }
        }
        for (Definition definition : read.definitions()) {
            ModelName name = definition.name();
            Kind kind = kind(definition);
            if (!isExternal(definition) && !privileges.on(kind, name, "SELECT")) {
                add(missing, all(kind, name.database()), "SELECT");
            }
        }
        if (there.contains(state)) {
            ModelName any = new ModelName(state, "");
            if (!privileges.onDatabase(state, "CREATE TABLE")) {
                add(missing, "DATABASE " + state, "CREATE TABLE");
            }
            for (String privilege : List.of("SELECT", "INSERT", "UPDATE", "DELETE", "ALTER", "DROP")) {
                if (!privileges.on(Kind.TABLE, any, privilege)) {
                    add(missing, all(Kind.TABLE, state), privilege);
                }
            }
        }
        return missing;
    }

    private static void add(Map<String, SortedSet<String>> missing, String what, String privilege) {
        missing.computeIfAbsent(what, key -> new TreeSet<>()).add(privilege);
    }

    private static String all(Kind kind, String database) {
        return "ALL " + kind.word().toUpperCase(Locale.ROOT) + "S IN DATABASE " + database;
    }

    private static Kind kind(Definition definition) {
        return definition.match(table -> Kind.TABLE, view -> Kind.VIEW, mv -> Kind.MATERIALIZED_VIEW);
    }

    private static boolean isExternal(Definition definition) {
        return definition.match(table -> table.statement().external(), view -> false, mv -> false);
    }
}
