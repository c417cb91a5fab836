// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.table;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.Finding;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of properties, and which tables may have them. */
final class PropertyRules {
    private static final Set<String> SWITCHES = Set.of(
            "in_memory",
            "enable_persistent_index",
            "replicated_storage",
            "fast_schema_evolution",
            "file_bundling",
            "enable_load_profile",
            "binlog_enable",
            "flat_json.enable",
            "dynamic_partition.enable",
            "datacache.enable",
            "enable_async_write_back");
    private static final Set<String> COUNTS = Set.of(
            "replication_num",
            "default.replication_num",
            "partition_live_number",
            "mutable_bucket_num",
            "dynamic_partition.end",
            "dynamic_partition.buckets",
            "dynamic_partition.replication_num");
    private static final Set<String> DYNAMIC = Set.of(
            "dynamic_partition.enable",
            "dynamic_partition.time_unit",
            "dynamic_partition.time_zone",
            "dynamic_partition.start",
            "dynamic_partition.end",
            "dynamic_partition.prefix",
            "dynamic_partition.buckets",
            "dynamic_partition.replication_num",
            "dynamic_partition.history_partition_num",
            "dynamic_partition.start_day_of_week",
            "dynamic_partition.start_day_of_month");
    private static final Pattern COMPRESSION =
            Pattern.compile("(?i)LZ4|LZ4_FRAME|ZLIB|SNAPPY|ZSTD|ZSTD\\s*\\(\\s*(\\d{1,2})\\s*\\)");
    /** Bloom filters are kept for these types. */
    private static final Set<Kind> FILTERED =
            Set.of(Kind.SMALLINT, Kind.INT, Kind.BIGINT, Kind.LARGEINT, Kind.DATE, Kind.DATETIME);

    private final Subject subject;

    PropertyRules(Subject subject) {
        this.subject = subject;
    }

    void check() {
        for (Property property : subject.table().properties()) {
            String key = property.key().toLowerCase(Locale.ROOT);
            value(key, property);
            place(key, property);
        }
        subject.written("bloom_filter_columns").ifPresent(this::bloomFilters);
        subject.written("unique_constraints").ifPresent(this::uniqueConstraints);
        dynamicPartitions();
    }

    private void value(String key, Property property) {
        String value = property.value();
        if (SWITCHES.contains(key)) {
            expect(property, value.matches("(?i)true|false"), "true or false");
        } else if (COUNTS.contains(key)) {
            expect(property, value.matches("[1-9]\\d{0,8}"), "a whole number from 1");
        } else {
            switch (key) {
                case "compression" -> expect(property, isCompression(value), "LZ4, ZSTD, ZLIB or SNAPPY");
                case "storage_medium", "default.storage_medium" ->
                    expect(property, value.matches("(?i)HDD|SSD"), "HDD or SSD");
                case "write_quorum" -> expect(property, value.matches("(?i)MAJORITY|ONE|ALL"), "MAJORITY, ONE or ALL");
                case "bloom_filter_fpp" -> expect(property, isRate(value), "a rate from 0.0001 to 0.05");
                case "bucket_size" -> expect(property, value.matches("\\d{1,18}"), "a number of bytes");
                case "primary_index_cache_expire_sec" ->
                    expect(property, value.matches("\\d{1,9}"), "a number of seconds");
                case "persistent_index_type" ->
                    expect(property, value.matches("(?i)LOCAL|CLOUD_NATIVE"), "LOCAL or CLOUD_NATIVE");
                case "dynamic_partition.time_unit" ->
                    expect(property, value.matches("(?i)HOUR|DAY|WEEK|MONTH|YEAR"), "HOUR, DAY, WEEK, MONTH or YEAR");
                case "dynamic_partition.start" ->
                    expect(property, value.matches("-\\d{1,10}"), "a whole number below 0");
                case "flat_json.null.factor", "flat_json.sparsity.factor" ->
                    expect(property, value.matches("0(\\.\\d+)?|1(\\.0+)?"), "a share from 0 to 1");
                case "base_compaction_forbidden_time_ranges" -> forbiddenTimes(property);
                default -> {
                    // Values of the others are only known to the server.
                }
            }
        }
    }

    private void expect(Property property, boolean right, String expected) {
        if (!right) {
            wrong(property, "'" + property.key() + "' is " + expected + ", not '" + property.value() + "'");
        }
    }

    private static boolean isCompression(String value) {
        Matcher matcher = COMPRESSION.matcher(value.strip());
        if (!matcher.matches()) {
            return false;
        }
        String level = matcher.group(1);
        return level == null || (Integer.parseInt(level) >= 1 && Integer.parseInt(level) <= 22);
    }

    static boolean isRate(String value) {
        if (!value.matches("0?\\.\\d{1,12}")) {
            return false;
        }
        double rate = Double.parseDouble(value);
        return rate >= 0.0001 && rate <= 0.05;
    }

    /** Five fields of cron of which the first is a star, days of the week from 1 to 7. */
    private void forbiddenTimes(Property property) {
        for (String range : property.value().split(";")) {
            String[] fields = range.strip().split("\\s+");
            boolean right = property.value().isBlank()
                    || (fields.length == 5 && fields[0].equals("*") && !fields[4].matches(".*\\b0\\b.*"));
            expect(property, right, "a list of cron expressions whose minute is '*'");
            if (!right) {
                return;
            }
        }
    }

    private void place(String key, Property property) {
        boolean primary = subject.model() == KeyKind.PRIMARY;
        if (key.equals("base_compaction_forbidden_time_ranges") && (primary || subject.isSharedData())) {
            wrong(property, "'" + property.key() + "' has no meaning for PRIMARY KEY tables and shared-data servers");
        }
        boolean rows = (key.equals("storage_type") || key.equals("store_type"))
                && property.value().equalsIgnoreCase("column_with_row");
        if (rows && !primary) {
            wrong(property, "only a PRIMARY KEY table keeps rows beside columns");
        }
        if (key.startsWith("flat_json.") && !key.equals("flat_json.enable")) {
            boolean enabled = subject.property("flat_json.enable")
                    .filter("true"::equalsIgnoreCase)
                    .isPresent();
            if (!enabled) {
                wrong(property, "'" + property.key() + "' needs \"flat_json.enable\" = \"true\"");
            }
        }
    }

    private void bloomFilters(Property property) {
        for (String name : property.value().split(",")) {
            if (name.isBlank()) {
                continue;
            }
            Optional<ColumnDefinition> column = subject.column(name.strip());
            if (column.isEmpty()) {
                subject.known(new Identifier(property.at(), name.strip()));
                continue;
            }
            DataType type = column.get().type();
            boolean fits = type instanceof DataType.Simple simple
                    ? FILTERED.contains(simple.kind())
                    : Supertype.isText(type) || type instanceof DataType.Decimal;
            if (!fits) {
                wrong(property, "a bloom filter does not take '" + name.strip() + "' of type " + TypeNames.of(type));
            } else if (subject.joinsRows() && !subject.isKey(column.get().name())) {
                wrong(
                        property,
                        "a table with " + subject.model() + " KEY has bloom filters on columns of its key only, '"
                                + name.strip() + "' is not in it");
            }
        }
    }

    /** {@code "a, b; c"}: names of columns, some with the table in front. */
    private void uniqueConstraints(Property property) {
        for (String name : property.value().split("[,;]")) {
            String column = name.strip().replace("`", "");
            column = column.substring(column.lastIndexOf('.') + 1);
            if (!column.isEmpty()) {
                subject.known(new Identifier(property.at(), column));
            }
        }
    }

    private void dynamicPartitions() {
        List<Property> dynamic = subject.table().properties().stream()
                .filter(property -> property.key().toLowerCase(Locale.ROOT).startsWith("dynamic_partition."))
                .toList();
        if (dynamic.isEmpty()) {
            return;
        }
        Property first = dynamic.get(0);
        for (Property property : dynamic) {
            if (!DYNAMIC.contains(property.key().toLowerCase(Locale.ROOT))) {
                subject.report(Finding.of(
                                property.at(),
                                ModelCode.UNKNOWN_PROPERTY,
                                "tables have no property '" + property.key() + "'")
                        .withHint(Nearest.hint(property.key(), DYNAMIC)));
            }
        }
        for (String key : List.of("dynamic_partition.time_unit", "dynamic_partition.end", "dynamic_partition.prefix")) {
            if (subject.property(key).isEmpty()) {
                wrong(first, "dynamic partitions need the property '" + key + "'");
            }
        }
        Optional<Partitioning> partitioning = subject.table().partitioning();
        boolean range = partitioning.isPresent()
                && partitioning.get().kind() == Partitioning.PartitionKind.RANGE
                && partitioning.get().expressions().size() == 1;
        if (!range) {
            wrong(first, "dynamic partitions need PARTITION BY RANGE with one column");
        }
    }

    private void wrong(Property property, String message) {
        subject.report(property.at(), ModelCode.PROPERTY_VALUE, message);
    }
}
