// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.metadata.CatalogEntry.MaterializedView;
import dev.orrery.embedded.metadata.CatalogEntry.Table;
import dev.orrery.embedded.metadata.CatalogEntry.TableColumn;
import dev.orrery.embedded.metadata.CatalogEntry.View;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Partitioning.PartitionDefinition;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.TypeText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The texts of SHOW CREATE, in the layout of StarRocks 4.1. */
final class ShowCreate {
    private ShowCreate() {}

    static String of(CatalogEntry entry) {
        return entry.match(ShowCreate::table, ShowCreate::view, ShowCreate::materializedView);
    }

    static String table(Table table) {
        TableFacts facts = new TableFacts(table);
        StringBuilder text = new StringBuilder("CREATE TABLE `" + table.name().name() + "` (\n");
        text.append(table.tableColumns().stream().map(ShowCreate::column).collect(Collectors.joining(",\n")));
        for (IndexDefinition index : table.statement().indexes()) {
            text.append(",\n").append(index(index));
        }
        text.append("\n) ENGINE=OLAP \n");
        text.append(table.keyKind().name())
                .append(" KEY(")
                .append(TableFacts.quoted(facts.keyColumns()))
                .append(")");
        table.statement()
                .comment()
                .filter(c -> !c.isEmpty())
                .ifPresent(c -> text.append("\nCOMMENT ").append(quote(c)));
        table.statement().partitioning().ifPresent(p -> text.append("\n").append(partitioning(p)));
        text.append("\n").append(distribution(table.statement().distribution()));
        List<Identifier> orderBy = table.statement().orderBy();
        if (!orderBy.isEmpty()) {
            text.append("\nORDER BY(").append(TableFacts.quoted(texts(orderBy))).append(")");
        }
        return text.append("\n")
                .append(properties(facts.properties()))
                .append(";")
                .toString();
    }

    static String view(View view) {
        Map<String, String> comments = view.statement().columns().stream()
                .filter(c -> c.comment().isPresent())
                .collect(Collectors.toMap(
                        c -> lower(c.name().text()), c -> c.comment().orElse(""), (a, b) -> a));
        String comment =
                view.statement().comment().map(c -> "\nCOMMENT " + quote(c)).orElse("");
        String security = view.statement().security().orElse("NONE").toUpperCase(Locale.ROOT);
        return "CREATE VIEW `" + view.name().name() + "` (" + columns(view.columns(), comments) + ")" + comment
                + " SECURITY " + security + " AS " + view.queryText().strip() + ";";
    }

    static String materializedView(MaterializedView view) {
        CreateMaterializedView statement = view.statement();
        Map<String, String> comments = statement.columns().stream()
                .filter(c -> c.comment().isPresent())
                .collect(Collectors.toMap(
                        c -> lower(c.name().text()), c -> c.comment().orElse(""), (a, b) -> a));
        StringBuilder text = new StringBuilder(
                "CREATE MATERIALIZED VIEW `" + view.name().name() + "` (" + columns(view.columns(), comments) + ")");
        statement
                .comment()
                .filter(c -> !c.isEmpty())
                .ifPresent(c -> text.append("\nCOMMENT ").append(quote(c)));
        if (!statement.partitionBy().isEmpty()) {
            text.append("\nPARTITION BY (")
                    .append(statement.partitionBy().stream()
                            .map(ShowCreate::expression)
                            .collect(Collectors.joining(", ")))
                    .append(")");
        }
        text.append("\n").append(distribution(statement.distribution()));
        if (!statement.orderBy().isEmpty()) {
            text.append("\nORDER BY (")
                    .append(String.join(",", texts(statement.orderBy())))
                    .append(")");
        }
        statement.refresh().ifPresent(refresh -> text.append("\n").append(refresh(refresh)));
        text.append("\n").append(properties(viewProperties(statement.properties())));
        return text.append("\nAS ").append(view.queryText().strip()).append(";").toString();
    }

    private static String column(TableColumn column) {
        ColumnDefinition definition = column.definition();
        StringBuilder text = new StringBuilder("  `" + definition.name().text() + "` ");
        text.append(type(definition.type()));
        definition.aggregation().ifPresent(a -> text.append(" ").append(a));
        text.append(column.nullable() ? " NULL" : " NOT NULL");
        if (definition.autoIncrement()) {
            text.append(" AUTO_INCREMENT");
        }
        definition.defaultValue().ifPresent(value -> text.append(defaultValue(value.value())));
        definition.generated().ifPresent(e -> text.append(" AS ").append(SqlPrinter.print(e)));
        return text.append(" COMMENT ")
                .append(quote(definition.comment().orElse("")))
                .toString();
    }

    /** StarRocks 4.1 prints the fields of a STRUCT without back-quotes, and a binary without a length as the longest. */
    private static String type(DataType type) {
        String text = TypeText.showCreate(type).replace("`", "");
        return text.equals("varbinary") ? "varbinary(1048576)" : text;
    }

    private static String defaultValue(Expression value) {
        if (value instanceof Literal.Text text) {
            return " DEFAULT " + quote(text.value());
        }
        return value instanceof Literal.Null ? "" : " DEFAULT " + TableFacts.callText(value);
    }

    private static String index(IndexDefinition index) {
        return "  INDEX " + index.name().text() + " (" + TableFacts.quoted(texts(index.columns())) + ")"
                + index.using()
                        .map(kind -> " USING " + kind.toUpperCase(Locale.ROOT))
                        .orElse("")
                + (index.properties().isEmpty() ? "" : "(" + indexProperties(index.properties()) + ")")
                + " COMMENT '" + index.comment().orElse("") + "'";
    }

    private static String indexProperties(List<Property> properties) {
        return properties.stream()
                .map(p -> quote(p.key()) + " = " + quote(p.value()))
                .collect(Collectors.joining(", "));
    }

    private static String partitioning(Partitioning partitioning) {
        String by =
                partitioning.expressions().stream().map(ShowCreate::expression).collect(Collectors.joining(", "));
        List<String> definitions = partitioning.partitions().stream()
                .map(PartitionDefinition::text)
                .toList();
        return switch (partitioning.kind()) {
            case RANGE -> "PARTITION BY RANGE(" + by + ")\n(" + String.join(",\n", definitions) + ")";
            case LIST ->
                "PARTITION BY LIST(" + by.replace(", ", ",") + ")(\n  " + String.join(",\n  ", definitions) + "\n)";
            case EXPRESSION -> "PARTITION BY " + automatic(partitioning);
        };
    }

    /** A lone call stands as it is, columns stand in parentheses. */
    private static String automatic(Partitioning partitioning) {
        String by =
                partitioning.expressions().stream().map(ShowCreate::expression).collect(Collectors.joining(","));
        boolean lone = partitioning.expressions().size() == 1 && by.endsWith(")");
        return lone ? by : "(" + by + ")";
    }

    /** Columns in back-quotes, calls as they are. */
    private static String expression(Expression expression) {
        String printed = SqlPrinter.print(expression);
        return printed.matches("\\w+") ? "`" + printed + "`" : printed;
    }

    private static String distribution(Optional<Distribution> distribution) {
        String buckets = distribution
                .flatMap(Distribution::buckets)
                .filter(count -> count > 0)
                .map(count -> " BUCKETS " + count + " ")
                .orElse("");
        List<String> columns = distribution.map(d -> texts(d.columns())).orElse(List.of());
        String how = columns.isEmpty() ? "RANDOM" : "HASH(" + TableFacts.quoted(columns) + ")";
        return "DISTRIBUTED BY " + how + buckets;
    }

    private static String refresh(CreateMaterializedView.Refresh refresh) {
        return "REFRESH " + (refresh.deferred() ? "DEFERRED " : "")
                + refresh.scheme().name()
                + refresh.start().map(start -> " START(" + quote(start) + ")").orElse("")
                + refresh.every()
                        .map(every -> " EVERY(INTERVAL " + SqlPrinter.print(every.amount()) + " "
                                + every.unit().toUpperCase(Locale.ROOT) + ")")
                        .orElse("");
    }

    private static SortedMap<String, String> viewProperties(List<Property> written) {
        SortedMap<String, String> properties = new TreeMap<>();
        properties.put("replicated_storage", "true");
        properties.put("replication_num", "1");
        properties.put("storage_medium", "HDD");
        written.forEach(property -> properties.put(property.key(), property.value()));
        return properties;
    }

    private static String properties(SortedMap<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> quote(entry.getKey()) + " = " + quote(entry.getValue()))
                .collect(Collectors.joining(",\n", "PROPERTIES (\n", "\n)"));
    }

    private static String columns(List<Column> columns, Map<String, String> comments) {
        return columns.stream()
                .map(column -> {
                    String comment = comments.getOrDefault(lower(column.name()), "");
                    return "`" + column.name() + "`" + (comment.isEmpty() ? "" : " COMMENT " + quote(comment));
                })
                .collect(Collectors.joining(", "));
    }

    private static List<String> texts(List<Identifier> identifiers) {
        return identifiers.stream().map(Identifier::text).toList();
    }

    private static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
