// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What PROPERTIES mean. Servers print many that nobody wrote; only those that the project states, and those that
 * somebody must have set by hand, can differ.
 */
public final class PropertyRules {
    /** What a server does where nothing is written. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("compression", "LZ4"),
            Map.entry("fast_schema_evolution", "true"),
            Map.entry("replicated_storage", "true"),
            Map.entry("enable_persistent_index", "true"),
            Map.entry("storage_medium", "HDD"),
            Map.entry("write_quorum", "MAJORITY"),
            Map.entry("in_memory", "false"),
            Map.entry("bloom_filter_columns", ""),
            Map.entry("colocate_with", ""),
            Map.entry("unique_constraints", ""),
            Map.entry("foreign_key_constraints", ""),
            Map.entry("partition_retention_condition", ""),
            Map.entry("partition_live_number", "-1"),
            Map.entry("base_compaction_forbidden_time_ranges", ""),
            Map.entry("enable_load_profile", "false"),
            Map.entry("dynamic_partition.enable", "false"),
            Map.entry("excluded_trigger_tables", ""),
            Map.entry("excluded_refresh_tables", ""),
            Map.entry("resource_group", "default_mv_wg"),
            Map.entry("query_rewrite_consistency", "checked"),
            Map.entry("enable_query_rewrite", "default"),
            Map.entry("transparent_mv_rewrite_mode", "false"),
            Map.entry("partition_refresh_number", "1"),
            Map.entry("auto_refresh_partitions_limit", "-1"),
            Map.entry("partition_ttl_number", "-1"));

    /** No server sets these by itself: where the project does not state them, they go back to their default. */
    private static final Set<String> SET_BY_HAND = Set.of(
            "bloom_filter_columns",
            "colocate_with",
            "partition_retention_condition",
            "partition_live_number",
            "base_compaction_forbidden_time_ranges",
            "enable_load_profile",
            "dynamic_partition.enable",
            "unique_constraints",
            "foreign_key_constraints",
            "resource_group",
            "auto_refresh_partitions_limit",
            "partition_ttl_number",
            "excluded_trigger_tables",
            "excluded_refresh_tables",
            "query_rewrite_consistency",
            "enable_query_rewrite",
            "transparent_mv_rewrite_mode");

    /** Taken without a word and never shown again by servers or tables that have no use for them. */
    private static final Set<String> SWALLOWED =
            Set.of("storage_format", "file_bundling", "light_schema_change", "enable_persistent_index", "in_memory");

    private static final Set<String> TABLE_FIXED = Set.of(
            "compression",
            "fast_schema_evolution",
            "storage_type",
            "store_type",
            "storage_volume",
            "storage_medium",
            "enable_async_write_back",
            "short_key",
            "tablet_type",
            "storage_cooldown_time");

    private static final Set<String> MATERIALIZED_VIEW_FIXED = Set.of(
            "replication_num",
            "replicated_storage",
            "storage_medium",
            "storage_cooldown_time",
            "storage_volume",
            "compression",
            "refresh_mode",
            "datacache.enable",
            "datacache.partition_duration");

    /** With any of these, partitions are made unless {@code enable} says no. */
    private static final String DYNAMIC = "dynamic_partition.";

    /** What servers of some version or run mode show of every object besides {@link #DEFAULTS}. */
    private static final Map<String, String> SHOWN = Map.ofEntries(
            Map.entry("bucket_size", "1073741824"),
            Map.entry("datacache.enable", "true"),
            Map.entry("enable_async_write_back", "false"),
            Map.entry("storage_volume", "builtin_storage_volume"),
            Map.entry("storage_cooldown_time", "9999-12-31 23:59:59"),
            Map.entry("dynamic_partition.history_partition_num", "0"),
            Map.entry("cloud_native_fast_schema_evolution_v2", "true"),
            Map.entry("light_schema_change", "true"),
            Map.entry("storage_format", "DEFAULT"),
            Map.entry("storage_type", "column"));

    private PropertyRules() {}

    /** Whether a property that a server shows says nothing but what holds anyway. */
    public static boolean isImplicit(Property shown) {
        String key = shown.key().toLowerCase(Locale.ROOT);
        String value = spelling(shown.value());
        return Stream.of(DEFAULTS.get(key), SHOWN.get(key))
                .anyMatch(implicit -> implicit != null && spelling(implicit).equals(value));
    }

    /**
     * A property on both sides.
     *
     * @param from empty when the server shows none and no default is known
     * @param to the wanted value
     */
    public record Difference(String key, Optional<String> from, String to) {
        public Optional<Property> fromProperty() {
            return from.map(value -> new Property(Location.NOWHERE, key, value));
        }

        public Property toProperty() {
            return new Property(Location.NOWHERE, key, to);
        }
    }

    /** What the server has to be told, in the order of keys. */
    public static List<Difference> between(List<Property> desired, List<Property> live) {
        Map<String, String> wanted = byKey(desired);
        Map<String, String> found = byKey(live);
        NavigableSet<String> keys = new TreeSet<>(wanted.keySet());
        found.keySet().stream().filter(SET_BY_HAND::contains).forEach(keys::add);
        if (wanted.keySet().stream().anyMatch(key -> key.startsWith(DYNAMIC))) {
            wanted.putIfAbsent(DYNAMIC + "enable", "true");
        }
        List<Difference> differences = new ArrayList<>();
        for (String key : keys) {
            if (SWALLOWED.contains(key) && !found.containsKey(key)) {
                continue;
            }
            Optional<String> from = Optional.ofNullable(found.get(key)).or(() -> defaultOf(key));
            Optional<String> to = Optional.ofNullable(wanted.get(key)).or(() -> defaultOf(key));
            if (to.isPresent() && !from.map(PropertyRules::spelling).equals(to.map(PropertyRules::spelling))) {
                differences.add(new Difference(key, from, to.get()));
            }
        }
        return differences;
    }

    /** Whether ALTER TABLE cannot change it. */
    public static boolean isFixedOnTable(String key) {
        return TABLE_FIXED.contains(key);
    }

    /** Whether ALTER MATERIALIZED VIEW cannot change it. */
    public static boolean isFixedOnMaterializedView(String key) {
        return MATERIALIZED_VIEW_FIXED.contains(key);
    }

    private static Map<String, String> byKey(List<Property> properties) {
        Map<String, String> byKey = new TreeMap<>();
        properties.forEach(property -> byKey.put(property.key().toLowerCase(Locale.ROOT), property.value()));
        return byKey;
    }

    private static Optional<String> defaultOf(String key) {
        return Optional.ofNullable(DEFAULTS.get(key));
    }

    /** {@code "a, b"} is {@code "a,b"}, {@code "TRUE"} is {@code "true"}. */
    private static String spelling(String value) {
        return value.strip().replaceAll("\\s*,\\s*", ",").toLowerCase(Locale.ROOT);
    }
}
