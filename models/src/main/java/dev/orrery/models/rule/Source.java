// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.analysis.QueryAnalysis;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One relation of a FROM clause.
 *
 * @param alias that qualifies its columns; empty for a relation without a name
 * @param model of a table, view or MV
 * @param query of a common or derived table
 */
record Source(String alias, Relation relation, Optional<ModelName> model, Optional<Inner> query) {

    /**
     * A query as a relation.
     *
     * @param columns new names of its columns; empty when they keep theirs
     * @param known the common tables that it may name
     */
    record Inner(Query query, List<Identifier> columns, WithNames known) {}

    /** Every relation of a FROM, those of joins one by one. */
    static List<Source> of(Relation from, QueryAnalysis analysis, WithNames known) {
        List<Source> all = new ArrayList<>();
        add(from, analysis, known, all);
        return all;
    }

    private static void add(Relation from, QueryAnalysis analysis, WithNames known, List<Source> all) {
        if (from instanceof Relation.Join join) {
            add(join.left(), analysis, known, all);
            add(join.right(), analysis, known, all);
        } else {
            all.add(one(from, analysis, known));
        }
    }

    private static Source one(Relation from, QueryAnalysis analysis, WithNames known) {
        if (from instanceof Relation.Table table) {
            String alias = table.alias().orElse(table.name().last()).text();
            Optional<ModelName> model = analysis.table(table);
            Optional<Inner> common = model.isPresent()
                    ? Optional.empty()
                    : known.find(table.name().last().text())
                            .map(found -> new Inner(
                                    found.table().query(), found.table().columns(), found.known()));
            return new Source(alias, from, model, common);
        }
        if (from instanceof Relation.Derived derived) {
            String alias = derived.alias().map(Identifier::text).orElse("");
            Inner inner = new Inner(derived.query(), derived.columns(), known);
            return new Source(alias, from, Optional.empty(), Optional.of(inner));
        }
        return new Source("", from, Optional.empty(), Optional.empty());
    }

    /** Whether the alias is the one that qualifies a column; table names keep their case. */
    boolean isNamed(String qualifier) {
        return alias.equals(qualifier);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
