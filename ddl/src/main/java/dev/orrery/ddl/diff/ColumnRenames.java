// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.ddl.normal.RenamedColumns;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The columns of one table that the project calls by another name than the server, and what stands in the way of a RENAME
 * COLUMN. Where the server has the new name already, or neither, nothing is renamed.
 */
final class ColumnRenames {
    private static final StarRocksVersion FIRST = new StarRocksVersion(3, 3, 2);

    private final Definition.Table live;
    private final Map<String, String> formerNames = new TreeMap<>();

    /**
     * @param former the name that a column had by the one that it has
     */
    ColumnRenames(Definition.Table live, Definition.Table desired, Map<String, String> former) {
        this.live = live;
        Map<String, String> there = names(live);
        Map<String, String> wanted = names(desired);
        former.forEach((to, from) -> {
            String name = to.toLowerCase(Locale.ROOT);
            String old = from.toLowerCase(Locale.ROOT);
            boolean renamed = there.containsKey(old) && !there.containsKey(name);
            if (renamed && wanted.containsKey(name) && !wanted.containsKey(old)) {
                formerNames.put(name, Objects.requireNonNull(there.get(old)));
            }
        });
    }

    /** Their spelling by their name in lower case. */
    private static Map<String, String> names(Definition.Table table) {
        return table.columns().stream()
                .map(Column::name)
                .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name, (a, b) -> a));
    }

    boolean isEmpty() {
        return formerNames.isEmpty();
    }

    /** The name on the server by the one in the project, in lower case. */
    Map<String, String> formerNames() {
        return formerNames;
    }

    /** What the project says, in the names of the server. */
    Definition.Table asOnServer(Definition.Table desired) {
        return new RenamedColumns(formerNames).of(desired);
    }

    /** Why the server cannot rename them; empty when it can. */
    List<String> obstacles(Definition.Table asOnServer, StarRocksVersion server) {
        List<String> obstacles = new ArrayList<>();
        formerNames.forEach((name, old) -> {
            String renamed = "column '" + name + "' was '" + old + "'";
            if (server.isBefore(FIRST)) {
                obstacles.add(renamed + ": StarRocks renames columns since " + FIRST);
            } else if (isInExpression(old)) {
                obstacles.add(renamed + ": an expression of the table speaks of it");
            } else if (isNestedAndRetyped(old, asOnServer)) {
                obstacles.add(renamed + " and has other fields");
            }
        });
        return obstacles;
    }

    private boolean isInExpression(String column) {
        RenamedColumns renamed = new RenamedColumns(Map.of(column.toLowerCase(Locale.ROOT), column + " "));
        boolean computed = live.statement().columns().stream()
                .flatMap(other -> other.generated().stream())
                .anyMatch(renamed::isReadBy);
        boolean partitioned = live.statement().partitioning().stream()
                .flatMap(by -> by.expressions().stream())
                .anyMatch(by -> !(by instanceof Reference.Column) && renamed.isReadBy(by));
        return computed || partitioned;
    }

    private boolean isNestedAndRetyped(String column, Definition.Table asOnServer) {
        DataType from = type(live, column);
        Set<Class<?>> nested = Set.of(DataType.Struct.class, DataType.Array.class);
        return nested.contains(from.getClass()) && !from.equals(type(asOnServer, column));
    }

    private static DataType type(Definition.Table table, String column) {
        return table.statement().columns().stream()
                .filter(found -> found.name().text().equalsIgnoreCase(column))
                .findFirst()
                .map(ColumnDefinition::type)
                .orElseThrow();
    }
}
