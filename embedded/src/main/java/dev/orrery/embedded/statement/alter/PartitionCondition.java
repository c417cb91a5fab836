// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement.alter;

import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.engine.StoredColumn;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.partition.Bounds;
import dev.orrery.embedded.partition.PartitionScheme;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.StatementContext;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.rewrite.TreeWalker;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The condition of {@code DROP PARTITIONS WHERE}: it chooses a partition when it is true of every row that the partition
 * can hold. Of a list of values each is tried; of a range its two ends, which is enough for comparisons of the column with
 * constants and AND between them, and others are refused.
 */
final class PartitionCondition {
    private final StatementContext context;
    private final PartitionScheme scheme;
    private final List<String> names;
    private final String condition;

    PartitionCondition(StatementContext context, StoredTable table, Expression where) throws ServerError {
        this.context = context;
        this.scheme = table.partitionScheme();
        this.names = scheme.columnNames();
        List<Column> columns = table.columns().stream()
                .filter(c -> names.stream().anyMatch(n -> n.equalsIgnoreCase(c.name())))
                .map(StoredColumn::asColumn)
                .toList();
        boolean plain = scheme.isRange()
                ? names.size() == 1 && isInterval(where)
                : table.statement().partitioning().stream()
                        .flatMap(p -> p.expressions().stream())
                        .allMatch(e -> e instanceof Reference.Column);
        if (!plain) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "this condition of DROP PARTITIONS WHERE");
        }
        this.condition = context.translator()
                .condition(where, columns, "t.", table.name().name());
    }

    /** Whether what satisfies it lies between two ends. */
    private static boolean isInterval(Expression where) {
        if (where instanceof Predicate.Between between) {
            return !between.negated()
                    && between.value() instanceof Reference.Column
                    && isConstant(between.low())
                    && isConstant(between.high());
        }
        if (!(where instanceof Operation.Binary binary)) {
            return false;
        }
        if (binary.operator() == BinaryOperator.AND) {
            return isInterval(binary.left()) && isInterval(binary.right());
        }
        boolean ordered = switch (binary.operator()) {
            case EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
            default -> false;
        };
        return ordered
                && ((binary.left() instanceof Reference.Column && isConstant(binary.right()))
                        || (binary.right() instanceof Reference.Column && isConstant(binary.left())));
    }

    private static boolean isConstant(Expression side) {
        ColumnSearch search = new ColumnSearch();
        search.walk(side);
        return !search.found;
    }

    /** Looks for what may differ from row to row. */
    private static final class ColumnSearch extends TreeWalker {
        private boolean found;

        @Override
        public TreeWalker query(Query query) {
            found = true;
            return this;
        }

        @Override
        public TreeWalker column(Reference.Column reference) {
            found = true;
            return this;
        }
    }

    boolean chooses(Bounds bounds) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (List<String> sample : scheme.samples(bounds)) {
            List<String> items = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                items.add(sample.get(i) + " AS " + DuckName.quote(names.get(i)));
            }
            rows.add("SELECT " + String.join(", ", items));
        }
        if (rows.isEmpty()) {
            return false;
        }
        String sql = "SELECT coalesce(bool_and(coalesce(" + condition + ", false)), false) FROM ("
                + String.join(" UNION ALL ", rows) + ") AS t";
        try (Statement statement = context.connection().createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
