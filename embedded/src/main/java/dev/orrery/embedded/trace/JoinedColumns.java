// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.trace;

import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Columns that a join makes equal to others. Looks at words, and rather says yes once too often. */
final class JoinedColumns {
    private JoinedColumns() {}

    /** Whether a condition of a join, or of a query that joins, names such a column. */
    static boolean mayBe(Select select, String column) {
        List<String> conditions = new ArrayList<>();
        select.from().ifPresent(from -> collect(from, conditions));
        if (!conditions.isEmpty()) {
            select.where().ifPresent(where -> conditions.add(SqlPrinter.print(where)));
        }
        Pattern word = Pattern.compile("(?<![\\w$])" + Pattern.quote(column) + "(?![\\w$])", Pattern.CASE_INSENSITIVE);
        return conditions.stream().anyMatch(condition -> word.matcher(condition).find());
    }

    private static void collect(Relation relation, List<String> conditions) {
        if (relation instanceof Relation.Join join) {
            // A join without a condition may have it in WHERE.
            conditions.add("");
            join.on().ifPresent(on -> conditions.add(SqlPrinter.print(on)));
            join.using().forEach(name -> conditions.add(name.text()));
            collect(join.left(), conditions);
            collect(join.right(), conditions);
        }
    }
}
