// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.metadata.CatalogEntry.MaterializedView;
import dev.orrery.embedded.metadata.CatalogEntry.Table;
import dev.orrery.embedded.metadata.ServerState.PartitionEntry;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rows of tables_config and partitions_meta. */
final class ConfigRows {
    /** Of a partition that never cools down. */
    static final String NEVER = "9999-12-31 23:59:59";

    private ConfigRows() {}

    static void tables(ServerState state, RelationBuilder rows) {
        for (CatalogEntry entry : state.entries()) {
            rows.row()
                    .put("TABLE_SCHEMA", entry.name().database())
                    .put("TABLE_NAME", entry.name().name());
            entry.match(
                    table -> table(table, rows),
                    view -> rows.put("TABLE_ENGINE", "VIEW"),
                    view -> materializedView(view, rows));
        }
    }

    static void partitions(ServerState state, RelationBuilder rows) throws ServerError {
        for (CatalogEntry entry : state.entries()) {
            boolean stored = entry.match(table -> true, view -> false, view -> true);
            if (stored) {
                for (PartitionEntry partition : state.partitions(entry)) {
                    partition(entry, partition, rows);
                }
            }
        }
    }

    private static RelationBuilder table(Table table, RelationBuilder rows) {
        TableFacts facts = new TableFacts(table);
        boolean unique = switch (table.keyKind()) {
            case PRIMARY, UNIQUE -> true;
            case DUPLICATE, AGGREGATE -> false;
        };
        return rows.put("TABLE_ENGINE", "OLAP")
                .put("TABLE_MODEL", facts.model())
                .put("PRIMARY_KEY", unique ? TableFacts.quoted(facts.keyColumns()) : "")
                .put("PARTITION_KEY", TableFacts.quoted(facts.partitionColumns()))
                .put("DISTRIBUTE_KEY", TableFacts.quoted(facts.distributionColumns()))
                .put("DISTRIBUTE_TYPE", facts.isHashed() ? "HASH" : "RANDOM")
                .put("DISTRIBUTE_BUCKET", facts.buckets())
                .put("SORT_KEY", TableFacts.quoted(facts.sortColumns()))
                .put("PROPERTIES", json(facts.properties()))
                .put("TABLE_ID", table.id());
    }

    private static RelationBuilder materializedView(MaterializedView view, RelationBuilder rows) {
        Optional<Distribution> distribution = view.statement().distribution();
        List<String> columns = distribution
                .map(d -> d.columns().stream().map(Identifier::text).toList())
                .orElse(List.of());
        Map<String, String> properties = view.statement().properties().stream()
                .collect(Collectors.toMap(p -> p.key(), p -> p.value(), (a, b) -> b, TreeMap::new));
        properties.putIfAbsent("replication_num", "1");
        properties.putIfAbsent("storage_medium", "HDD");
        return rows.put("TABLE_ENGINE", "MATERIALIZED_VIEW")
                .put("TABLE_MODEL", "DUP_KEYS")
                .put("PRIMARY_KEY", "")
                .put("PARTITION_KEY", "")
                .put("DISTRIBUTE_KEY", TableFacts.quoted(columns))
                .put("DISTRIBUTE_TYPE", columns.isEmpty() ? "RANDOM" : "HASH")
                .put(
                        "DISTRIBUTE_BUCKET",
                        distribution.flatMap(Distribution::buckets).orElse(0))
                .put(
                        "SORT_KEY",
                        TableFacts.quoted(view.statement().orderBy().stream()
                                .map(Identifier::text)
                                .toList()))
                .put("PROPERTIES", json(properties))
                .put("TABLE_ID", view.id());
    }

    private static void partition(CatalogEntry entry, PartitionEntry partition, RelationBuilder rows) {
        Optional<TableFacts> facts = entry.match(
                table -> Optional.of(new TableFacts(table)), view -> Optional.empty(), view -> Optional.empty());
        rows.row()
                .put("DB_NAME", entry.name().database())
                .put("TABLE_NAME", entry.name().name())
                .put("PARTITION_NAME", partition.name())
                .put("PARTITION_ID", partition.id())
                .put("COMPACT_VERSION", 0)
                .put("VISIBLE_VERSION", partition.version())
                .put("VISIBLE_VERSION_TIME", partition.versionTime())
                .put("NEXT_VERSION", partition.version() + 1)
                .put("DATA_VERSION", partition.version())
                .put("VERSION_EPOCH", partition.id())
                .put("VERSION_TXN_TYPE", "TXN_NORMAL")
                .put(
                        "PARTITION_KEY",
                        facts.map(f -> String.join(", ", f.partitionColumns())).orElse(""))
                .put("PARTITION_VALUE", partition.values())
                .put(
                        "DISTRIBUTION_KEY",
                        facts.map(f -> String.join(", ", f.distributionColumns()))
                                .orElse(""))
                .put("BUCKETS", Math.max(1, facts.map(TableFacts::buckets).orElse(1)))
                .put("REPLICATION_NUM", 1)
                .put("STORAGE_MEDIUM", "HDD")
                .put("COOLDOWN_TIME", NEVER)
                .put("IS_IN_MEMORY", "0")
                .put("IS_TEMP", "0")
                .put("DATA_SIZE", 0)
                .put("ROW_COUNT", partition.rowCount())
                .put("ENABLE_DATACACHE", "0")
                .put("STORAGE_SIZE", 0)
                .put("TABLET_BALANCED", "1");
    }

    /** A JSON object of texts, without blanks, as StarRocks prints properties. */
    static String json(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> string(entry.getKey()) + ":" + string(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String string(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
