// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.metadata.RowExpression.UnsupportedCondition;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.SessionStatement.Show;
import dev.orrery.models.sql.tree.SortItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** LIKE, WHERE, ORDER BY and LIMIT of a SHOW. */
final class RowFilter {
    private final Show statement;

    RowFilter(Show statement) {
        this.statement = statement;
    }

    /** @param likeColumn what LIKE is held against */
    Relation apply(Relation relation, String likeColumn) throws ServerError {
        Map<String, Integer> positions = positions(relation.columns());
        try {
            List<@Nullable String[]> rows = new ArrayList<>();
            for (@Nullable String[] row : relation.rows()) {
                if (fits(row, positions, likeColumn)) {
                    rows.add(row);
                }
            }
            for (int i = statement.orderBy().size() - 1; i >= 0; i--) {
                rows.sort(order(statement.orderBy().get(i), positions));
            }
            return new Relation(relation.columns(), limited(rows));
        } catch (UnsupportedCondition e) {
            throw ServerError.analyzing(String.valueOf(e.getMessage()));
        }
    }

    private boolean fits(@Nullable String[] row, Map<String, Integer> positions, String likeColumn) {
        if (statement.like().isPresent()) {
            String value = row[positions.getOrDefault(likeColumn, 0)];
            if (value == null || !RowExpression.like(value, statement.like().get())) {
                return false;
            }
        }
        Optional<Expression> where = statement.where();
        return where.isEmpty()
                || where.get()
                        .accept(new RowExpression(positions, row))
                        .filter(RowExpression.TRUE::equals)
                        .isPresent();
    }

    private static Comparator<@Nullable String[]> order(SortItem item, Map<String, Integer> positions) {
        Comparator<@Nullable String[]> ascending = (left, right) -> {
            Optional<String> a = item.expression().accept(new RowExpression(positions, left));
            Optional<String> b = item.expression().accept(new RowExpression(positions, right));
            if (a.isEmpty() || b.isEmpty()) {
                return Boolean.compare(a.isPresent(), b.isPresent());
            }
            return RowExpression.compare(a.get(), b.get());
        };
        return item.descending() ? ascending.reversed() : ascending;
    }

    private List<@Nullable String[]> limited(List<@Nullable String[]> rows) {
        if (statement.limit().isEmpty()) {
            return rows;
        }
        int from = (int) Math.min(
                rows.size(),
                statement.limit().get().offset().map(RowFilter::number).orElse(0L));
        long to = from + number(statement.limit().get().count());
        return rows.subList(from, (int) Math.min(rows.size(), to));
    }

    private static long number(Expression expression) {
        if (expression instanceof Literal.Numeric numeric && numeric.text().matches("\\d{1,18}")) {
            return Long.parseLong(numeric.text());
        }
        throw new UnsupportedCondition("a LIMIT that is no number");
    }

    private static Map<String, Integer> positions(List<Column> columns) {
        Map<String, Integer> positions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < columns.size(); i++) {
            positions.put(columns.get(i).name(), i);
        }
        return positions;
    }
}
