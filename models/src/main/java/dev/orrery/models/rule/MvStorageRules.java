// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How the rows of an MV are stored: its distribution, sort key, indexes and properties. */
final class MvStorageRules {
    private static final Set<String> PROPERTIES = Set.of(
            "auto_refresh_partitions_limit",
            "bloom_filter_columns",
            "bloom_filter_fpp",
            "colocate_mv",
            "colocate_with",
            "compression",
            "enable_async_write_back",
            "enable_query_rewrite",
            "excluded_refresh_tables",
            "excluded_trigger_tables",
            "force_external_table_query_rewrite",
            "foreign_key_constraints",
            "in_memory",
            "labels.location",
            "mv_rewrite_staleness_second",
            "partition_refresh_number",
            "partition_refresh_strategy",
            "partition_retention_condition",
            "partition_ttl",
            "partition_ttl_number",
            "query_rewrite_consistency",
            "refresh_mode",
            "replicated_storage",
            "replication_num",
            "resource_group",
            "storage_cooldown_time",
            "storage_cooldown_ttl",
            "storage_medium",
            "storage_volume",
            "time_drift_constraint",
            "transparent_mv_rewrite_mode",
            "unique_constraints",
            "warehouse",
            "write_quorum");

    private final Examined examined;
    private final Definition.MaterializedView view;

    MvStorageRules(Examined examined, Definition.MaterializedView view) {
        this.examined = examined;
        this.view = view;
    }

    void check() {
        CreateMaterializedView statement = view.statement();
        statement.distribution().ifPresent(by -> by.columns().forEach(this::distributed));
        Set<String> sorted = new HashSet<>();
        for (Identifier name : statement.orderBy()) {
            if (!sorted.add(Source.lower(name.text()))) {
                wrong(name, "order_by", "column '" + name + "' stands twice in the sort key");
            }
            sorted(name);
        }
        if (statement.orderBy().isEmpty()) {
            firstColumn();
        }
        statement.indexes().stream()
                .map(IndexDefinition::columns)
                .forEach(columns -> columns.forEach(name -> column(name, "indexes")));
        statement.properties().forEach(this::property);
    }

    private Optional<Column> column(Identifier name, String key) {
        Optional<Column> found = view.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(name.text()))
                .findFirst();
        boolean written = examined.model().statement() instanceof CreateMaterializedView;
        if (found.isEmpty() && (written || key.equals("indexes"))) {
            List<String> names = view.columns().stream().map(Column::name).toList();
            Diagnostic finding = Diagnostic.at(
                    examined.place(name.at(), key),
                    ModelCode.UNKNOWN_COLUMN,
                    "column '" + name + "' is not in the result of the query");
            examined.findings()
                    .add(Nearest.hint(name.text(), names).map(finding::withHint).orElse(finding));
        }
        return found;
    }

    private void distributed(Identifier name) {
        column(name, "distributed_by")
                .filter(column -> cannotSort(column.type()))
                .ifPresent(column -> wrong(
                        name,
                        "distributed_by",
                        "rows cannot be distributed by '" + name + "' of type " + TypeNames.of(column.type())));
    }

    private void sorted(Identifier name) {
        column(name, "order_by")
                .filter(column -> cannotSort(column.type()))
                .ifPresent(column -> wrong(
                        name,
                        "order_by",
                        "rows cannot be sorted by '" + name + "' of type " + TypeNames.of(column.type())));
    }

    /** Without a sort key the first columns make one. */
    private void firstColumn() {
        if (!view.columns().isEmpty() && view.columns().stream().allMatch(column -> cannotSort(column.type()))) {
            wrong(
                    Identifier.of(""),
                    "order_by",
                    "an MV needs a column that rows can be sorted by, all of its columns are of other types");
        }
    }

    private static boolean cannotSort(DataType type) {
        return Supertype.isFloat(type)
                || Supertype.isNested(type)
                || Supertype.isMetric(type)
                || type.is(Kind.JSON)
                || type.is(Kind.VARIANT);
    }

    private void property(Property property) {
        String key = property.key().toLowerCase(Locale.ROOT);
        if (key.startsWith("session.") || key.startsWith("datacache.")) {
            return;
        }
        if (!PROPERTIES.contains(key)) {
            Diagnostic finding = Diagnostic.at(
                            examined.place(property.at(), "properties"),
                            ModelCode.UNKNOWN_PROPERTY,
                            "materialized views have no property '" + property.key() + "'")
                    .withHelp("a session variable of the refresh is written with 'session.' in front");
            Optional<String> hint = Nearest.hint(property.key(), new TreeSet<>(PROPERTIES));
            examined.findings().add(hint.map(finding::withHint).orElse(finding));
        }
        boolean volume = key.equals("storage_volume") && examined.target().runMode() == RunMode.SHARED_NOTHING;
        if (volume) {
            examined.report(
                    examined.place(property.at(), "properties"),
                    ModelCode.UNKNOWN_PROPERTY,
                    "property '" + property.key() + "' is known to shared-data servers only",
                    "take it out, or write run_mode: shared_data in orrery.yml");
        }
    }

    private void wrong(Identifier name, String key, String message) {
        examined.report(
                examined.place(name.at(), key), ModelCode.MV_STORAGE, message, "take another column, or leave it out");
    }
}
