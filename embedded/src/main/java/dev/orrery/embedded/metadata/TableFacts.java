// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.metadata.CatalogEntry.Table;
import dev.orrery.embedded.metadata.CatalogEntry.TableColumn;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Property;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a table's statement says, with what StarRocks adds where it says nothing. */
final class TableFacts {
    private static final String RANDOM_BUCKET_SIZE = "1073741824";

    private final Table table;

    TableFacts(Table table) {
        this.table = table;
    }

    /** {@code DUP_KEYS}, {@code PRIMARY_KEYS}, … */
    String model() {
        return switch (table.keyKind()) {
            case DUPLICATE -> "DUP_KEYS";
            case AGGREGATE -> "AGG_KEYS";
            case UNIQUE -> "UNIQUE_KEYS";
            case PRIMARY -> "PRIMARY_KEYS";
        };
    }

    /** COLUMN_KEY of a key column. */
    String keyMark() {
        return switch (table.keyKind()) {
            case DUPLICATE -> "DUP";
            case AGGREGATE -> "AGG";
            case UNIQUE -> "UNI";
            case PRIMARY -> "PRI";
        };
    }

    List<String> keyColumns() {
        return table.tableColumns().stream()
                .filter(TableColumn::key)
                .map(column -> column.definition().name().text())
                .toList();
    }

    List<String> sortColumns() {
        List<Identifier> explicit = table.statement().orderBy();
        return explicit.isEmpty() ? keyColumns() : names(explicit);
    }

    /** Empty for a table in one partition. */
    List<String> partitionColumns() {
        return table.statement()
                .partitioning()
                .map(partitioning -> partitioning.expressions().stream()
                        .map(TableFacts::partitionColumn)
                        .toList())
                .orElse(List.of());
    }

    boolean isHashed() {
        return distribution().map(d -> !d.columns().isEmpty()).orElse(false);
    }

    List<String> distributionColumns() {
        return distribution().map(d -> names(d.columns())).orElse(List.of());
    }

    int buckets() {
        return distribution().flatMap(Distribution::buckets).orElse(0);
    }

    /** As SHOW CREATE prints them, sorted. */
    SortedMap<String, String> properties() {
        SortedMap<String, String> properties = new TreeMap<>();
        properties.put("compression", "LZ4");
        properties.put("fast_schema_evolution", "true");
        properties.put("replicated_storage", "true");
        properties.put("replication_num", "1");
        switch (table.keyKind()) {
            case PRIMARY -> properties.put("enable_persistent_index", "true");
            case DUPLICATE, AGGREGATE, UNIQUE -> {}
        }
        if (!isHashed()) {
            properties.put("bucket_size", RANDOM_BUCKET_SIZE);
        }
        for (Property property : table.statement().properties()) {
            if (property.key().equals("in_memory")) {
                // Accepted by StarRocks and forgotten.
                continue;
            }
            boolean spelled = property.key().equals("compression");
            properties.put(property.key(), spelled ? property.value().toUpperCase(Locale.ROOT) : property.value());
        }
        return properties;
    }

    /** The default of a column as DESC shows it; null without one. */
    static @Nullable String defaultText(ColumnDefinition column) {
        if (column.defaultValue().isEmpty()) {
            return null;
        }
        Expression value = column.defaultValue().get().value();
        if (value instanceof Literal.Text text) {
            return text.value();
        }
        if (value instanceof Literal.Null) {
            return null;
        }
        return callText(value);
    }

    static String callText(Expression value) {
        String printed = SqlPrinter.print(value);
        String upper = printed.toUpperCase(Locale.ROOT);
        return upper.startsWith("CURRENT_TIMESTAMP") || upper.startsWith("NOW(") ? "CURRENT_TIMESTAMP" : printed;
    }

    static boolean isText(Expression value) {
        return value instanceof Literal.Text;
    }

    static String quoted(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    static String partitionText(Partitioning partitioning) {
        return partitioning.expressions().stream().map(SqlPrinter::print).collect(Collectors.joining(", "));
    }

    private Optional<Distribution> distribution() {
        return table.statement().distribution();
    }

    private static String partitionColumn(Expression expression) {
        String printed = SqlPrinter.print(expression);
        int last = printed.lastIndexOf(' ');
        return printed.endsWith(")") && last >= 0
                ? printed.substring(last + 1, printed.length() - 1).replace("`", "")
                : printed.replace("`", "");
    }

    private static List<String> names(List<Identifier> identifiers) {
        return identifiers.stream().map(Identifier::text).toList();
    }
}
