// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement.alter;

import dev.orrery.embedded.alter.AlterJob.Kind;
import dev.orrery.embedded.alter.AlterJobs;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.Failures;
import dev.orrery.embedded.statement.StatementContext;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Administrative;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code CANCEL ALTER TABLE COLUMN | OPTIMIZE | ROLLUP FROM db.t [(jobs)]}, {@code CANCEL ALTER MATERIALIZED VIEW FROM t}. */
public final class AlterCancellation {
    private static final Pattern CANCEL = Pattern.compile(
            "CANCEL\\s+ALTER\\s+(?:TABLE\\s+(COLUMN|OPTIMIZE|ROLLUP)|MATERIALIZED\\s+VIEW)\\s+FROM\\s+"
                    + "(?:`?([^`.\\s(]+)`?\\s*\\.\\s*)?`?([^`.\\s(]+)`?\\s*(?:\\(([\\d,\\s]*)\\))?\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);

    private AlterCancellation() {}

    public static boolean knows(String kind) {
        return kind.equals("CANCEL ALTER TABLE") || kind.equals("CANCEL ALTER MATERIALIZED VIEW");
    }

    public static Answer run(StatementContext context, AlterJobs jobs, Administrative statement)
            throws SQLException, ServerError {
        Matcher words = words(statement);
        ModelName name = table(context, words);
        long id = context.engine()
                .table(name)
                .orElseThrow(() -> Failures.unknownTable(name.name()))
                .id();
        Kind kind = words.group(1) == null
                ? Kind.ROLLUP
                : Kind.valueOf(words.group(1).toUpperCase(Locale.ROOT));
        jobs.cancel(kind, id, name, ids(words.group(4)));
        return Answer.Done.OK;
    }

    /** The table whose job it ends. */
    public static ModelName table(StatementContext context, Administrative statement) throws ServerError {
        return table(context, words(statement));
    }

    private static ModelName table(StatementContext context, Matcher words) throws ServerError {
        String database = words.group(2) == null ? context.requireDatabase() : words.group(2);
        return new ModelName(database, words.group(3));
    }

    private static Matcher words(Administrative statement) throws ServerError {
        Matcher words = CANCEL.matcher(statement.text().strip());
        if (!words.matches()) {
            throw Failures.statement(statement.text());
        }
        return words;
    }

    private static Set<Long> ids(@Nullable String list) {
        Set<Long> ids = new HashSet<>();
        for (String id : list == null ? new String[0] : list.split(",")) {
            if (!id.isBlank()) {
                ids.add(Long.valueOf(id.strip()));
            }
        }
        return ids;
    }
}
