// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.trace;

import dev.orrery.embedded.engine.CatalogState;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.engine.StoredView;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.Query;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a query reads a table in one place and row by row or group by group, so that what it makes of one partition
 * depends on no other. Looks at words, and rather says no once too often.
 */
final class Occurrences {
    private static final Pattern BEYOND = Pattern.compile("\\bOVER\\s*\\(|\\bLIMIT\\b", Pattern.CASE_INSENSITIVE);

    private final CatalogState state;

    Occurrences(CatalogState state) {
        this.state = state;
    }

    boolean isReadOnce(StoredMaterializedView view, ModelName base) {
        return count(view.statement().query(), view.reads(), base) == 1;
    }

    /** Two for more than one, and for what is beyond counting. */
    private int count(Query query, Set<ModelName> reads, ModelName base) {
        String text = SqlPrinter.print(query).replace("`", "");
        boolean sharedWith =
                query.with().stream().anyMatch(w -> words(text, w.name().text()) > 2);
        if (sharedWith || BEYOND.matcher(text).find()) {
            return 2;
        }
        int total = 0;
        for (ModelName read : reads) {
            if (read.equals(base)) {
                total += words(text, base.name());
            }
            Optional<StoredView> view = state.view(read);
            if (view.isPresent()) {
                total += words(text, read.name())
                        * count(view.get().statement().query(), view.get().reads(), base);
            }
        }
        return Math.min(total, 2);
    }

    /** Where the word stands alone or behind its database, and not before the name of a column. */
    private static int words(String text, String word) {
        Matcher matcher = Pattern.compile("(?<!AS )(?<![\\w$])" + Pattern.quote(word) + "(?![\\w$])(?!\\s*\\.)")
                .matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
