// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.changelog;

import dev.orrery.ddl.diff.Shadow;
import dev.orrery.ddl.plan.Step;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.Alter;
import dev.orrery.models.sql.tree.AlterClause;
import dev.orrery.models.sql.tree.Statement;
import java.util.Locale;
import java.util.Optional;

/**
 * A question to the server that tells whether a step is still to be done. Who is killed between a statement and its row in
 * the history finds the step undone there and done on the server; doing it again would fail, or swap back.
 *
 * @param expected the answer while it is still to be done
 */
record Precondition(int expected, String query) {

    /** Empty for what may be done twice, and for what no bulk read shows. */
    static Optional<Precondition> of(Step step) {
        if (step.subject().indexOf('.') < 0) {
            return Optional.empty(); // CREATE DATABASE IF NOT EXISTS
        }
        ModelName name = ModelName.parse(step.subject());
        return switch (step.action()) {
            case "create" -> Optional.of(objects(0, name));
            case "build-aside" -> Optional.of(objects(0, Shadow.of(name)));
            case "copy-aside" ->
                Optional.of(new Precondition(
                        0, "SELECT count(*) FROM (SELECT 1 FROM " + quoted(Shadow.of(name)) + " LIMIT 1) AS copied"));
            case "swap" -> Optional.of(older(name, Shadow.of(name)));
            case "drop", "drop-leftover" -> Optional.of(objects(1, name));
            case "drop-old" -> Optional.of(objects(1, Shadow.of(name)));
            case "add-columns", "add-column", "drop-column", Step.RENAME_COLUMN, Step.RENAME -> altered(step.sql());
            default -> Optional.empty();
        };
    }

    /** What a formatted changelog says before the statement. */
    String lines() {
        return "--preconditions onFail:MARK_RAN onError:HALT\n--precondition-sql-check expectedResult:" + expected + ' '
                + SqlLines.escape(query).replaceAll("\\R", "\\\\n") + '\n';
    }

    private static Optional<Precondition> altered(String sql) {
        Statement statement = SqlParser.parseStatement(sql);
        if (!(statement instanceof Alter alter)) {
            return Optional.empty();
        }
        ModelName name = ModelName.parse(alter.name().toString());
        Optional<AlterClause> first =
                alter instanceof Alter.Table table ? table.clauses().stream().findFirst() : Optional.empty();
        if (first.isPresent() && first.get() instanceof AlterClause.AddColumns added) {
            return Optional.of(column(0, name, added.columns().get(0).name().text()));
        }
        if (first.isPresent() && first.get() instanceof AlterClause.DropColumn dropped) {
            return Optional.of(column(1, name, dropped.column().text()));
        }
        if (first.isPresent() && first.get() instanceof AlterClause.RenameColumn renamed) {
            return Optional.of(column(1, name, renamed.from().text()));
        }
        return Optional.of(objects(1, name)); // RENAME: the old name is still there
    }

    private static Precondition objects(int expected, ModelName name) {
        return new Precondition(expected, "SELECT count(*) FROM information_schema.tables WHERE " + is(name, "TABLE_"));
    }

    private static Precondition column(int expected, ModelName table, String column) {
        return new Precondition(
                expected,
                "SELECT count(*) FROM information_schema.columns WHERE " + is(table, "TABLE_")
                        + " AND lower(COLUMN_NAME) = " + SqlPrinter.text(column.toLowerCase(Locale.ROOT)));
    }

    /** What was built aside is younger than what it replaces, until the two have changed places: ids only grow. */
    private static Precondition older(ModelName live, ModelName shadow) {
        return new Precondition(
                1,
                "SELECT count(*) FROM information_schema.tables_config AS live"
                        + " JOIN information_schema.tables_config AS aside ON live.TABLE_ID < aside.TABLE_ID WHERE "
                        + is(live, "live.TABLE_") + " AND " + is(shadow, "aside.TABLE_"));
    }

    private static String is(ModelName name, String prefix) {
        return prefix + "SCHEMA = " + SqlPrinter.text(name.database()) + " AND " + prefix + "NAME = "
                + SqlPrinter.text(name.name());
    }

    private static String quoted(ModelName name) {
        return SqlPrinter.name(name.database()) + "." + SqlPrinter.name(name.name());
    }
}
