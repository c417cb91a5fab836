// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.metadata.CatalogEntry.MaterializedView;
import dev.orrery.embedded.metadata.CatalogEntry.Table;
import dev.orrery.embedded.metadata.CatalogEntry.TableColumn;
import dev.orrery.embedded.metadata.ServerState.PartitionEntry;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Partitioning.PartitionKind;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import dev.orrery.models.type.TypeText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What DESC and the SHOWs of one table, view or MV print. */
final class TableShows {
    private static final int KEY_LIMIT = 3;

    private TableShows() {}

    /** A column as any of these statements shows it. */
    private record Line(
            Column column, boolean key, @Nullable String defaultText, String aggregation, String extra) {}

    static Relation describe(CatalogEntry entry) {
        RelationBuilder rows = RelationBuilder.ofText("Field", "Type", "Null", "Key", "Default", "Extra");
        for (Line line : lines(entry)) {
            rows.row(
                    line.column().name(),
                    TypeText.desc(line.column().type()),
                    line.column().nullable() ? "YES" : "NO",
                    Boolean.toString(line.key()),
                    line.defaultText(),
                    line.extra());
        }
        return rows.build();
    }

    static Relation columns(CatalogEntry entry) {
        RelationBuilder rows = RelationBuilder.ofText("Field", "Type", "Null", "Key", "Default", "Extra");
        for (Line line : lines(entry)) {
            rows.row(
                    line.column().name(),
                    TypeText.desc(line.column().type()),
                    line.column().nullable() ? "YES" : "NO",
                    line.key() ? "YES" : "NO",
                    line.defaultText(),
                    line.aggregation());
        }
        return rows.build();
    }

    static Relation fullColumns(CatalogEntry entry) {
        RelationBuilder rows = RelationBuilder.ofText(
                "Field", "Type", "Collation", "Null", "Key", "Default", "Extra", "Privileges", "Comment");
        for (Line line : lines(entry)) {
            rows.row(
                    line.column().name(),
                    TypeText.desc(line.column().type()),
                    "",
                    line.column().nullable() ? "YES" : "NO",
                    line.key() ? "YES" : "NO",
                    line.defaultText(),
                    line.aggregation(),
                    "",
                    line.column().comment().orElse(""));
        }
        return rows.build();
    }

    /** As {@link #describe}, of a table of information_schema or sys. */
    static Relation describeSystem(List<Column> columns) {
        RelationBuilder rows = RelationBuilder.ofText("Field", "Type", "Null", "Key", "Default", "Extra");
        for (Column column : columns) {
            rows.row(column.name(), TypeText.desc(column.type()), column.nullable() ? "YES" : "NO", "false", null, "");
        }
        return rows.build();
    }

    static Relation indexes(CatalogEntry entry) {
        RelationBuilder rows = RelationBuilder.ofText(
                "Table",
                "Non_unique",
                "Key_name",
                "Seq_in_index",
                "Column_name",
                "Collation",
                "Cardinality",
                "Sub_part",
                "Packed",
                "Null",
                "Index_type",
                "Comment");
        List<IndexDefinition> indexes = entry.match(
                table -> table.statement().indexes(),
                view -> List.of(),
                view -> view.statement().indexes());
        for (IndexDefinition index : indexes) {
            String columns = String.join(
                    ", ", index.columns().stream().map(Identifier::text).toList());
            String kind = index.using().orElse("BITMAP").toUpperCase(Locale.ROOT);
            String comment = index.comment().orElse("");
            String table = entry.name().toString();
            rows.row(table, "", index.name().text(), "", columns, "", "", "", "", "", kind, comment);
        }
        return rows.build();
    }

    static Relation partitions(CatalogEntry entry, ServerState state) throws ServerError {
        boolean list = entry.match(TableShows::isList, view -> false, view -> false);
        RelationBuilder rows = RelationBuilder.ofText(
                "PartitionId",
                "PartitionName",
                "VisibleVersion",
                "VisibleVersionTime",
                "VisibleVersionHash",
                "State",
                "PartitionKey",
                list ? "List" : "Range",
                "DistributionKey",
                "Buckets",
                "ReplicationNum",
                "StorageMedium",
                "CooldownTime",
                "LastConsistencyCheckTime",
                "DataSize",
                "StorageSize",
                "IsInMemory",
                "RowCount",
                "DataVersion",
                "VersionEpoch",
                "VersionTxnType",
                "TabletBalanced");
        Optional<TableFacts> facts = entry.match(
                table -> Optional.of(new TableFacts(table)), view -> Optional.empty(), view -> Optional.empty());
        for (PartitionEntry partition : state.partitions(entry)) {
            rows.row()
                    .put("PartitionId", partition.id())
                    .put("PartitionName", partition.name())
                    .put("VisibleVersion", partition.version())
                    .put("VisibleVersionTime", partition.versionTime())
                    .put("VisibleVersionHash", 0)
                    .put("State", "NORMAL")
                    .put(
                            "PartitionKey",
                            facts.map(f -> String.join(", ", f.partitionColumns()))
                                    .orElse(""))
                    .put(list ? "List" : "Range", partition.values())
                    .put(
                            "DistributionKey",
                            facts.map(f -> String.join(", ", f.distributionColumns()))
                                    .orElse(""))
                    .put("Buckets", Math.max(1, facts.map(TableFacts::buckets).orElse(1)))
                    .put("ReplicationNum", 1)
                    .put("StorageMedium", "HDD")
                    .put("CooldownTime", ConfigRows.NEVER)
                    .put("DataSize", "0B")
                    .put("StorageSize", "0B")
                    .put("IsInMemory", "false")
                    .put("RowCount", partition.rowCount())
                    .put("DataVersion", partition.version())
                    .put("VersionEpoch", partition.id())
                    .put("VersionTxnType", "TXN_NORMAL")
                    .put("TabletBalanced", "true");
        }
        return rows.build();
    }

    /** SHOW CREATE of whatever it is: the header tells which. */
    static Relation create(CatalogEntry entry) {
        String text = ShowCreate.of(entry);
        String name = entry.name().name();
        return entry.match(
                table -> RelationBuilder.ofText("Table", "Create Table")
                        .row(name, text)
                        .build(),
                view -> RelationBuilder.ofText("View", "Create View", "character_set_client", "collation_connection")
                        .row(name, text, "utf8", "utf8_general_ci")
                        .build(),
                view -> RelationBuilder.ofText("Materialized View", "Create Materialized View")
                        .row(name, text)
                        .build());
    }

    private static List<Line> lines(CatalogEntry entry) {
        return entry.match(TableShows::tableLines, view -> plain(view.columns()), TableShows::viewLines);
    }

    private static List<Line> tableLines(Table table) {
        List<String> bloom = table.statement().properties().stream()
                .filter(property -> property.key().equalsIgnoreCase("bloom_filter_columns"))
                .flatMap(property -> Arrays.stream(property.value().split(",")))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        List<Column> columns = table.columns();
        return IntStream.range(0, columns.size())
                .mapToObj(i -> tableLine(columns.get(i), table.tableColumns().get(i), bloom))
                .toList();
    }

    private static Line tableLine(Column column, TableColumn stored, List<String> bloom) {
        ColumnDefinition definition = stored.definition();
        String defaultText = TableFacts.defaultText(definition);
        boolean generated = definition.defaultValue().isPresent()
                && !TableFacts.isText(definition.defaultValue().get().value())
                && defaultText != null;
        boolean filtered = bloom.contains(column.name().toLowerCase(Locale.ROOT));
        String extra = generated ? "DEFAULT_GENERATED" : filtered ? "BLOOM_FILTER" : "";
        return new Line(
                column, stored.key(), defaultText, definition.aggregation().orElse(""), extra);
    }

    private static List<Line> plain(List<Column> columns) {
        return columns.stream()
                .map(column -> new Line(column, false, null, "", ""))
                .toList();
    }

    /** The leading columns that can be keys are the sort key of an MV. */
    private static List<Line> viewLines(MaterializedView view) {
        List<Column> columns = view.columns();
        int keys = 0;
        while (keys < Math.min(KEY_LIMIT, columns.size())
                && mayBeKey(columns.get(keys).type())) {
            keys++;
        }
        int keyCount = keys;
        return IntStream.range(0, columns.size())
                .mapToObj(i -> new Line(columns.get(i), i < keyCount, null, "", i < keyCount ? "" : "NONE"))
                .toList();
    }

    private static boolean mayBeKey(DataType type) {
        boolean inexact = type.is(Kind.FLOAT) || type.is(Kind.DOUBLE) || type.is(Kind.JSON);
        boolean sketch = type.is(Kind.HLL) || type.is(Kind.BITMAP) || type.is(Kind.PERCENTILE);
        boolean nested = type instanceof DataType.Array || type instanceof DataType.Map;
        return !inexact && !sketch && !nested && !TypeText.dataType(type).equals("struct");
    }

    private static boolean isList(CatalogEntry.Table table) {
        return table.statement()
                .partitioning()
                .filter(p -> p.kind() == PartitionKind.LIST
                        || (p.kind() == PartitionKind.EXPRESSION && !isLoneCall(p.expressions())))
                .isPresent();
    }

    /** date_trunc and time_slice alone make ranges. */
    private static boolean isLoneCall(List<Expression> expressions) {
        return expressions.size() == 1 && expressions.get(0) instanceof Call.Function;
    }
}
