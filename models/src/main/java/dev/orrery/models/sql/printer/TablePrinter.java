// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.printer;

import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTableAs;
import dev.orrery.models.sql.tree.CreateTableLike;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Partitioning.PartitionKind;
import dev.orrery.models.sql.tree.ViewColumn;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.TypeText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** CREATE TABLE, laid out as SHOW CREATE does, and the clauses that other definitions share. */
final class TablePrinter {
    private final SqlWriter out;
    private final TreePrinter printer;

    TablePrinter(SqlWriter out, TreePrinter printer) {
        this.out = out;
        this.printer = printer;
    }

    SqlWriter createTable(CreateTable table) {
        opening(table.external(), table.temporary(), table.ifNotExists());
        out.append(table.name()).append(" (\n  ");
        out.list(table.columns(), ",\n  ", this::column);
        table.indexes().forEach(index -> index(",\n  ", index));
        out.append("\n)");
        table.engine().ifPresent(engine -> out.append("\nENGINE = ").append(SqlWriter.name(engine)));
        clauses(table.key(), table.comment(), table.partitioning(), table.distribution(), table.orderBy());
        if (!table.rollups().isEmpty()) {
            out.append("\nROLLUP (").list(table.rollups(), this::rollup).append(")");
        }
        return out.properties("\n", table.properties());
    }

    private void opening(boolean external, boolean temporary, boolean ifNotExists) {
        out.append("CREATE ");
        out.append(external ? "EXTERNAL " : "").append(temporary ? "TEMPORARY " : "");
        out.append("TABLE ").append(ifNotExists ? "IF NOT EXISTS " : "");
    }

    private void clauses(
            Optional<CreateTable.Key> key,
            Optional<String> comment,
            Optional<Partitioning> partitioning,
            Optional<Distribution> distribution,
            List<Identifier> orderBy) {
        key.ifPresent(this::key);
        comment("\n", comment);
        partitioning.ifPresent(clause -> partitioning("\n", clause));
        distribution.ifPresent(clause -> distribution("\n", clause));
        if (!orderBy.isEmpty()) {
            out.append("\nORDER BY ").names(orderBy);
        }
    }

    SqlWriter createTableAs(CreateTableAs table) {
        opening(false, table.temporary(), table.ifNotExists());
        out.append(table.name());
        if (!table.columns().isEmpty() || !table.indexes().isEmpty()) {
            out.append(" (").list(table.columns(), out::append);
            String separator = table.columns().isEmpty() ? "" : ", ";
            for (IndexDefinition index : table.indexes()) {
                index(separator, index);
                separator = ", ";
            }
            out.append(")");
        }
        clauses(table.key(), table.comment(), table.partitioning(), table.distribution(), table.orderBy());
        out.properties("\n", table.properties()).append("\nAS ");
        return printer.queries().query(table.query());
    }

    SqlWriter createTableLike(CreateTableLike table) {
        opening(table.external(), table.temporary(), table.ifNotExists());
        out.append(table.name());
        table.partitioning().ifPresent(clause -> partitioning("\n", clause));
        table.distribution().ifPresent(clause -> distribution("\n", clause));
        return out.properties("\n", table.properties()).append(" LIKE ").append(table.other());
    }

    void key(CreateTable.Key key) {
        out.append("\n").append(key.kind().name()).append(" KEY ").names(key.columns());
    }

    void column(ColumnDefinition column) {
        out.append(column.name());
        if (!column.type().is(DataType.Kind.UNKNOWN)) {
            out.append(" ").append(TypeText.ddl(column.type()));
        }
        out.append(column.key() ? " KEY" : "");
        column.aggregation().ifPresent(aggregation -> out.append(" ").append(aggregation));
        column.nullable().ifPresent(nullable -> out.append(nullable ? " NULL" : " NOT NULL"));
        column.defaultValue().ifPresent(value -> {
            out.append(" DEFAULT ");
            defaultValue(value.value());
        });
        out.append(column.autoIncrement() ? " AUTO_INCREMENT" : "");
        column.generated().ifPresent(expression -> {
            out.append(" AS (");
            printer.expressions().print(expression).append(")");
        });
        comment(" ", column.comment());
    }

    /** Calls stand in parentheses, but for the time of day. */
    void defaultValue(Expression value) {
        if (value instanceof Literal.Text text) {
            out.append(SqlWriter.doubleQuoted(text.value()));
        } else if (value instanceof Call.Function call && !isNow(call)) {
            out.append("(");
            printer.expressions().print(value).append(")");
        } else if (value instanceof Call.Function call && call.arguments().isEmpty()) {
            out.append(call.name().last().text());
        } else {
            printer.expressions().print(value);
        }
    }

    private static boolean isNow(Call.Function call) {
        return call.name().toString().toUpperCase(Locale.ROOT).equals("CURRENT_TIMESTAMP");
    }

    void index(String before, IndexDefinition index) {
        out.append(before).append("INDEX ").append(index.name()).append(" ").names(index.columns());
        index.using().ifPresent(using -> out.append(" USING ").append(using));
        if (!index.properties().isEmpty()) {
            out.append(" ").propertyList(index.properties());
        }
        comment(" ", index.comment());
    }

    void comment(String before, Optional<String> comment) {
        comment.ifPresent(text -> out.append(before).append("COMMENT ").append(SqlWriter.doubleQuoted(text)));
    }

    void partitioning(String before, Partitioning partitioning) {
        out.append(before).append("PARTITION BY ");
        boolean list = partitioning.kind() != PartitionKind.EXPRESSION;
        boolean parentheses = list
                || (partitioning.partitions().isEmpty()
                        && partitioning.expressions().size() > 1);
        out.append(list ? partitioning.kind().name() : "").append(parentheses ? "(" : "");
        printer.expressions().list(partitioning.expressions()).append(parentheses ? ")" : "");
        if (partitioning.partitions().isEmpty()) {
            out.append(partitioning.kind() == PartitionKind.RANGE ? " ()" : "");
            return;
        }
        out.append(" (\n  ");
        out.list(partitioning.partitions(), ",\n  ", partition -> out.append(partition.text()));
        out.append("\n)");
    }

    void distribution(String before, Distribution distribution) {
        out.append(before).append("DISTRIBUTED BY ");
        if (distribution.columns().isEmpty()) {
            out.append("RANDOM");
        } else {
            out.append("HASH").names(distribution.columns());
        }
        distribution.buckets().ifPresent(buckets -> out.append(" BUCKETS " + buckets));
    }

    void rollup(CreateTable.Rollup rollup) {
        out.append(rollup.name()).append(" ").names(rollup.columns());
        if (!rollup.duplicateKey().isEmpty()) {
            out.append(" DUPLICATE KEY ").names(rollup.duplicateKey());
        }
        rollup.from().ifPresent(from -> out.append(" FROM ").append(from));
        out.properties(" ", rollup.properties());
    }

    void partitionBy(List<Expression> expressions) {
        out.append("\nPARTITION BY (");
        printer.expressions().list(expressions).append(")");
    }

    /** The list after the name of a view. */
    void viewColumns(List<ViewColumn> columns, List<IndexDefinition> indexes) {
        if (columns.isEmpty() && indexes.isEmpty()) {
            return;
        }
        out.append(" (\n  ");
        out.list(columns, ",\n  ", column -> {
            out.append(column.name());
            comment(" ", column.comment());
        });
        String separator = columns.isEmpty() ? "" : ",\n  ";
        for (IndexDefinition index : indexes) {
            index(separator, index);
            separator = ",\n  ";
        }
        out.append("\n)");
    }

    void refresh(String before, CreateMaterializedView.Refresh refresh) {
        out.append(before).append("REFRESH ");
        out.append(refresh.deferred() ? "DEFERRED " : "")
                .append(refresh.scheme().name());
        refresh.start()
                .ifPresent(start -> out.append(" START(")
                        .append(SqlWriter.doubleQuoted(start))
                        .append(")"));
        refresh.every().ifPresent(every -> {
            out.append(" EVERY(");
            printer.expressions().print(every).append(")");
        });
    }
}
