// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.table;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.Finding;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.project.Feature;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Property;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What a table may ask of the server it is written for: its run mode, its switched-on features, its properties. */
final class TargetRules {
    private static final Set<String> SHARED_DATA_ONLY = Set.of(
            "cloud_native_fast_schema_evolution_v2",
            "datacache.enable",
            "datacache.partition_duration",
            "enable_async_write_back",
            "lake_compaction_max_parallel",
            "storage_volume");
    private static final Set<String> KNOWN = Set.of(
            "base_compaction_forbidden_time_ranges",
            "binlog_enable",
            "binlog_max_size",
            "binlog_ttl_second",
            "bloom_filter_columns",
            "bloom_filter_fpp",
            "bucket_size",
            "colocate_with",
            "compaction_strategy",
            "compression",
            "default.replication_num",
            "default.storage_medium",
            "enable_load_profile",
            "enable_persistent_index",
            "enable_statistic_collect_on_first_load",
            "fast_schema_evolution",
            "file_bundling",
            "foreign_key_constraints",
            "in_memory",
            "labels.location",
            "light_schema_change",
            "mutable_bucket_num",
            "partition_live_number",
            "partition_retention_condition",
            "partition_ttl",
            "partition_ttl_number",
            "persistent_index_type",
            "primary_index_cache_expire_sec",
            "replicated_storage",
            "replication_num",
            "short_key",
            "storage_cooldown_time",
            "storage_cooldown_ttl",
            "storage_format",
            "storage_medium",
            "storage_type",
            "store_type",
            "table_query_timeout",
            "tablet_type",
            "time_drift_constraint",
            "type",
            "unique_constraints",
            "version_info",
            "write_quorum");
    private static final List<String> FAMILIES = List.of("dynamic_partition.", "flat_json.");

    private final Subject subject;

    TargetRules(Subject subject) {
        this.subject = subject;
    }

    void check() {
        subject.table().properties().forEach(this::property);
        subject.table().indexes().forEach(this::index);
    }

    private void property(Property property) {
        String key = property.key().toLowerCase(Locale.ROOT);
        boolean lake = SHARED_DATA_ONLY.contains(key);
        if (lake && subject.isSharedData()) {
            return;
        }
        if (lake) {
            subject.report(Finding.of(
                            property.at(),
                            ModelCode.UNKNOWN_PROPERTY,
                            "property '" + property.key() + "' is known to shared-data servers only")
                    .withHelp("take it out, or write run_mode: shared_data in orrery.yml"));
            return;
        }
        boolean known = KNOWN.contains(key) || FAMILIES.stream().anyMatch(key::startsWith);
        if (!known) {
            subject.report(Finding.of(
                            property.at(),
                            ModelCode.UNKNOWN_PROPERTY,
                            "tables have no property '" + property.key() + "'")
                    .withHint(Nearest.hint(property.key(), new TreeSet<>(KNOWN))));
        }
        boolean rows = (key.equals("storage_type") || key.equals("store_type"))
                && property.value().equalsIgnoreCase("column_with_row");
        if (rows && !subject.target().features().contains(Feature.ROWSTORE)) {
            off(property.at(), "tables that keep rows beside columns", Feature.ROWSTORE);
        }
    }

    private void index(IndexDefinition index) {
        String kind = index.using().orElse("BITMAP");
        if (kind.equals("GIN") && !subject.target().features().contains(Feature.GIN)) {
            off(index.at(), "indexes USING GIN", Feature.GIN);
        }
        if (kind.equals("VECTOR") && !subject.target().features().contains(Feature.VECTOR)) {
            off(index.at(), "indexes USING VECTOR", Feature.VECTOR);
        }
    }

    private void off(dev.orrery.models.sql.tree.Location at, String what, Feature feature) {
        String word = feature.name().toLowerCase(Locale.ROOT);
        subject.report(Finding.of(at, ModelCode.FEATURE_OFF, what + " are switched off at the server")
                .withHelp("where they are switched on, say so in orrery.yml: features: [" + word + "]"));
    }
}
