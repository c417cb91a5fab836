// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.trace;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where an outer join may put NULL in the place of a column: rows that no partition of the base is the home of. */
final class OuterJoins {
    private OuterJoins() {}

    /** Whether a name without a database may stand for a query. */
    enum CommonTables {
        NONE,
        SOME;

        static CommonTables in(Query query) {
            return SqlPrinter.print(query).toUpperCase(Locale.ROOT).contains("WITH ") ? SOME : NONE;
        }
    }

    /** Errs on the side of yes. */
    static boolean mayLose(Select select, ModelName base, CommonTables common) {
        if (select.from().isEmpty()) {
            return false;
        }
        List<Relation> nullable = new ArrayList<>();
        List<Relation> kept = new ArrayList<>();
        split(select.from().get(), false, nullable, kept);
        for (Relation relation : nullable) {
            boolean other = relation instanceof Relation.Table table
                    && !table.name().last().text().equals(base.name())
                    && (table.name().parts().size() > 1 || common == CommonTables.NONE);
            if (!other) {
                return true;
            }
        }
        for (Relation relation : kept) {
            if (relation instanceof Relation.Derived derived && inside(derived.query(), base, common)) {
                return true;
            }
        }
        return false;
    }

    private static boolean inside(Query query, ModelName base, CommonTables common) {
        if (query.body() instanceof Select select && query.with().isEmpty()) {
            return mayLose(select, base, common);
        }
        return SqlPrinter.print(query).toUpperCase(Locale.ROOT).contains(" JOIN ");
    }

    private static void split(Relation relation, boolean lost, List<Relation> nullable, List<Relation> kept) {
        if (relation instanceof Relation.Join join) {
            split(join.left(), lost || losesLeft(join), nullable, kept);
            split(join.right(), lost || losesRight(join), nullable, kept);
        } else {
            (lost ? nullable : kept).add(relation);
        }
    }

    private static boolean losesLeft(Relation.Join join) {
        return switch (join.kind()) {
            case RIGHT, FULL -> true;
            case COMMA,
                    CROSS,
                    INNER,
                    LEFT,
                    LEFT_SEMI,
                    RIGHT_SEMI,
                    LEFT_ANTI,
                    RIGHT_ANTI,
                    NULL_AWARE_LEFT_ANTI,
                    ASOF,
                    ASOF_LEFT -> false;
        };
    }

    private static boolean losesRight(Relation.Join join) {
        return switch (join.kind()) {
            case LEFT, FULL, ASOF_LEFT -> true;
            case COMMA, CROSS, INNER, RIGHT, LEFT_SEMI, RIGHT_SEMI, LEFT_ANTI, RIGHT_ANTI, NULL_AWARE_LEFT_ANTI, ASOF ->
                false;
        };
    }
}
