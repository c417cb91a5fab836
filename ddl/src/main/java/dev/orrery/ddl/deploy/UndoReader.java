// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.ddl.changelog.Changelog;
import dev.orrery.ddl.changelog.Changelog.ChangeSetId;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.SqlNames;
import dev.orrery.starrocks.StarRocks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads out of changelogs what their undo does to the server as it is now. One rollback, newest deployment first. */
final class UndoReader {
    private static final String NAME = "(`[^`]+`|\\w+)";
    private static final String TABLE = NAME + "\\." + NAME;
    private static final Pattern DROP = Pattern.compile("DROP TABLE (?:IF EXISTS )?" + TABLE + ".*", Pattern.DOTALL);
    private static final Pattern RENAME = Pattern.compile("ALTER TABLE " + TABLE + " RENAME " + NAME);
    private static final Pattern COLUMN =
            Pattern.compile("ALTER TABLE " + TABLE + " .*?DROP COLUMN " + NAME + ".*", Pattern.DOTALL);

    private final StarRocks starRocks;

    /** What tables that an undo has renamed are called now. */
    private final Map<ModelName, ModelName> today = new HashMap<>();

    UndoReader(StarRocks starRocks) {
        this.starRocks = starRocks;
    }

    /**
     * @param ran the change sets that have run
     */
    UndoPlan.Part part(Changelog changelog, Set<String> ran) {
        Map<ChangeSetId, List<String>> undo = changelog.undo();
        List<UndoPlan.UndoStep> steps = new ArrayList<>();
        for (int i = changelog.steps().size() - 1; i >= 0; i--) {
            ChangeSetId step = changelog.steps().get(i);
            List<String> statements = undo.getOrDefault(step, List.of());
            if (ran.contains(step.toString()) && !statements.isEmpty()) {
                steps.add(step(step, statements));
            }
        }
        return new UndoPlan.Part(changelog.number(), steps);
    }

    private UndoPlan.UndoStep step(ChangeSetId step, List<String> statements) {
        List<ModelName> dropped = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (String statement : statements) {
            Matcher rename = RENAME.matcher(statement);
            if (rename.matches()) {
                ModelName from = table(rename);
                ModelName to = new ModelName(from.database(), bare(rename.group(3)));
                today.put(to, today.getOrDefault(from, from));
            }
            // What was built aside is a copy: only what bears the subject's name has rows of its own.
            Matcher drop = DROP.matcher(statement);
            if (drop.matches() && table(drop).toString().equals(step.subject())) {
                Optional.of(today.getOrDefault(table(drop), table(drop)))
                        .filter(this::holdsRows)
                        .ifPresent(dropped::add);
            }
            Matcher column = COLUMN.matcher(statement);
            if (column.matches()) {
                columns.add(column.group(3));
            }
        }
        return new UndoPlan.UndoStep(step, dropped, columns);
    }

    /** Asked of the table itself: the server's statistics come later than the rows. */
    private boolean holdsRows(ModelName table) {
        try {
            return starRocks
                    .ask(sql -> sql.fetch("SELECT 1 FROM " + SqlNames.quote(table) + " LIMIT 1"))
                    .isNotEmpty();
        } catch (ServerException e) {
            if (e.isMissingObject()) {
                return false;
            }
            throw e;
        }
    }

    private static ModelName table(Matcher statement) {
        return new ModelName(bare(statement.group(1)), bare(statement.group(2)));
    }

    private static String bare(String name) {
        return name.replace("`", "");
    }
}
