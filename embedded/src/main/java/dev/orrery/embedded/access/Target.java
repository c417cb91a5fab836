// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.access;

import dev.orrery.models.catalog.ModelName;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a privilege may be on. A grant on tables covers neither views nor MVs, as in StarRocks.
 *
 * @param database empty for SYSTEM and CATALOG
 * @param name empty for those and for a database
 */
public record Target(Kind kind, String database, String name) {
    public static final Target SYSTEM = new Target(Kind.SYSTEM, "", "");
    public static final Target CATALOG = new Target(Kind.CATALOG, "", "");

    /** Kinds of objects, as GRANT names them. */
    public enum Kind {
        SYSTEM(""),
        CATALOG(""),
        DATABASE("DATABASES"),
        TABLE("TABLES"),
        VIEW("VIEWS"),
        MATERIALIZED_VIEW("MATERIALIZED VIEWS");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }

        String words() {
            return name().replace('_', ' ');
        }
    }

    public static Target database(String name) {
        return new Target(Kind.DATABASE, name, "");
    }

    public static Target of(Kind kind, ModelName name) {
        return new Target(kind, name.database(), name.name());
    }

    /** In the errors of StarRocks, which leave the database of a table out. */
    String label() {
        return switch (kind) {
            case SYSTEM -> "SYSTEM";
            case CATALOG -> "CATALOG default_catalog";
            case DATABASE -> "DATABASE " + database;
            case TABLE, VIEW, MATERIALIZED_VIEW -> kind.words() + " " + name;
        };
    }

    /** The object itself, as {@link Privilege#object} has it. */
    String object() {
        boolean named = !name.isEmpty();
        return named ? kind.words() + " " + database + "." + name : label();
    }

    /** Every object of a grant that this is covered by. */
    List<String> covering() {
        return switch (kind) {
            case SYSTEM -> List.of("SYSTEM");
            case CATALOG -> List.of(object(), "ALL CATALOGS");
            case DATABASE -> List.of(object(), "ALL DATABASES");
            case TABLE, VIEW, MATERIALIZED_VIEW ->
                List.of(
                        object(),
                        "ALL " + kind.plural + " IN DATABASE " + database,
                        "ALL " + kind.plural + " IN ALL DATABASES");
        };
    }

    /** Whether a grant's object is this database, or something in it. */
    boolean holds(String object) {
        return object.equals("DATABASE " + database)
                || object.equals("ALL DATABASES")
                || object.endsWith(" IN ALL DATABASES")
                || object.endsWith(" IN DATABASE " + database)
                || object.matches("(TABLE|VIEW|MATERIALIZED VIEW) " + Pattern.quote(database) + "\\..*");
    }
}
