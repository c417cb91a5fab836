// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.partition.NamedBounds;
import dev.orrery.embedded.partition.PartitionChoice;
import dev.orrery.embedded.partition.PartitionScheme;
import dev.orrery.embedded.session.ServerError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The partitions of one table in one transaction: which of them rows belong to, and what that does to their versions. */
final class TablePartitions {
    private final Partitions partitions;
    private final StoredTable table;
    private final Connection connection;
    private final PartitionScheme scheme;

    TablePartitions(Partitions partitions, StoredTable table, Connection connection) throws ServerError {
        this.partitions = partitions;
        this.table = table;
        this.connection = connection;
        this.scheme = table.partitionScheme();
    }

    private List<Partition> all() throws SQLException {
        return partitions.of(connection, table.id());
    }

    /**
     * The partitions that a statement names, made where the table makes them by itself.
     *
     * @throws ServerError 1735 for one that is not there
     */
    List<Partition> chosen(PartitionChoice choice) throws SQLException, ServerError {
        List<Partition> all = all();
        return choice.<Choosing>match(() -> () -> all, named -> () -> named(all, named.names()), keyed -> () -> {
                    NamedBounds wanted = keyed(keyed);
                    partitions.make(connection, table.id(), List.of(wanted));
                    return named(all(), List.of(wanted.name()));
                })
                .partitions();
    }

    private interface Choosing {
        List<Partition> partitions() throws SQLException, ServerError;
    }

    private NamedBounds keyed(PartitionChoice.Keyed keyed) throws ServerError {
        if (!scheme.isAutomatic()) {
            throw ServerError.analyzing("No partition specified in partition lists");
        }
        return scheme.ofValues(keyed.values())
                .orElseThrow(() -> ServerError.analyzing("Partition column is missing in the partition clause"));
    }

    private List<Partition> named(List<Partition> all, List<String> names) throws ServerError {
        List<Partition> found = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            found.add(all.stream()
                    .filter(p -> p.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new ServerError(
                            1735,
                            "HY000",
                            "Getting analyzing error. Detail message: Unknown partition '" + name + "' in table '"
                                    + table.name().name() + "'.")));
        }
        return found;
    }

    /** DuckDB's condition for the rows of these partitions. */
    String condition(List<Partition> some) {
        return some.stream().map(p -> scheme.condition(p.bounds())).collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** Takes away the rows of the partitions that a statement names. */
    List<Partition> clear(PartitionChoice choice) throws SQLException, ServerError {
        List<Partition> cleared = chosen(choice);
        if (choice.isAll()) {
            Jdbc.run(connection, PhysicalTable.replace(table));
        } else {
            Jdbc.run(connection, "DELETE FROM " + table.physicalName() + " WHERE " + condition(cleared));
        }
        return cleared;
    }

    /** Takes away the rows of these. */
    List<Partition> clear(Set<Long> ids) throws SQLException {
        List<Partition> cleared =
                all().stream().filter(p -> ids.contains(p.id())).toList();
        Jdbc.run(connection, "DELETE FROM " + table.physicalName() + " WHERE " + condition(cleared));
        return cleared;
    }

    /**
     * Ids of the partitions that rows belong to; makes those that are missing, where the table makes them by itself.
     *
     * @param rows a SELECT of rows with the table's columns
     * @param within where the statement allows rows
     * @throws ServerError when a row has no partition
     */
    Set<Long> place(String rows, PartitionChoice within) throws SQLException, ServerError {
        if (!scheme.isPartitioned()) {
            return all().stream().map(Partition::id).collect(Collectors.toSet());
        }
        List<Partition> allowed = chosen(within);
        return scheme.isAutomatic() ? byKey(rows, within, allowed) : byBounds(rows, allowed);
    }

    private Set<Long> byKey(String rows, PartitionChoice within, List<Partition> allowed)
            throws SQLException, ServerError {
        List<String> keys = scheme.keySql();
        List<NamedBounds> needed = new ArrayList<>();
        List<List<@Nullable String>> distinct = Jdbc.query(
                connection,
                row -> {
                    List<@Nullable String> key = new ArrayList<>();
                    for (int i = 1; i <= keys.size(); i++) {
                        key.add(row.getString(i));
                    }
                    return key;
                },
                "SELECT DISTINCT " + String.join(", ", keys) + " FROM (" + rows + ")");
        for (List<@Nullable String> key : distinct) {
            needed.add(scheme.automatic(key));
        }
        if (within.isAll()) {
            partitions.make(connection, table.id(), needed);
        }
        Map<String, Long> ids = new HashMap<>();
        (within.isAll() ? all() : allowed).forEach(p -> ids.put(p.bounds().encode(), p.id()));
        Set<Long> touched = new LinkedHashSet<>();
        for (NamedBounds one : needed) {
            Long id = ids.get(one.bounds().encode());
            if (id == null) {
                throw outside();
            }
            touched.add(id);
        }
        return touched;
    }

    private Set<Long> byBounds(String rows, List<Partition> allowed) throws SQLException, ServerError {
        List<String> tests = new ArrayList<>();
        for (Partition partition : allowed) {
            tests.add("coalesce(bool_or(" + scheme.condition(partition.bounds()) + "), false)");
        }
        String covered = allowed.isEmpty() ? "count(*) = 0" : "coalesce(bool_and(" + condition(allowed) + "), true)";
        tests.add(covered);
        List<Boolean> hits = Jdbc.query(
                        connection,
                        row -> {
                            List<Boolean> values = new ArrayList<>();
                            for (int i = 1; i <= tests.size(); i++) {
                                values.add(row.getBoolean(i));
                            }
                            return values;
                        },
                        "SELECT " + String.join(", ", tests) + " FROM (" + rows + ")")
                .get(0);
        if (!hits.get(allowed.size())) {
            throw outside();
        }
        Set<Long> touched = new LinkedHashSet<>();
        for (int i = 0; i < allowed.size(); i++) {
            if (hits.get(i)) {
                touched.add(allowed.get(i).id());
            }
        }
        return touched;
    }

    /** ALTER TABLE … ADD, DROP, RENAME PARTITION. */
    void edit(PartitionEdit edit) throws SQLException {
        if (!edit.dropped().isEmpty()) {
            Jdbc.run(connection, "DELETE FROM " + table.physicalName() + " WHERE " + condition(edit.dropped()));
        }
        for (Partition partition : edit.dropped()) {
            partitions.drop(connection, partition.id());
        }
        partitions.make(connection, table.id(), edit.added());
        for (Map.Entry<Long, String> name : edit.renamed().entrySet()) {
            partitions.rename(connection, name.getKey(), name.getValue());
        }
    }

    private static ServerError outside() {
        return new ServerError(
                1064,
                "HY000",
                "Insert has filtered data: The row is out of partition ranges. Please add a new partition.");
    }

    /** Something was loaded into these. */
    void advance(Set<Long> ids) throws SQLException {
        partitions.advance(connection, ids);
    }

    /** New partitions in place of these; those that rows were written to are at version 2. */
    void replace(List<Partition> old, Set<Long> written) throws SQLException {
        for (Partition partition : old) {
            partitions.replace(
                    connection, partition, written.contains(partition.id()) ? Partitions.EMPTY + 1 : Partitions.EMPTY);
        }
    }
}
