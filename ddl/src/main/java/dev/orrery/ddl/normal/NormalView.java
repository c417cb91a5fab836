// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.Definition;
import dev.orrery.models.sql.tree.Query;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The normal form of a view.
 *
 * @param columns names and types that readers see
 * @param comments the view's own, then one for each column; empty for none
 * @param security {@code NONE} where nothing is written
 */
public record NormalView(Query query, List<ReaderColumn> columns, List<String> comments, String security) {

    public static NormalView of(Definition.View view, Columns columns) {
        return of(view, NormalQuery.of(view.statement().query(), view.name().database(), columns));
    }

    /** With a normal form of its query that is known. */
    public static NormalView of(Definition.View view, Query query) {
        return new NormalView(
                query,
                ReaderColumn.of(view.columns()),
                Comments.of(view.statement().comment(), view.statement().columns(), view.columns()),
                Optional.of(view.statement().security().orElse("NONE"))
                        .map(security -> security.toUpperCase(Locale.ROOT))
                        .orElseThrow());
    }
}
