// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.environment;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Property;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leads the tables that the values of some properties name to other databases. A table is written as {@code
 * [[catalog.]database.]table}; without a database it is one of the definition's own.
 */
final class TablesInProperties {
    private static final String OUR_CATALOG = "default_catalog";
    private static final String PART = "(?:`[^`]+`|\\w+)";
    private static final Pattern NAME = Pattern.compile(PART + "(?:\\." + PART + ")*");

    /** A name before parentheses; within them there are columns. */
    private static final Pattern REFERENCED = Pattern.compile(NAME.pattern() + "(?=\\s*\\()", Pattern.CASE_INSENSITIVE);

    private final Map<ModelName, ModelName> names;
    private final String database;
    private final boolean moved;

    /**
     * @param names the new one of each
     * @param definition whose properties these are, by its name before it was led elsewhere
     */
    TablesInProperties(Map<ModelName, ModelName> names, ModelName definition) {
        this.names = names;
        this.database = definition.database();
        this.moved = !names.getOrDefault(definition, definition).database().equals(database);
    }

    List<Property> properties(List<Property> properties) {
        return properties.stream()
                .map(property -> new Property(property.at(), property.key(), value(property)))
                .toList();
    }

    private String value(Property property) {
        String value = property.value();
        return switch (property.key()) {
            case "excluded_trigger_tables", "excluded_refresh_tables" -> replaced(NAME, value, 0);
            case "foreign_key_constraints" -> replaced(REFERENCED, value, 0);
            case "unique_constraints" -> replaced(NAME, value, 1);
            default -> value;
        };
    }

    /**
     * @param columns how many of a name's last parts are a column's
     */
    private String replaced(Pattern pattern, String text, int columns) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(renamed(match, columns)));
    }

    private String renamed(MatchResult match, int columns) {
        String written = match.group();
        List<String> parts = Arrays.stream(written.split("\\.", -1))
                .map(part -> part.replace("`", ""))
                .toList();
        int first = parts.size() - columns == 3 && parts.get(0).equals(OUR_CATALOG) ? 1 : 0;
        List<String> table = parts.subList(first, parts.size() - columns);
        if (table.isEmpty() || table.size() > 2) {
            return written;
        }
        ModelName model = new ModelName(table.size() == 1 ? database : table.get(0), table.get(table.size() - 1));
        ModelName other = names.get(model);
        // What says no database would be looked for where the definition went.
        boolean stays = model.equals(other) && (table.size() == 2 || !moved);
        if (other == null || stays) {
            return written;
        }
        return (first == 1 ? OUR_CATALOG + "." : "") + other + (columns == 1 ? "." + parts.get(parts.size() - 1) : "");
    }
}
