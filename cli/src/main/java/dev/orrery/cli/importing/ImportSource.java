// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.importing;

import dev.orrery.cli.CliCode;
import dev.orrery.ddl.importing.Found;
import dev.orrery.ddl.live.LiveCatalog;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.project.RunMode;
import dev.orrery.starrocks.LiveMaterializedView;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.StarRocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads from a server what was asked for. */
public final class ImportSource {
    private static final Set<String> SYSTEM =
            Set.of("information_schema", "sys", "_statistics_", "starrocks_monitor", "starrocks_audit_db__");

    private final StarRocks starRocks;

    public ImportSource(StarRocks starRocks) {
        this.starRocks = starRocks;
    }

    /**
     * @param databases that were named
     * @param usual those that are meant where none is named; none for all but the server's own
     * @param patterns such as {@code dwd.*} or {@code *.txn_*}; none for everything in these databases
     * @throws DiagnosticException ORR-C030 when one of the databases is not there
     */
    public Found read(Set<String> databases, Set<String> usual, List<String> patterns) {
        SortedSet<String> there = starRocks.databases();
        there.removeIf(name -> SYSTEM.contains(name) || name.startsWith("_orrery_"));
        refuseUnknown(databases, there);
        SortedSet<String> wanted = new TreeSet<>(there);
        if (!databases.isEmpty() || !usual.isEmpty()) {
            wanted.retainAll(databases.isEmpty() ? usual : databases);
        }
        return read(wanted, chosen(patterns));
    }

    /** Some objects, with everything else that stands in the same databases; databases that are not there are no error. */
    public Found read(Set<String> wanted, Predicate<ModelName> chosen) {
        Set<ModelName> rollups = starRocks.materializedViews(wanted).stream()
                .filter(view -> view.refreshType().equals("ROLLUP"))
                .map(LiveMaterializedView::name)
                .collect(Collectors.toSet());
        return new Found(
                LiveCatalog.read(starRocks, wanted),
                rollups,
                chosen,
                starRocks.version().release(),
                runMode());
    }

    private static void refuseUnknown(Set<String> databases, SortedSet<String> there) {
        List<Diagnostic> unknown = new ArrayList<>();
        for (String name : new TreeSet<>(databases)) {
            if (!there.contains(name)) {
                Diagnostic finding = Diagnostic.of(
                                CliCode.UNKNOWN_DATABASE, "there is no database '" + name + "' to import")
                        .withHelp(
                                there.isEmpty()
                                        ? "the server holds none besides its own"
                                        : "the server holds: " + String.join(", ", there));
                unknown.add(Nearest.hint(name, there).map(finding::withHint).orElse(finding));
            }
        }
        if (!unknown.isEmpty()) {
            throw new DiagnosticException(unknown);
        }
    }

    private static Predicate<ModelName> chosen(List<String> patterns) {
        if (patterns.isEmpty()) {
            return name -> true;
        }
        List<Pattern> globs = patterns.stream().map(ImportSource::glob).toList();
        return name -> globs.stream()
                .anyMatch(glob -> glob.matcher(name.toString()).matches()
                        || glob.matcher(name.name()).matches());
    }

    private static Pattern glob(String text) {
        StringBuilder expression = new StringBuilder();
        text.strip().chars().forEach(at -> {
            switch (at) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                default -> expression.append(Pattern.quote(Character.toString(at)));
            }
        });
        return Pattern.compile(expression.toString());
    }

    /** Shared-nothing where this user may not be told. */
    private RunMode runMode() {
        try {
            return starRocks
                    .ask(sql -> sql.fetch("ADMIN SHOW FRONTEND CONFIG LIKE 'run_mode'").stream()
                            .map(row -> String.valueOf(row.get("Value")).toUpperCase(Locale.ROOT))
                            .filter(mode -> mode.equals(RunMode.SHARED_DATA.name()))
                            .findFirst())
                    .map(RunMode::valueOf)
                    .orElse(RunMode.SHARED_NOTHING);
        } catch (ServerException e) {
            return RunMode.SHARED_NOTHING;
        }
    }
}
