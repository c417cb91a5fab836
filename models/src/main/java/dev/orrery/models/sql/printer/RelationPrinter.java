// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.printer;

import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Relation.FunctionForm;
import dev.orrery.models.sql.tree.Relation.JoinKind;
import dev.orrery.models.sql.tree.RelationVisitor;
import dev.orrery.models.sql.tree.Select;
import java.util.List;
import java.util.Optional;

/** What stands in FROM. */
final class RelationPrinter implements RelationVisitor<SqlWriter> {
    private final SqlWriter out;
    private final TreePrinter printer;

    RelationPrinter(SqlWriter out, TreePrinter printer) {
        this.out = out;
        this.printer = printer;
    }

    SqlWriter print(Relation relation) {
        return relation.accept(this);
    }

    private SqlWriter grouped(Relation relation, boolean parentheses) {
        if (!parentheses) {
            return print(relation);
        }
        out.append("(");
        return print(relation).append(")");
    }

    @Override
    public SqlWriter table(Relation.Table relation) {
        out.append(relation.name());
        // The travel clause BEFORE alone stands behind the alias.
        List<String> clauses = relation.clauses();
        clauses.stream()
                .filter(clause -> !clause.startsWith("BEFORE "))
                .forEach(clause -> out.append(" ").append(clause));
        alias(relation.alias(), List.of());
        relation.hints().forEach(hint -> out.append(" [").append(hint).append("]"));
        clauses.stream()
                .filter(clause -> clause.startsWith("BEFORE "))
                .forEach(clause -> out.append(" ").append(clause));
        return out;
    }

    private SqlWriter alias(Optional<Identifier> alias, List<Identifier> columns) {
        alias.ifPresent(name -> out.append(" AS ").append(name));
        return columns.isEmpty() ? out : out.append(" ").names(columns);
    }

    @Override
    public SqlWriter derived(Relation.Derived relation) {
        out.append(relation.lateral() ? "LATERAL (" : "(");
        printer.queries().query(relation.query()).append(")");
        return alias(relation.alias(), relation.columns());
    }

    @Override
    public SqlWriter values(Relation.Values relation) {
        out.append("(VALUES ");
        out.list(relation.rows(), row -> {
            out.append("(");
            printer.expressions().list(row).append(")");
        });
        out.append(")");
        return alias(relation.alias(), relation.columns());
    }

    @Override
    public SqlWriter function(Relation.Function relation) {
        if (relation.form() == FunctionForm.FILES) {
            out.append("FILES ").propertyList(relation.properties());
            return alias(relation.alias(), relation.columns());
        }
        boolean table = relation.form() == FunctionForm.TABLE;
        out.append(table ? "TABLE(" : "");
        out.append(relation.form() == FunctionForm.LATERAL ? "LATERAL " : "");
        out.append(relation.name()).append("(");
        printer.expressions().list(relation.arguments()).append(table ? "))" : ")");
        return alias(relation.alias(), relation.columns());
    }

    @Override
    public SqlWriter join(Relation.Join relation) {
        boolean comma = relation.kind() == JoinKind.COMMA;
        grouped(relation.left(), (!comma && isComma(relation.left())) || relation.left() instanceof Relation.Pivot);
        out.append(words(relation.kind()));
        relation.hint().ifPresent(hint -> out.append("[").append(hint).append("] "));
        boolean inner = comma ? isComma(relation.right()) : relation.right() instanceof Relation.Join;
        grouped(relation.right(), inner || relation.right() instanceof Relation.Pivot);
        relation.on().ifPresent(condition -> {
            out.append(" ON ");
            printer.expressions().print(condition);
        });
        return relation.using().isEmpty() ? out : out.append(" USING ").names(relation.using());
    }

    private static boolean isComma(Relation relation) {
        return relation instanceof Relation.Join join && join.kind() == JoinKind.COMMA;
    }

    private static String words(JoinKind kind) {
        return switch (kind) {
            case COMMA -> ", ";
            case CROSS -> " CROSS JOIN ";
            case INNER -> " JOIN ";
            case LEFT -> " LEFT JOIN ";
            case RIGHT -> " RIGHT JOIN ";
            case FULL -> " FULL JOIN ";
            case LEFT_SEMI -> " LEFT SEMI JOIN ";
            case RIGHT_SEMI -> " RIGHT SEMI JOIN ";
            case LEFT_ANTI -> " LEFT ANTI JOIN ";
            case RIGHT_ANTI -> " RIGHT ANTI JOIN ";
            case NULL_AWARE_LEFT_ANTI -> " NULL AWARE LEFT ANTI JOIN ";
            case ASOF -> " ASOF JOIN ";
            case ASOF_LEFT -> " ASOF LEFT JOIN ";
        };
    }

    @Override
    public SqlWriter pivot(Relation.Pivot relation) {
        grouped(relation.relation(), relation.relation() instanceof Relation.Pivot);
        out.append(" PIVOT (");
        items(relation.aggregates());
        out.append(" FOR ");
        if (relation.columns().size() == 1) {
            out.append(relation.columns().get(0));
        } else {
            out.names(relation.columns());
        }
        out.append(" IN (");
        items(relation.values());
        out.append("))");
        return alias(relation.alias(), List.of());
    }

    private void items(List<Select.Item> items) {
        out.list(items, printer.queries()::item);
    }
}
