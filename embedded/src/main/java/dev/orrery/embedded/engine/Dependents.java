// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.models.catalog.ModelName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Who stands on whom, and what that means when something changes: MVs become inactive, with StarRocks' reasons. */
final class Dependents {
    /** Of a select list: neither that of count(*) nor a product, which use no column by it. */
    private static final Pattern STAR =
            Pattern.compile("(?:\\bselect|\\bdistinct|\\ball|[,.])\\s*\\*", Pattern.CASE_INSENSITIVE);

    private Dependents() {}

    /** The tables, views and MVs that a query reads, those behind its views included. */
    static Set<ModelName> sources(CatalogState state, Set<ModelName> reads) {
        Set<ModelName> all = new TreeSet<>();
        Set<ModelName> open = new HashSet<>(reads);
        while (!open.isEmpty()) {
            ModelName name = open.iterator().next();
            open.remove(name);
            if (all.add(name)) {
                state.view(name).ifPresent(view -> open.addAll(view.reads()));
            }
        }
        return all;
    }

    /** Ids of the tables and MVs among them, in order. */
    static Set<Long> sourceIds(CatalogState state, Set<ModelName> reads) {
        Set<Long> ids = new TreeSet<>();
        for (ModelName name : sources(state, reads)) {
            state.table(name).ifPresent(table -> ids.add(table.id()));
            state.materializedView(name).ifPresent(view -> ids.add(view.id()));
        }
        return ids;
    }

    /** MVs on the changed object become inactive for the reason; MVs on those for being on an inactive one. */
    static CatalogState inactivate(Connection connection, CatalogState before, ModelName changed, String reason)
            throws SQLException {
        return inactivate(connection, before, changed, reason, List.of());
    }

    /**
     * @param columns only MVs whose text names one of these; empty for all
     */
    static CatalogState inactivate(
            Connection connection, CatalogState before, ModelName changed, String reason, List<String> columns)
            throws SQLException {
        CatalogState state = before;
        for (StoredMaterializedView view : before.materializedViews()) {
            boolean affected = view.active()
                    && sources(before, view.reads()).contains(changed)
                    && (columns.isEmpty() || names(before, view, columns));
            if (affected) {
                StoredMaterializedView inactive = view.inactiveFor(reason);
                CatalogStore.save(connection, inactive);
                state = state.with(inactive);
                state = inactivate(
                        connection,
                        state,
                        view.name(),
                        "base-mv inactive: " + view.name().name());
            }
        }
        return state;
    }

    /** Whether the query, or a view that it reads, has one of the words: rather once too often than not at all. */
    private static boolean names(CatalogState state, StoredMaterializedView view, List<String> columns) {
        if (words(view.queryText(), columns)) {
            return true;
        }
        return sources(state, view.reads()).stream()
                .flatMap(name -> state.view(name).stream())
                .anyMatch(v -> words(v.queryText(), columns));
    }

    private static boolean words(String text, List<String> columns) {
        Set<String> words =
                new HashSet<>(List.of(text.toLowerCase(java.util.Locale.ROOT).split("[^\\w$]+")));
        return STAR.matcher(text).find()
                || columns.stream().anyMatch(c -> words.contains(c.toLowerCase(java.util.Locale.ROOT)));
    }
}
