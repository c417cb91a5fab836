// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.version;

import dev.orrery.models.function.FunctionTable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The properties and functions that not every supported version has. */
final class LaterWords {
    private static final Since COMPRESSION_LEVEL = Since.of("3.3.2");
    private static final Since ROWS = Since.of("3.2.3", "3.3");
    private static final Since FORCED_REWRITE = Since.of("3.5");

    private static final Map<String, Since> OF_TABLES = Map.ofEntries(
            Map.entry("base_compaction_forbidden_time_ranges", Since.of("3.2.13", "3.3")),
            Map.entry("bucket_size", Since.of("3.2")),
            Map.entry("cloud_native_fast_schema_evolution_v2", Since.of("4.1")),
            Map.entry("compaction_strategy", Since.of("4.0")),
            Map.entry("datacache.partition_duration", Since.of("3.3")),
            Map.entry("enable_load_profile", Since.of("3.4")),
            Map.entry("enable_statistic_collect_on_first_load", Since.of("4.1")),
            Map.entry("fast_schema_evolution", Since.of("3.2")),
            Map.entry("file_bundling", Since.of("4.0")),
            Map.entry("flat_json.column.max", Since.of("4.0")),
            Map.entry("flat_json.enable", Since.of("4.0")),
            Map.entry("flat_json.null.factor", Since.of("4.0")),
            Map.entry("flat_json.sparsity.factor", Since.of("4.0")),
            Map.entry("labels.location", Since.of("3.2.8", "3.3")),
            Map.entry("lake_compaction_max_parallel", Since.of("4.1")),
            Map.entry("mutable_bucket_num", Since.of("3.3")),
            Map.entry("partition_retention_condition", Since.of("3.5")),
            Map.entry("partition_ttl", Since.of("3.3")),
            Map.entry("persistent_index_type", Since.of("3.3.2")),
            Map.entry("primary_index_cache_expire_sec", Since.of("3.2")),
            Map.entry("table_query_timeout", Since.of("4.0.6", "4.1")),
            Map.entry("time_drift_constraint", Since.of("3.5")));

    private static final Map<String, Since> OF_MATERIALIZED_VIEWS = Map.ofEntries(
            Map.entry("enable_query_rewrite", Since.of("3.3")),
            Map.entry("excluded_refresh_tables", Since.of("3.4")),
            Map.entry("labels.location", Since.of("3.3")),
            Map.entry("partition_refresh_strategy", Since.of("4.0")),
            Map.entry("partition_retention_condition", Since.of("3.5")),
            Map.entry("partition_ttl", Since.of("3.1.5", "3.2")),
            Map.entry("refresh_mode", Since.of("4.1")),
            Map.entry("time_drift_constraint", Since.of("3.5")),
            Map.entry("transparent_mv_rewrite_mode", Since.of("3.3")),
            Map.entry("warehouse", Since.of("3.3")));

    private static final Map<String, Since> FUNCTIONS = functions();

    private LaterWords() {}

    private static Map<String, Since> functions() {
        Map<String, Since> later = new TreeMap<>();
        FunctionTable.builtIn().firstReleases().forEach((name, release) -> {
            if (!release.equals("3.1")) {
                later.put(name, Since.of(release));
            }
        });
        return later;
    }

    static Optional<Since> function(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name.toLowerCase(Locale.ROOT)));
    }

    static Optional<Since> tableProperty(String key, String value) {
        String word = key.toLowerCase(Locale.ROOT);
        String setting = value.toLowerCase(Locale.ROOT);
        if (word.equals("compression") && setting.startsWith("zstd(")) {
            return Optional.of(COMPRESSION_LEVEL);
        }
        if ((word.equals("storage_type") || word.equals("store_type")) && setting.equals("column_with_row")) {
            return Optional.of(ROWS);
        }
        return Optional.ofNullable(OF_TABLES.get(word));
    }

    static Optional<Since> materializedViewProperty(String key, String value) {
        if (key.equalsIgnoreCase("query_rewrite_consistency") && value.equalsIgnoreCase("force_mv")) {
            return Optional.of(FORCED_REWRITE);
        }
        return Optional.ofNullable(OF_MATERIALIZED_VIEWS.get(key.toLowerCase(Locale.ROOT)));
    }
}
