// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.version;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Finds what a statement needs a newer StarRocks for, and refuses it by name. */
public final class Constructs {
    private Constructs() {}

    /** How much of a statement is looked at. */
    public enum Depth {
        /** Forms of the grammar and properties: what a parser knows. */
        FORMS,
        /** Names of functions too. */
        FORMS_AND_FUNCTIONS
    }

    /** Everything in a statement that not all supported versions of this run mode have, whatever the target. */
    public static List<Use> of(Statement statement, RunMode runMode, Depth depth) {
        Uses uses = new Uses(runMode, depth);
        statement.accept(new StatementUses(uses));
        return uses.found();
    }

    /**
     * Adds a diagnostic for each construct that is newer than the target.
     *
     * @param depth how much of it is looked at
     * @param places where a node of the statement stands in its file
     */
    public static void check(
            Statement statement,
            Project.Target target,
            Depth depth,
            Function<Location, FileSpan> places,
            Diagnostics diagnostics) {
        for (Use use : of(statement, target.runMode(), depth)) {
            if (!use.since().includes(target.version())) {
                diagnostics.add(refusal(use, target.version(), trimmed(places.apply(use.at()))));
            }
        }
    }

    private static Diagnostic refusal(Use use, StarRocksVersion version, FileSpan place) {
        String message = "StarRocks " + version + " does not know " + use.shown() + ", which came with " + use.since();
        List<String> help = new ArrayList<>();
        if (use.since().laterInLine(version)) {
            help.add("if the servers have it, name their patch as the target");
        }
        if (!use.instead().isEmpty()) {
            help.add(use.instead());
        }
        Diagnostic refusal = Diagnostic.at(place, ModelCode.NEWER_THAN_TARGET, message);
        return help.isEmpty() ? refusal : refusal.withHelp(String.join("; or ", help));
    }

    private static FileSpan trimmed(FileSpan place) {
        String text = place.file().text();
        int start = place.start();
        int end = place.end();
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return new FileSpan(place.file(), start, end);
    }
}
