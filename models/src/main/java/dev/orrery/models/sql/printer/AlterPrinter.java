// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.printer;

import dev.orrery.models.sql.tree.Alter;
import dev.orrery.models.sql.tree.AlterClause;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Property;
import java.util.List;
import java.util.Optional;

/** ALTER and its clauses. */
final class AlterPrinter implements Alter.Visitor<SqlWriter>, AlterClause.Visitor<SqlWriter> {
    private final SqlWriter out;
    private final TreePrinter printer;

    AlterPrinter(SqlWriter out, TreePrinter printer) {
        this.out = out;
        this.printer = printer;
    }

    @Override
    public SqlWriter table(Alter.Table statement) {
        out.append("ALTER TABLE ").append(statement.name()).append(" ");
        return out.list(statement.clauses(), clause -> clause.accept(this));
    }

    @Override
    public SqlWriter view(Alter.View statement) {
        out.append("ALTER VIEW ").append(statement.name());
        printer.tables().viewColumns(statement.columns(), List.of());
        statement.query().ifPresent(query -> {
            out.append(" AS ");
            printer.queries().query(query);
        });
        statement.clause().ifPresent(clause -> {
            out.append(" ");
            clause.accept(this);
        });
        return out;
    }

    @Override
    public SqlWriter materializedView(Alter.MaterializedView statement) {
        out.append("ALTER MATERIALIZED VIEW ").append(statement.name()).append(" ");
        return statement.clause().accept(this);
    }

    @Override
    public SqlWriter addColumns(AlterClause.AddColumns clause) {
        out.append("ADD COLUMN ").append(clause.parenthesised() ? "(" : "");
        out.list(clause.columns(), printer.tables()::column).append(clause.parenthesised() ? ")" : "");
        position(clause.position());
        clause.rollup().ifPresent(rollup -> out.append(" TO ").append(rollup));
        return out.properties(" ", clause.properties());
    }

    private void position(Optional<AlterClause.Position> position) {
        position.ifPresent(place -> place.after()
                .ifPresentOrElse(after -> out.append(" AFTER ").append(after), () -> out.append(" FIRST")));
    }

    private SqlWriter from(Optional<Identifier> rollup, List<Property> properties) {
        rollup.ifPresent(name -> out.append(" FROM ").append(name));
        return out.properties(" ", properties);
    }

    @Override
    public SqlWriter dropColumn(AlterClause.DropColumn clause) {
        out.append("DROP COLUMN ").append(clause.column());
        return from(clause.rollup(), clause.properties());
    }

    @Override
    public SqlWriter modifyColumn(AlterClause.ModifyColumn clause) {
        out.append("MODIFY COLUMN ");
        printer.tables().column(clause.column());
        position(clause.position());
        return from(clause.rollup(), clause.properties());
    }

    @Override
    public SqlWriter renameColumn(AlterClause.RenameColumn clause) {
        return out.append("RENAME COLUMN ").append(clause.from()).append(" TO ").append(clause.to());
    }

    @Override
    public SqlWriter commentColumn(AlterClause.CommentColumn clause) {
        out.append("MODIFY COLUMN ").append(clause.column());
        return out.append(" COMMENT ").append(SqlWriter.doubleQuoted(clause.comment()));
    }

    @Override
    public SqlWriter orderColumns(AlterClause.OrderColumns clause) {
        out.append("ORDER BY ").names(clause.columns());
        return from(clause.rollup(), clause.properties());
    }

    @Override
    public SqlWriter addIndex(AlterClause.AddIndex clause) {
        printer.tables().index("ADD ", clause.index());
        return out;
    }

    @Override
    public SqlWriter dropIndex(AlterClause.DropIndex clause) {
        return out.append("DROP INDEX ").append(clause.index());
    }

    @Override
    public SqlWriter addRollups(AlterClause.AddRollups clause) {
        return out.append("ADD ROLLUP ").list(clause.rollups(), printer.tables()::rollup);
    }

    @Override
    public SqlWriter addPartition(AlterClause.AddPartition clause) {
        String text = clause.partition().text();
        out.append("ADD ").append(clause.temporary() ? "TEMPORARY " : "");
        out.append(text.startsWith("START") ? "PARTITIONS " : "").append(text);
        clause.distribution().ifPresent(distribution -> printer.tables().distribution(" ", distribution));
        return out.properties(" ", clause.properties());
    }

    @Override
    public SqlWriter dropPartitions(AlterClause.DropPartitions clause) {
        out.append("DROP ").append(clause.temporary() ? "TEMPORARY " : "");
        boolean one = clause.partitions().size() == 1;
        out.append(one ? "PARTITION " : "PARTITIONS ").append(clause.ifExists() ? "IF EXISTS " : "");
        clause.where().ifPresent(condition -> {
            out.append("WHERE ");
            printer.expressions().print(condition);
        });
        clause.series().ifPresent(out::append);
        if (one) {
            out.append(clause.partitions().get(0));
        } else if (!clause.partitions().isEmpty()) {
            out.names(clause.partitions());
        }
        return out.append(clause.force() ? " FORCE" : "");
    }

    @Override
    public SqlWriter rename(AlterClause.Rename clause) {
        return out.append("RENAME ").append(clause.name());
    }

    @Override
    public SqlWriter swap(AlterClause.Swap clause) {
        return out.append("SWAP WITH ").append(clause.other());
    }

    @Override
    public SqlWriter set(AlterClause.SetProperties clause) {
        return out.append("SET ").propertyList(clause.properties());
    }

    @Override
    public SqlWriter comment(AlterClause.Comment clause) {
        return out.append("COMMENT = ").append(SqlWriter.doubleQuoted(clause.comment()));
    }

    @Override
    public SqlWriter optimize(AlterClause.Optimize clause) {
        String separator = "";
        if (clause.partitions().isPresent()) {
            out.append(clause.partitions().get());
            separator = " ";
        }
        if (clause.key().isPresent()) {
            CreateTable.Key key = clause.key().get();
            out.append(separator).append(key.kind().name()).append(" KEY ").names(key.columns());
            separator = " ";
        }
        if (clause.partitioning().isPresent()) {
            printer.tables().partitioning(separator, clause.partitioning().get());
            separator = " ";
        }
        if (!clause.orderBy().isEmpty()) {
            out.append(separator).append("ORDER BY ").names(clause.orderBy());
            separator = " ";
        }
        if (clause.distribution().isPresent()) {
            printer.tables().distribution(separator, clause.distribution().get());
        }
        if (!clause.between().isEmpty()) {
            out.append(" BETWEEN ")
                    .append(SqlWriter.doubleQuoted(clause.between().get(0)));
            out.append(" AND ").append(SqlWriter.doubleQuoted(clause.between().get(1)));
        }
        return out;
    }

    @Override
    public SqlWriter refresh(AlterClause.SetRefresh clause) {
        printer.tables().refresh("", clause.refresh());
        return out;
    }

    @Override
    public SqlWriter activity(AlterClause.SetActivity clause) {
        return out.append(clause.active() ? "ACTIVE" : "INACTIVE");
    }

    @Override
    public SqlWriter other(AlterClause.Other clause) {
        return out.append(clause.text());
    }
}
