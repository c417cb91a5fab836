// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.sql.SqlFormatter;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.ViewColumn;
import dev.orrery.models.yaml.DurationText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The text of a model file for an object of a server: formatted, with a header that says what the statement does not. */
final class ModelWriter {
    private final ShownProperties properties;

    /**
     * @param properties what of PROPERTIES is worth being written down
     */
    ModelWriter(ShownProperties properties) {
        this.properties = properties;
    }

    /** How a model is written. */
    enum Form {
        /** A query, everything else in the header. */
        QUERY,
        /** The CREATE as the server shows it. */
        STATEMENT
    }

    /** In the order in which they are tried. */
    static List<Form> forms(Definition definition) {
        return definition.match(
                table -> List.of(Form.STATEMENT),
                view -> forms(view.statement().query(), view.columns()),
                view -> forms(view.statement().query(), view.columns()));
    }

    /** A query by itself cannot call its columns otherwise than it does. */
    private static List<Form> forms(Query query, List<Column> columns) {
        Query.Body body = query.body();
        while (body instanceof Query.SetOperation operation) {
            body = operation.left();
        }
        boolean renamed = body instanceof Select select && renames(select.items(), columns);
        return renamed ? List.of(Form.STATEMENT) : List.of(Form.QUERY, Form.STATEMENT);
    }

    private static boolean renames(List<Select.Item> items, List<Column> columns) {
        if (items.size() != columns.size()) {
            return false; // A star: what it stands for is found out by compiling.
        }
        for (int i = 0; i < items.size(); i++) {
            Select.Item item = items.get(i);
            Optional<String> own = item.alias()
                    .map(Identifier::text)
                    .or(() -> item.expression() instanceof Reference.Column column
                            ? Optional.of(column.name().last().text())
                            : Optional.empty());
            String shown = columns.get(i).name();
            if (own.filter(name -> !name.equalsIgnoreCase(shown)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    String write(Definition definition, Form form, Words words) {
        Sheet sheet = sheet(definition, form, words);
        return SqlFormatter.format(sheet.header().text() + sheet.statement());
    }

    /** The two parts of a model file. */
    record Sheet(HeaderText header, String statement) {}

    Sheet sheet(Definition definition, Form form, Words words) {
        return definition.match(
                table -> table(table, words),
                view -> form == Form.QUERY ? query(view, words) : statement(view, words),
                view -> form == Form.QUERY ? query(view, words) : statement(view, words));
    }

    private Sheet table(Definition.Table table, Words words) {
        CreateTable shown = table.statement();
        Optional<String> comment = said(shown.comment());
        boolean inHeader = comment.filter(ModelWriter::fitsHeader).isPresent();
        HeaderText header = new HeaderText();
        comment.filter(text -> inHeader).ifPresent(text -> header.text("description", text));
        grants(header, words);
        CreateTable written = new CreateTable(
                Location.NOWHERE,
                false,
                false,
                false,
                table.name().toName(),
                shown.columns().stream().map(ModelWriter::column).toList(),
                shown.indexes(),
                Optional.empty(),
                shown.key(),
                inHeader ? Optional.empty() : comment,
                shown.partitioning().map(partitioning -> partitioning(partitioning, shown.properties())),
                shown.distribution(),
                shown.orderBy(),
                shown.rollups(),
                properties.stated(shown.properties()));
        return new Sheet(header, SqlPrinter.print(written));
    }

    /** Nullable is what a column is where nothing is said. */
    static ColumnDefinition column(ColumnDefinition column) {
        return new ColumnDefinition(
                column.at(),
                column.name(),
                column.type(),
                column.key(),
                column.aggregation(),
                column.nullable().filter(nullable -> !nullable),
                column.defaultValue(),
                column.autoIncrement(),
                column.generated(),
                said(column.comment()));
    }

    /** Partitions that the server makes and drops by itself are not the project's. */
    private static Partitioning partitioning(Partitioning shown, List<Property> properties) {
        boolean dynamic = properties.stream()
                .anyMatch(property -> property.key().equalsIgnoreCase("dynamic_partition.enable")
                        && property.value().equalsIgnoreCase("true"));
        return dynamic ? new Partitioning(shown.at(), shown.kind(), shown.expressions(), List.of()) : shown;
    }

    private Sheet query(Definition.View view, Words words) {
        HeaderText header = new HeaderText();
        kind(header, ModelGraph.Kind.VIEW, words);
        about(header, said(view.statement().comment()), view.columns());
        grants(header, words);
        return new Sheet(header, SqlPrinter.print(PlainNames.of(view.statement().query())));
    }

    private static Sheet statement(Definition.View view, Words words) {
        CreateView shown = view.statement();
        CreateView written = new CreateView(
                Location.NOWHERE,
                false,
                false,
                view.name().toName(),
                listed(shown.columns()),
                said(shown.comment()),
                shown.security().filter(security -> !security.equalsIgnoreCase("NONE")),
                shown.properties(),
                PlainNames.of(shown.query()));
        return new Sheet(grants(new HeaderText(), words), SqlPrinter.print(written));
    }

    private Sheet query(Definition.MaterializedView view, Words words) {
        CreateMaterializedView shown = view.statement();
        HeaderText header = new HeaderText();
        kind(header, ModelGraph.Kind.MATERIALIZED_VIEW, words);
        about(header, said(shown.comment()), view.columns());
        if (isTimed(shown)) {
            header.text("refresh", "native");
        }
        lag(header, words);
        if (!shown.partitionBy().isEmpty()) {
            List<String> by =
                    shown.partitionBy().stream().map(SqlPrinter::print).toList();
            header.yaml("partition_by", by.size() == 1 ? YamlText.scalar(by.get(0)) : YamlText.list(by));
        }
        shown.distribution().ifPresent(distribution -> distribution(header, distribution));
        if (!shown.orderBy().isEmpty()) {
            header.yaml("order_by", YamlText.list(names(shown.orderBy())));
        }
        Map<String, String> stated = new LinkedHashMap<>();
        properties
                .stated(shown.properties())
                .forEach(property -> stated.put(property.key(), YamlText.scalar(property.value())));
        header.entries("properties", stated);
        grants(header, words);
        return new Sheet(header, SqlPrinter.print(PlainNames.of(shown.query())));
    }

    private Sheet statement(Definition.MaterializedView view, Words words) {
        CreateMaterializedView shown = view.statement();
        HeaderText header = lag(new HeaderText(), words);
        CreateMaterializedView written = new CreateMaterializedView(
                Location.NOWHERE,
                false,
                view.name().toName(),
                listed(shown.columns()),
                shown.indexes(),
                said(shown.comment()),
                shown.distribution(),
                shown.refresh(),
                shown.partitionBy(),
                shown.orderBy(),
                properties.stated(shown.properties()),
                PlainNames.of(shown.query()));
        return new Sheet(grants(header, words), SqlPrinter.print(written));
    }

    /** Whether the server itself decides when an MV is refreshed. */
    static boolean isTimed(CreateMaterializedView view) {
        return view.refresh()
                .filter(refresh -> refresh.scheme() != CreateMaterializedView.RefreshScheme.MANUAL)
                .isPresent();
    }

    private static void kind(HeaderText header, ModelGraph.Kind kind, Words words) {
        if (!words.layerKind().equals(Optional.of(kind))) {
            header.text("kind", kind.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private static void about(HeaderText header, Optional<String> comment, List<Column> columns) {
        comment.ifPresent(text -> header.text("description", text));
        Map<String, String> described = new LinkedHashMap<>();
        columns.forEach(column ->
                said(column.comment()).ifPresent(text -> described.put(column.name(), YamlText.scalar(text))));
        header.entries("columns", described);
    }

    private static HeaderText lag(HeaderText header, Words words) {
        words.targetLag().ifPresent(lag -> header.yaml("target_lag", DurationText.write(lag)));
        return header;
    }

    private static void distribution(HeaderText header, Distribution distribution) {
        if (!distribution.columns().isEmpty()) {
            header.yaml("distributed_by", YamlText.list(names(distribution.columns())));
        }
        distribution.buckets().ifPresent(buckets -> header.yaml("buckets", Integer.toString(buckets)));
    }

    private static HeaderText grants(HeaderText header, Words words) {
        Map<String, String> grants = new LinkedHashMap<>();
        words.grants().forEach((role, privileges) -> grants.put(role, YamlText.list(privileges)));
        return header.entries("grants", grants);
    }

    private static List<ViewColumn> listed(List<ViewColumn> columns) {
        List<ViewColumn> listed = new ArrayList<>();
        columns.forEach(column -> listed.add(new ViewColumn(column.at(), column.name(), said(column.comment()))));
        return listed;
    }

    private static List<String> names(List<Identifier> names) {
        return names.stream().map(Identifier::text).toList();
    }

    private static Optional<String> said(Optional<String> comment) {
        return comment.filter(text -> !text.isEmpty());
    }

    private static boolean fitsHeader(String text) {
        return !text.contains("*/");
    }
}
