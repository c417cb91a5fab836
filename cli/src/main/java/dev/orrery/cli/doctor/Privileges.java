// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.doctor;

import dev.orrery.models.catalog.ModelName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user may do, as SHOW GRANTS tells it: rows such as {@code GRANT SELECT ON ALL TABLES IN DATABASE ods TO ROLE 'r'}.
 */
final class Privileges {
    /** Built-in roles that may do everything with databases and what is in them; no grants are listed for them. */
    private static final Set<String> ALL_MIGHTY = Set.of("root", "db_admin");

    private static final Pattern ROLES = Pattern.compile("GRANT\\s+([^()]+?)\\s+TO\\s+.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ON = Pattern.compile(
            "GRANT\\s+(.+?)\\s+ON\\s+(ALL\\s+)?(TABLES?|VIEWS?|MATERIALIZED VIEWS?|DATABASES?|CATALOGS?)\\b\\s*(.*?)\\s+TO\\s+.*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_DATABASE =
            Pattern.compile("IN DATABASE\\s+`?([^`\\s]+)`?", Pattern.CASE_INSENSITIVE);

    private final List<Held> held = new ArrayList<>();
    private final Set<String> roles = new TreeSet<>();

    /** What a privilege is for. */
    enum Kind {
        CATALOG,
        DATABASE,
        TABLE,
        VIEW,
        MATERIALIZED_VIEW;

        String word() {
            return name().replace('_', ' ');
        }

        private static Kind of(String written) {
            String singular =
                    written.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ").replaceFirst("S$", "");
            return valueOf(singular.replace(' ', '_'));
        }
    }

    /**
     * One line of SHOW GRANTS.
     *
     * @param all whether it is for all of its kind
     * @param database for all in one database; empty with {@code all}: everywhere
     * @param names the objects otherwise, without back-quotes
     */
    private record Held(Set<String> privileges, Kind kind, boolean all, Optional<String> database, Set<String> names) {
        boolean gives(String privilege) {
            return privileges.contains(privilege) || privileges.contains("ALL");
        }
    }

    void add(String grant) {
        Matcher on = ON.matcher(grant.strip());
        if (on.matches()) {
            Kind kind = Kind.of(on.group(3));
            Matcher in = IN_DATABASE.matcher(on.group(4));
            boolean all = on.group(2) != null;
            held.add(new Held(
                    words(on.group(1).toUpperCase(Locale.ROOT)),
                    kind,
                    all,
                    in.find() ? Optional.of(in.group(1)) : Optional.empty(),
                    all ? Set.of() : words(on.group(4).replace("`", ""))));
            return;
        }
        Matcher granted = ROLES.matcher(grant.strip());
        if (granted.matches() && !granted.group(1).toUpperCase(Locale.ROOT).contains(" ON ")) {
            roles.addAll(words(granted.group(1).replace("'", "").replace("`", "")));
        }
    }

    private static Set<String> words(String list) {
        Set<String> words = new TreeSet<>();
        Arrays.stream(list.split(",", -1)).map(String::strip).forEach(words::add);
        return words;
    }

    /** The roles that were named, which have grants of their own. */
    Set<String> roles() {
        return roles;
    }

    private boolean isAllMighty() {
        return roles.stream().anyMatch(ALL_MIGHTY::contains);
    }

    boolean onCatalog(String privilege) {
        return isAllMighty() || held.stream().anyMatch(one -> one.kind() == Kind.CATALOG && one.gives(privilege));
    }

    boolean onDatabase(String database, String privilege) {
        return isAllMighty()
                || held.stream()
                        .anyMatch(one -> one.kind() == Kind.DATABASE
                                && one.gives(privilege)
                                && (one.all() || one.names().contains(database)));
    }

    /** On one table, view or MV. */
    boolean on(Kind kind, ModelName object, String privilege) {
        return isAllMighty()
                || held.stream()
                        .anyMatch(one -> one.kind() == kind
                                && one.gives(privilege)
                                && (one.all()
                                        ? one.database().isEmpty()
                                                || one.database().get().equals(object.database())
                                        : one.names().contains(object.toString())));
    }
}
