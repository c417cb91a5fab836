// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.partition.PartitionScheme;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.type.DataType;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table that exists.
 *
 * @param id stays over renames and swaps
 * @param statement the CREATE TABLE that would make it as it is now
 * @param created in the server's zone
 */
public record StoredTable(
        long id,
        ModelName name,
        CreateTable statement,
        KeyKind keyKind,
        List<StoredColumn> columns,
        LocalDateTime created) {
    private static final int IMPLICIT_KEY_COLUMNS = 3;
    private static final int IMPLICIT_KEY_BYTES = 36;

    public StoredTable {
        columns = List.copyOf(columns);
    }

    /** What a CREATE TABLE makes, with the key that StarRocks chooses where none is written. */
    static StoredTable of(long id, ModelName name, CreateTable statement, LocalDateTime created) {
        KeyKind kind = keyKind(statement);
        Set<String> key = keyColumns(statement, kind);
        List<StoredColumn> columns = statement.columns().stream()
                .map(column -> {
                    boolean isKey = key.contains(lower(column.name().text()));
                    return new StoredColumn(column, nullable(column, kind, isKey), isKey);
                })
                .toList();
        return new StoredTable(id, name, statement, kind, columns, created);
    }

    StoredTable named(ModelName other) {
        return new StoredTable(id, other, statement, keyKind, columns, created);
    }

    /** Its table in DuckDB, quoted and with its schema. */
    public String physicalName() {
        return Layout.physicalName(id);
    }

    public Optional<StoredColumn> column(String columnName) {
        return columns.stream()
                .filter(c -> c.name().equalsIgnoreCase(columnName))
                .findFirst();
    }

    public List<StoredColumn> keyColumns() {
        return columns.stream().filter(StoredColumn::key).toList();
    }

    /** One row a key: PRIMARY, UNIQUE and AGGREGATE tables. */
    public boolean hasUniqueKey() {
        return keyKind != KeyKind.DUPLICATE;
    }

    /** A CREATE TABLE with another PARTITION BY. */
    public static CreateTable partitioned(CreateTable t, Optional<Partitioning> partitioning) {
        return new CreateTable(
                t.at(),
                t.external(),
                t.temporary(),
                t.ifNotExists(),
                t.name(),
                t.columns(),
                t.indexes(),
                t.engine(),
                t.key(),
                t.comment(),
                partitioning,
                t.distribution(),
                t.orderBy(),
                t.rollups(),
                t.properties());
    }

    /** How its rows are told apart. */
    public PartitionScheme partitionScheme() throws ServerError {
        List<Column> plain = columns.stream()
                .filter(c -> !c.isGenerated())
                .map(StoredColumn::asColumn)
                .toList();
        return PartitionScheme.of(name, statement.partitioning(), plain);
    }

    public Optional<String> comment() {
        return statement.comment();
    }

    private static KeyKind keyKind(CreateTable statement) {
        if (statement.key().isPresent()) {
            return statement.key().get().kind();
        }
        boolean aggregates =
                statement.columns().stream().anyMatch(c -> c.aggregation().isPresent());
        return aggregates ? KeyKind.AGGREGATE : KeyKind.DUPLICATE;
    }

    private static Set<String> keyColumns(CreateTable statement, KeyKind kind) {
        if (statement.key().isPresent()) {
            return names(statement.key().get().columns());
        }
        if (kind == KeyKind.AGGREGATE) {
            return names(statement.columns().stream()
                    .filter(c -> c.aggregation().isEmpty())
                    .map(ColumnDefinition::name)
                    .toList());
        }
        return names(implicitKey(statement.columns()));
    }

    /** The leading columns up to three and 36 bytes; it ends after the first VARCHAR and before what no key can hold. */
    private static List<Identifier> implicitKey(List<ColumnDefinition> columns) {
        List<Identifier> key = new ArrayList<>();
        int bytes = 0;
        for (ColumnDefinition column : columns) {
            bytes += KeyWidth.of(column.type());
            boolean fits = column.generated().isEmpty() && KeyWidth.mayBeKey(column.type());
            if (key.size() >= IMPLICIT_KEY_COLUMNS || !fits || (bytes > IMPLICIT_KEY_BYTES && !isVarchar(column))) {
                break;
            }
            key.add(column.name());
            if (isVarchar(column)) {
                break;
            }
        }
        return key;
    }

    private static boolean isVarchar(ColumnDefinition column) {
        return column.type() instanceof DataType.Text text && text.kind() == DataType.TextKind.VARCHAR;
    }

    private static boolean nullable(ColumnDefinition column, KeyKind kind, boolean isKey) {
        if (column.autoIncrement() || (kind == KeyKind.PRIMARY && isKey)) {
            return false;
        }
        if (column.aggregation().filter("REPLACE_IF_NOT_NULL"::equals).isPresent()) {
            return true;
        }
        return column.nullable().orElse(true);
    }

    private static Set<String> names(List<Identifier> identifiers) {
        return identifiers.stream().map(i -> lower(i.text())).collect(Collectors.toUnmodifiableSet());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
