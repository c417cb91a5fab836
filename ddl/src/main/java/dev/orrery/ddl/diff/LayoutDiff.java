// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Partitioning.PartitionDefinition;
import dev.orrery.models.sql.tree.Partitioning.PartitionKind;
import dev.orrery.models.sql.tree.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Key, partitions, buckets, sort key and indexes of one table, in normal form: what an ALTER does, and what none does. */
final class LayoutDiff {
    private static final Pattern PARTITION =
            Pattern.compile("PARTITION\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?`?([^`\\s]+)`?\\s.*", Pattern.DOTALL);

    /** With one of these, partitions are dropped by the server as they grow old. */
    private static final Set<String> LIFE_OF_PARTITIONS = Set.of(
            "partition_live_number", "partition_ttl", "partition_retention_condition", "dynamic_partition.enable");

    private final CreateTable from;
    private final CreateTable to;
    private final List<Property> shown;
    private final List<TableEdit> before = new ArrayList<>();
    private final List<TableEdit> after = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();

    /**
     * @param from normal form of what the server has
     * @param to normal form of what the project says
     * @param shown properties of the server's
     */
    LayoutDiff(CreateTable from, CreateTable to, List<Property> shown) {
        this.shown = shown;
        this.from = from;
        this.to = to;
        fixed();
        buckets();
        if (!from.orderBy().equals(to.orderBy())) {
            after.add(new TableEdit.Sort(sortKey(from), sortKey(to)));
        }
        indexes();
    }

    /** What has to happen before the columns change. */
    List<TableEdit> before() {
        return before;
    }

    List<TableEdit> after() {
        return after;
    }

    /** What no ALTER does, in words. */
    List<String> obstacles() {
        return obstacles;
    }

    private void fixed() {
        if (!from.key().equals(to.key())) {
            obstacles.add("its key is " + Words.key(from) + " on the server and " + Words.key(to) + " in the project");
        }
        if (!from.partitioning().equals(to.partitioning())) {
            obstacles.add("its PARTITION BY differs");
        }
    }

    /** Where the project leaves the number of buckets to StarRocks, any number is right. */
    private void buckets() {
        Distribution old = from.distribution().orElseThrow();
        Distribution wanted = to.distribution().orElseThrow();
        boolean same = old.columns().equals(wanted.columns())
                && (wanted.buckets().isEmpty() || wanted.buckets().equals(old.buckets()));
        if (same) {
            return;
        }
        boolean colocated = shown.stream()
                .anyMatch(property -> property.key().equalsIgnoreCase("colocate_with")
                        && !property.value().isEmpty());
        if (colocated) {
            obstacles.add("its DISTRIBUTED BY differs, and it is colocated with other tables");
        } else {
            after.add(new TableEdit.Redistribute(old, wanted));
        }
    }

    /** Without an ORDER BY a table is sorted by its key. */
    private static List<Identifier> sortKey(CreateTable table) {
        return table.orderBy().isEmpty() ? table.key().orElseThrow().columns() : table.orderBy();
    }

    private void indexes() {
        for (IndexDefinition index : from.indexes()) {
            if (!to.indexes().contains(index)) {
                before.add(new TableEdit.DropIndex(index));
            }
        }
        for (IndexDefinition index : to.indexes()) {
            if (!from.indexes().contains(index)) {
                after.add(new TableEdit.AddIndex(index));
            }
        }
    }

    /** Named partitions that the server does not have. What it has beyond them came by itself or holds rows: it stays. */
    static List<TableEdit> partitions(CreateTable shown, CreateTable written) {
        Optional<Partitioning> wanted = written.partitioning().filter(p -> p.kind() != PartitionKind.EXPRESSION);
        boolean managed = written.properties().stream()
                .anyMatch(property -> LIFE_OF_PARTITIONS.contains(property.key().toLowerCase(Locale.ROOT)));
        if (wanted.isEmpty() || managed) {
            return List.of();
        }
        Set<String> present = shown.partitioning().map(Partitioning::partitions).orElse(List.of()).stream()
                .flatMap(partition -> name(partition).stream())
                .collect(Collectors.toSet());
        return wanted.get().partitions().stream()
                .flatMap(partition -> name(partition)
                        .filter(name -> !present.contains(name))
                        .<TableEdit>map(name -> new TableEdit.AddPartition(name, partition))
                        .stream())
                .toList();
    }

    /** Empty for START … END … EVERY, which stands for many. */
    private static Optional<String> name(PartitionDefinition partition) {
        Matcher matcher = PARTITION.matcher(partition.text());
        return matcher.matches() ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
