// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.diagnostic.FileSpan;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How an environment calls the databases of the project: {@code dwd: dwd_alice}, and {@code "*": "*_${env:USER}"} for those
 * that have no line of their own.
 *
 * @param written by the project's name of a database, or {@link #ANY}
 */
public record DatabaseNames(SortedMap<String, Written> written) {
    /** Every database; in a value, the project's name of it. */
    public static final String ANY = "*";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]+)}");
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public DatabaseNames {
        written = Collections.unmodifiableSortedMap(new TreeMap<>(written));
    }

    /** A name as it stands in orrery.yml. */
    public record Written(FileSpan at, String text) {
        boolean isLegal() {
            String filled = VARIABLE.matcher(text).replaceAll("v").replace(ANY, "d");
            return LEGAL.matcher(filled).matches();
        }
    }

    /** Every database by the project's own name of it. */
    public static DatabaseNames asInProject() {
        return new DatabaseNames(new TreeMap<>());
    }

    /**
     * A text as a part of names, of databases as well as of what is kept for an environment: two texts that are one here are
     * one there.
     *
     * @return small Latin letters, digits and underscores
     */
    public static String word(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    }

    public boolean isEmpty() {
        return written.isEmpty();
    }

    /** The variables that the names hold, in the order of their names. */
    public SortedSet<String> variables() {
        SortedSet<String> variables = new TreeSet<>();
        for (Written name : written.values()) {
            List<MatchResult> found = VARIABLE.matcher(name.text()).results().toList();
            found.forEach(match -> variables.add(match.group(1).strip()));
        }
        return variables;
    }

    /** Where the name of a database comes from; empty when no line speaks of it. */
    public Optional<Written> line(String database) {
        return Optional.ofNullable(written.get(database)).or(() -> Optional.ofNullable(written.get(ANY)));
    }

    /**
     * What a database is called here; empty when no line speaks of it.
     *
     * @param variables the value of each variable; it stands there as its {@link #word}
     */
    public Optional<String> of(String database, UnaryOperator<String> variables) {
        return line(database)
                .map(name -> VARIABLE.matcher(name.text())
                        .replaceAll(match -> word(variables.apply(match.group(1).strip())))
                        .replace(ANY, database));
    }
}
