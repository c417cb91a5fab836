// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement.alter;

import dev.orrery.embedded.engine.DescribedPartition;
import dev.orrery.embedded.engine.Partition;
import dev.orrery.embedded.engine.PartitionEdit;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.partition.Bounds;
import dev.orrery.embedded.partition.NamedBounds;
import dev.orrery.embedded.partition.PartitionScheme;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.Failures;
import dev.orrery.embedded.statement.StatementContext;
import dev.orrery.models.sql.tree.AlterClause;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Identifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ADD, DROP and RENAME PARTITION: they are collected, and carried out with the rest of the ALTER TABLE. */
final class PartitionAlteration {
    private static final Pattern RENAME = Pattern.compile("(?i)RENAME PARTITION (\\S+) (\\S+)");
    private static final Pattern MODIFY = Pattern.compile("(?i)MODIFY PARTITION .*");

    private final StatementContext context;
    private final StoredTable table;
    private final PartitionScheme scheme;
    private final List<Partition> existing;
    private final List<NamedBounds> now = new ArrayList<>();
    private final List<NamedBounds> added = new ArrayList<>();
    private final List<Partition> dropped = new ArrayList<>();
    private final Map<Long, String> renamed = new HashMap<>();

    PartitionAlteration(StatementContext context, StoredTable table) throws SQLException, ServerError {
        this.context = context;
        this.table = table;
        this.scheme = table.partitionScheme();
        this.existing = context.engine().describedPartitions(table.id()).stream()
                .map(DescribedPartition::partition)
                .toList();
        existing.forEach(p -> now.add(new NamedBounds(p.name(), p.bounds())));
    }

    void add(AlterClause.AddPartition clause) throws ServerError {
        if (clause.temporary()) {
            throw Failures.statement("ALTER TABLE … ADD TEMPORARY PARTITION");
        }
        String text = clause.partition().text();
        boolean ifNotExists = text.toUpperCase(java.util.Locale.ROOT).contains("IF NOT EXISTS");
        for (NamedBounds one : scheme.read(text, now)) {
            Optional<NamedBounds> same = named(one.name());
            if (same.isPresent() && !ifNotExists) {
                throw new ServerError(
                        1517,
                        "HY000",
                        "Getting analyzing error. Detail message: Duplicate partition name " + one.name() + ".");
            }
            if (same.isEmpty()) {
                checkApart(one);
                added.add(one);
                now.add(one);
            }
        }
        now.sort((a, b) -> scheme.compare(a.bounds(), b.bounds()));
    }

    private void checkApart(NamedBounds one) throws ServerError {
        for (NamedBounds other : now) {
            if (scheme.overlap(one.bounds(), other.bounds())) {
                throw ServerError.analyzing("Range " + scheme.shown(one.bounds()) + " is intersected with range "
                        + scheme.shown(other.bounds()));
            }
        }
    }

    private Optional<NamedBounds> named(String name) {
        return now.stream().filter(p -> p.name().equalsIgnoreCase(name)).findFirst();
    }

    void drop(AlterClause.DropPartitions clause) throws SQLException, ServerError {
        if (clause.temporary()) {
            throw Failures.statement("ALTER TABLE … DROP TEMPORARY PARTITION");
        }
        if (clause.where().isPresent()) {
            PartitionCondition condition =
                    new PartitionCondition(context, table, clause.where().get());
            for (NamedBounds one : List.copyOf(now)) {
                if (condition.chooses(one.bounds())) {
                    remove(one);
                }
            }
            return;
        }
        if (clause.series().isPresent()) {
            List<Bounds> wanted = scheme.read(clause.series().get(), now).stream()
                    .map(NamedBounds::bounds)
                    .toList();
            for (NamedBounds one : List.copyOf(now)) {
                if (wanted.contains(one.bounds())) {
                    remove(one);
                }
            }
            return;
        }
        for (Identifier name : clause.partitions()) {
            Optional<NamedBounds> found = named(name.text());
            if (found.isPresent()) {
                remove(found.get());
            } else if (!clause.ifExists()) {
                throw new ServerError(
                        1507,
                        "HY000",
                        "Getting analyzing error. Detail message: Error in list of partitions to " + name.text() + ".");
            }
        }
    }

    private void remove(NamedBounds one) {
        now.remove(one);
        added.remove(one);
        existing.stream().filter(p -> p.bounds().equals(one.bounds())).forEach(dropped::add);
    }

    /** RENAME PARTITION and MODIFY PARTITION; false for what is neither. */
    boolean other(AlterClause.Other clause) throws ServerError {
        Matcher rename = RENAME.matcher(clause.text().replace("`", ""));
        if (!rename.matches()) {
            // Replicas, media and cooling down are nothing here: there is one copy of everything.
            return MODIFY.matcher(clause.text()).matches();
        }
        String from = rename.group(1);
        String to = rename.group(2);
        NamedBounds old = named(from)
                .orElseThrow(() -> new ServerError(
                        1064,
                        "HY000",
                        "Partition[" + from + "] does not exists in table["
                                + table.name().name() + "]"));
        if (named(to).isPresent()) {
            throw new ServerError(1064, "HY000", "Partition name[" + to + "] is already used");
        }
        now.set(now.indexOf(old), new NamedBounds(to, old.bounds()));
        existing.stream().filter(p -> p.bounds().equals(old.bounds())).forEach(p -> renamed.put(p.id(), to));
        return true;
    }

    PartitionEdit edit() {
        return new PartitionEdit(added, dropped, renamed);
    }

    /** The table's statement with its partitions as they are from now on. */
    CreateTable restated(CreateTable statement) {
        return edit().isEmpty() ? statement : StoredTable.partitioned(statement, scheme.restated(now));
    }
}
