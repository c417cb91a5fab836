// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The normal form of a CREATE TABLE: key, nullability and distribution written out as StarRocks would choose them,
 * names of columns in lower case. Its properties and its partitions are left out: {@link PropertyRules} compares the
 * first, and the second come and go while a table lives.
 */
public final class NormalTable {
    private static final int MAX_IMPLICIT_KEY_COLUMNS = 3;
    private static final int MAX_IMPLICIT_KEY_BYTES = 36;
    private static final int MAX_BINARY = 1_048_576;

    private NormalTable() {}

    public static CreateTable of(CreateTable table, ModelName name) {
        CreateTable.Key key = key(table);
        return new CreateTable(
                table.at(),
                table.external(),
                table.temporary(),
                false,
                name.toName(),
                table.columns().stream().map(column -> column(column, key)).toList(),
                table.indexes().stream()
                        .map(NormalTable::index)
                        .sorted(Comparator.comparing(index -> index.name().text()))
                        .toList(),
                table.engine().map(engine -> engine.toLowerCase(Locale.ROOT)).filter(engine -> !engine.equals("olap")),
                Optional.of(key),
                table.comment().filter(comment -> !comment.isEmpty()),
                table.partitioning().map(NormalTable::partitioning),
                Optional.of(distribution(table, key)),
                lower(table.orderBy()).equals(key.columns()) ? List.of() : lower(table.orderBy()),
                table.rollups(),
                List.of());
    }

    /** The key as StarRocks chooses it where none is written. */
    static CreateTable.Key key(CreateTable table) {
        if (table.key().isPresent()) {
            CreateTable.Key written = table.key().get();
            return new CreateTable.Key(Location.NOWHERE, written.kind(), lower(written.columns()));
        }
        boolean aggregates =
                table.columns().stream().anyMatch(column -> column.aggregation().isPresent());
        if (aggregates) {
            List<Identifier> keys = table.columns().stream()
                    .filter(column -> column.aggregation().isEmpty())
                    .map(ColumnDefinition::name)
                    .toList();
            return new CreateTable.Key(Location.NOWHERE, KeyKind.AGGREGATE, lower(keys));
        }
        return new CreateTable.Key(Location.NOWHERE, KeyKind.DUPLICATE, lower(implicitDuplicateKey(table.columns())));
    }

    private static List<Identifier> implicitDuplicateKey(List<ColumnDefinition> columns) {
        List<Identifier> key = new ArrayList<>();
        int bytes = 0;
        for (ColumnDefinition column : columns) {
            Optional<Integer> size = column.generated().isPresent() ? Optional.empty() : KeySize.of(column.type());
            if (size.isEmpty() || key.size() == MAX_IMPLICIT_KEY_COLUMNS) {
                break;
            }
            bytes += size.get();
            if (bytes > MAX_IMPLICIT_KEY_BYTES && !key.isEmpty()) {
                break;
            }
            key.add(column.name());
            if (column.type() instanceof DataType.Text text && text.kind() == DataType.TextKind.VARCHAR) {
                break;
            }
        }
        return key;
    }

    private static ColumnDefinition column(ColumnDefinition column, CreateTable.Key key) {
        boolean isKey = key.columns().contains(lower(column.name()));
        boolean neverNull = (key.kind() == KeyKind.PRIMARY && isKey) || column.autoIncrement();
        return new ColumnDefinition(
                column.at(),
                lower(column.name()),
                type(column, key),
                false,
                column.aggregation()
                        .map(NormalTable::aggregation)
                        .filter(aggregation -> key.kind() == KeyKind.AGGREGATE),
                Optional.of(!neverNull && column.nullable().orElse(true)),
                column.defaultValue().flatMap(value -> defaultValue(value, column.type())),
                column.autoIncrement(),
                column.generated().map(NormalQuery::columnExpression),
                column.comment().filter(comment -> !comment.isEmpty()));
    }

    /** SUM over a decimal is kept in 38 digits, whatever was written. */
    private static DataType type(ColumnDefinition column, CreateTable.Key key) {
        boolean sum = key.kind() == KeyKind.AGGREGATE
                && column.aggregation().filter(a -> a.equalsIgnoreCase("SUM")).isPresent();
        if (sum && column.type() instanceof DataType.Decimal decimal) {
            return new DataType.Decimal(38, decimal.scale());
        }
        // VARCHAR and CHAR without a length are one byte long in a column, unlike in an expression.
        if (column.type() instanceof DataType.Text text
                && text.kind() != DataType.TextKind.VARBINARY
                && text.length().isEmpty()) {
            return new DataType.Text(text.kind(), Optional.of(1));
        }
        if (column.type() instanceof DataType.Text binary
                && binary.kind() == DataType.TextKind.VARBINARY
                && binary.length().isEmpty()) {
            return new DataType.Text(binary.kind(), Optional.of(MAX_BINARY));
        }
        // The state of an aggregate function is stored as that function likes.
        boolean state = column.aggregation().filter(a -> a.contains("(")).isPresent();
        return state ? DataType.of(DataType.Kind.UNKNOWN) : column.type();
    }

    /** {@code avg(int(11) not null)} is {@code AVG(INT)}. */
    private static String aggregation(String written) {
        return written.toUpperCase(Locale.ROOT)
                .replaceAll("\\b(TINYINT|SMALLINT|INT|BIGINT|LARGEINT)\\(\\d+\\)", "$1")
                .replaceAll("\\s+(NOT\\s+)?NULL\\b", "")
                .replaceAll("\\s+", "");
    }

    /** Numbers are written as strings, NULL is the default of a default. */
    private static Optional<ColumnDefinition.Default> defaultValue(ColumnDefinition.Default value, DataType type) {
        Expression expression = value.value();
        if (expression instanceof Literal.Null) {
            return Optional.empty();
        }
        if (expression instanceof Literal.Numeric number) {
            expression = new Literal.Text(Location.NOWHERE, number.text());
        }
        if (expression instanceof Literal.Text text && type.is(DataType.Kind.BOOLEAN)) {
            expression = new Literal.Text(
                    Location.NOWHERE, text.value().replaceAll("(?i)^true$", "1").replaceAll("(?i)^false$", "0"));
        }
        return Optional.of(new ColumnDefinition.Default(Location.NOWHERE, NormalQuery.columnExpression(expression)));
    }

    private static IndexDefinition index(IndexDefinition index) {
        return new IndexDefinition(
                index.at(),
                lower(index.name()),
                lower(index.columns()),
                Optional.of(index.using().orElse("BITMAP").toUpperCase(Locale.ROOT)),
                index.properties().stream()
                        .sorted(Comparator.comparing(Property::key))
                        .toList(),
                index.comment().filter(comment -> !comment.isEmpty()));
    }

    private static Partitioning partitioning(Partitioning partitioning) {
        return new Partitioning(
                partitioning.at(),
                partitioning.kind(),
                partitioning.expressions().stream()
                        .map(NormalQuery::columnExpression)
                        .toList(),
                List.of());
    }

    private static Distribution distribution(CreateTable table, CreateTable.Key key) {
        return table.distribution()
                .map(written -> new Distribution(Location.NOWHERE, lower(written.columns()), written.buckets()))
                .orElseGet(() -> new Distribution(
                        Location.NOWHERE, key.kind() == KeyKind.PRIMARY ? key.columns() : List.of(), Optional.empty()));
    }

    /** Names of columns in lower case, for looking up. */
    public static Set<String> names(List<ColumnDefinition> columns) {
        return columns.stream()
                .map(column -> column.name().text().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    static List<Identifier> lower(List<Identifier> names) {
        return names.stream().map(NormalTable::lower).toList();
    }

    static Identifier lower(Identifier name) {
        return new Identifier(name.at(), name.text().toLowerCase(Locale.ROOT));
    }
}
