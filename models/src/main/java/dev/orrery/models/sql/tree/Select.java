// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/**
 * {@code SELECT … FROM … WHERE … GROUP BY … HAVING … QUALIFY …}.
 *
 * @param hints the texts of {@code /*+ … *}{@code /} after SELECT, such as {@code SET_VAR(a = 1)}
 * @param from empty for {@code SELECT 1}
 */
public record Select(
        Location at,
        List<String> hints,
        boolean distinct,
        List<Item> items,
        Optional<Relation> from,
        Optional<Expression> where,
        Optional<GroupBy> groupBy,
        Optional<Expression> having,
        Optional<Expression> qualify)
        implements Query.Body {

    public Select {
        hints = List.copyOf(hints);
        items = List.copyOf(items);
    }

    @Override
    public <R> R accept(Query.BodyVisitor<R> visitor) {
        return visitor.select(this);
    }

    /**
     * {@code expression AS alias}; a {@link Reference.Star} stands for several columns.
     *
     * @param alias as written; when empty StarRocks names the column after its text
     */
    public record Item(Location at, Expression expression, Optional<Identifier> alias) implements Node {}

    /**
     * {@code GROUP BY}.
     *
     * @param sets one set for the plain form; several for GROUPING SETS; the columns of ROLLUP and CUBE are one set
     */
    public record GroupBy(Location at, GroupKind kind, List<List<Expression>> sets) implements Node {
        public GroupBy {
            // Nearly all have one set.
            sets = sets.size() == 1
                    ? List.of(List.copyOf(sets.get(0)))
                    : sets.stream().map(List::copyOf).toList();
        }
    }

    /** The forms of GROUP BY. */
    public enum GroupKind {
        PLAIN,
        ROLLUP,
        CUBE,
        GROUPING_SETS,
        ALL
    }
}
