// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.ddl.DdlCode;
import dev.orrery.ddl.normal.Columns;
import dev.orrery.ddl.normal.Fingerprint;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.starrocks.LiveGrant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares what the project says with what the server has. Trees are compared in their normal forms, never as text; an
 * object that is what it was when the last apply finished, on both sides, is not looked into.
 */
public final class Diff {
    private final Desired wishes;
    private final Catalog desired;
    private final Live live;
    private final Destructive destructive;
    private final Dependents dependents;
    private final Columns desiredColumns;
    private final Columns liveColumns;
    private final Map<ModelName, Comparison> comparisons;
    private final List<Change> changes = new ArrayList<>();
    private final List<Diagnostic> findings = new ArrayList<>();
    private final Set<ModelName> withheld = new TreeSet<>();
    private final Set<ModelName> renamed = new TreeSet<>();

    private Diff(Desired wishes, Live live, Destructive destructive) {
        this.wishes = wishes;
        this.desired = wishes.catalog();
        this.live = live;
        this.destructive = destructive;
        this.dependents = new Dependents(live.catalog());
        Columns elsewhere = Columns.in(wishes.elsewhere());
        this.desiredColumns = Columns.in(desired).or(elsewhere);
        this.liveColumns = Columns.in(live.catalog()).or(elsewhere);
        this.comparisons = comparisons();
    }

    /** What became of comparing a model with the object of its name. */
    private record Comparison(List<Change> changes, List<Diagnostic> findings) {
        static final Comparison SAME = new Comparison(List.of(), List.of());

        boolean isSame() {
            return changes.isEmpty() && findings.isEmpty();
        }
    }

    /**
     * What the server is.
     *
     * @param databases that exist, empty ones included
     * @param catalog what they hold
     * @param inactive the MVs among it that are inactive, with the server's reason
     * @param grants who may do what with it; empty when the server does not tell
     * @param registry which of it is ours
     * @param version of the server
     */
    public record Live(
            Set<String> databases,
            Catalog catalog,
            Map<ModelName, String> inactive,
            Optional<List<LiveGrant>> grants,
            Registry registry,
            StarRocksVersion version) {
        /** One whose grants are not known. */
        public Live(Set<String> databases, Catalog catalog, Map<ModelName, String> inactive, Registry registry) {
            this(databases, catalog, inactive, Optional.empty(), registry, StarRocksVersion.NEWEST);
        }

        /** The same on a server of another version. */
        public Live on(StarRocksVersion other) {
            return new Live(databases, catalog, inactive, grants, registry, other);
        }

        /** Who may do what with one object. */
        public List<LiveGrant> grantsOn(ModelName name) {
            return grants.orElse(List.of()).stream()
                    .filter(grant -> grant.object().equals(name))
                    .toList();
        }

        public Live {
            databases = Set.copyOf(databases);
            inactive = Collections.unmodifiableSortedMap(new TreeMap<>(inactive));
        }
    }

    public static Differences between(Desired desired, Live live, Destructive destructive) {
        Diff diff = new Diff(desired, live, destructive);
        diff.databases();
        diff.leftovers();
        desired.catalog().definitions().forEach(diff::model);
        desired.grants().forEach(diff::grants);
        diff.gone();
        return new Differences(diff.changes, diff.findings, diff.withheld);
    }

    private void databases() {
        SortedSet<String> missing = new TreeSet<>();
        desired.definitions().stream()
                .filter(wanted -> !(wanted instanceof Definition.Table table
                        && table.statement().external()))
                .forEach(wanted -> missing.add(wanted.name().database()));
        missing.removeAll(live.databases());
        missing.forEach(database -> changes.add(new Change.CreateDatabase(database)));
    }

    private void leftovers() {
        for (Definition found : live.catalog().definitions()) {
            if (Shadow.isShadow(found.name())) {
                changes.add(new Change.DropLeftover(found));
            }
        }
    }

    private void model(Definition wanted) {
        if (wanted instanceof Definition.Table table && table.statement().external()) {
            return; // Another catalog's: read, not made.
        }
        Optional<Definition> found = live.catalog().find(wanted.name());
        if (found.isEmpty()) {
            Optional<Definition> former = former(wanted);
            if (former.isPresent()) {
                renamed(former.get(), wanted);
            } else {
                changes.add(creation(wanted));
            }
            return;
        }
        Optional<Registry.Entry> entry = live.registry().find(wanted.name());
        boolean ours = entry.isPresent();
        note(found.get(), wanted, entry, comparisons.getOrDefault(wanted.name(), Comparison.SAME));
        if (ours && wanted instanceof Definition.MaterializedView && !isMadeAnew(wanted.name())) {
            awaken(wanted.name(), entry.get());
        }
    }

    /** What a model was called: ours, of the same kind, in the same database, and no model's name any more. Views are cheap. */
    private Optional<Definition> former(Definition wanted) {
        return Optional.ofNullable(wishes.renamedFrom().get(wanted.name()))
                .filter(old -> desired.find(old).isEmpty() && live.registry().owns(old))
                .filter(old -> old.database().equals(wanted.name().database()))
                .flatMap(live.catalog()::find)
                .filter(found -> ModelKind.of(found) == ModelKind.of(wanted))
                .filter(found -> !(found instanceof Definition.View));
    }

    private void renamed(Definition former, Definition wanted) {
        renamed.add(former.name());
        changes.add(new Change.Rename(former, wanted.name()));
        Definition found = former.match(
                table -> new Definition.Table(wanted.name(), table.statement(), table.columns()),
                view -> view,
                materializedView -> new Definition.MaterializedView(
                        wanted.name(),
                        materializedView.statement(),
                        materializedView.columns(),
                        materializedView.reads()));
        note(found, wanted, live.registry().find(former.name()), compare(found, wanted));
    }

    /** What was made inactive is woken, and what was woken or never filled is filled. */
    private void awaken(ModelName materializedView, Registry.Entry entry) {
        String reason = live.inactive().get(materializedView);
        if (reason != null) {
            changes.add(new Change.Activate(materializedView, reason));
        } else if (!entry.isFinished()) {
            changes.add(new Change.Fill(materializedView));
        }
    }

    private boolean isMadeAnew(ModelName name) {
        return changes.stream()
                .anyMatch(change -> (change instanceof Change.RebuildMaterializedView rebuild
                                && rebuild.desired().name().equals(name))
                        || (change instanceof Change.CreateMaterializedView create
                                && create.desired().name().equals(name)));
    }

    private void note(Definition found, Definition wanted, Optional<Registry.Entry> entry, Comparison comparison) {
        if (comparison.isSame()) {
            return;
        }
        if (!comparison.findings().isEmpty()) {
            withheld.add(wanted.name());
        }
        if (entry.isEmpty()) {
            findings.add(notOurs(found));
            return;
        }
        changes.addAll(comparison.changes());
        findings.addAll(comparison.findings());
    }

    /** On all cores: fingerprints and normal forms take the most time of a plan without differences. Those that differ. */
    private Map<ModelName, Comparison> comparisons() {
        Map<ModelName, Comparison> differing = new ConcurrentHashMap<>();
        desired.definitions().parallelStream().forEach(wanted -> {
            if (wanted instanceof Definition.Table table && table.statement().external()) {
                return; // Another catalog's: read, not made.
            }
            live.catalog().find(wanted.name()).ifPresent(found -> {
                boolean untouched = live.registry()
                        .find(wanted.name())
                        .filter(entry -> isUntouched(wanted, found, entry))
                        .isPresent();
                Comparison comparison = untouched ? Comparison.SAME : compare(found, wanted);
                if (!comparison.isSame()) {
                    differing.put(wanted.name(), comparison);
                }
            });
        });
        return differing;
    }

    /** Neither side has changed since the last apply ended with both as recorded. */
    private static boolean isUntouched(Definition wanted, Definition found, Registry.Entry entry) {
        return entry.isFinished()
                && entry.desired().equals(Fingerprint.of(wanted))
                && entry.live().equals(Fingerprint.of(found));
    }

    private static Change creation(Definition wanted) {
        return wanted.match(Change.CreateTable::new, Change.CreateView::new, Change.CreateMaterializedView::new);
    }

    private Comparison compare(Definition found, Definition wanted) {
        if (ModelKind.of(found) != ModelKind.of(wanted)) {
            return replaceKind(found, wanted);
        }
        return wanted.match(
                table -> {
                    return tables((Definition.Table) found, table);
                },
                view -> {
                    QueryDiff views = queryDiff();
                    views.view((Definition.View) found, view);
                    return new Comparison(views.changes(), views.findings());
                },
                materializedView -> {
                    QueryDiff views = queryDiff();
                    views.materializedView((Definition.MaterializedView) found, materializedView);
                    return new Comparison(views.changes(), views.findings());
                });
    }

    /** All but the renames of columns is done in the names of the server, which a rollback has too. */
    private Comparison tables(Definition.Table found, Definition.Table wanted) {
        ColumnRenames renames =
                new ColumnRenames(found, wanted, wishes.formerColumns().getOrDefault(wanted.name(), Map.of()));
        if (renames.isEmpty()) {
            TableDiff tables = new TableDiff(found, wanted, consent(wanted.name()), live.version());
            return new Comparison(tables.changes(), tables.findings());
        }
        Definition.Table asOnServer = renames.asOnServer(wanted);
        List<String> obstacles = renames.obstacles(asOnServer, live.version());
        TableDiff tables = new TableDiff(found, asOnServer, consent(wanted.name()), live.version(), obstacles);
        List<Change> more = new ArrayList<>();
        boolean rebuilt = false;
        for (Change change : tables.changes()) {
            if (change instanceof Change.RebuildTable rebuild) {
                rebuilt = true;
                more.add(new Change.RebuildTable(
                        rebuild.live(), wanted, rebuild.why(), rebuild.keeps(), renames.formerNames()));
            } else {
                more.add(change);
            }
        }
        if (!rebuilt && obstacles.isEmpty()) {
            wanted.columns().stream()
                    .map(Column::name)
                    .filter(name -> renames.formerNames().containsKey(name.toLowerCase(Locale.ROOT)))
                    .forEach(name -> more.add(new Change.RenameColumn(
                            wanted.name(),
                            renames.formerNames().getOrDefault(name.toLowerCase(Locale.ROOT), name),
                            name)));
        }
        return new Comparison(more, tables.findings());
    }

    private Destructive consent(ModelName name) {
        return wishes.destructive().contains(name) ? Destructive.ALLOWED : destructive;
    }

    private QueryDiff queryDiff() {
        return new QueryDiff(desiredColumns, liveColumns, dependents);
    }

    /** A view that became an MV, say: nothing in StarRocks turns one into the other. */
    private Comparison replaceKind(Definition found, Definition wanted) {
        if (found instanceof Definition.Table && consent(wanted.name()) == Destructive.WITHHELD) {
            return new Comparison(
                    List.of(),
                    List.of(Diagnostic.of(
                                    DdlCode.NEEDS_REBUILD,
                                    "'" + found.name() + "' is a table with rows, and the project says "
                                            + ModelKind.of(wanted).word())
                            .withHelp("`--allow-destructive` drops the table and its rows")));
        }
        return new Comparison(List.of(new Change.Drop(found), creation(wanted)), List.of());
    }

    private ModelName nameOnServer(Definition wanted) {
        return live.catalog().find(wanted.name()).isPresent()
                ? wanted.name()
                : former(wanted).map(Definition::name).orElse(wanted.name());
    }

    /** What the project grants and nobody has. What others granted is left alone. */
    private void grants(ModelName name, Map<String, Set<String>> byRole) {
        Optional<Definition> wanted = desired.find(name);
        if (live.grants().isEmpty() || wanted.isEmpty()) {
            return;
        }
        byRole.forEach((role, privileges) -> {
            Set<String> missing = new TreeSet<>(privileges);
            live.grantsOn(nameOnServer(wanted.get())).stream()
                    .filter(grant ->
                            grant.to() == LiveGrant.To.ROLE && grant.grantee().equals(role))
                    .forEach(grant -> missing.removeAll(grant.privileges()));
            if (!missing.isEmpty()) {
                changes.add(new Change.Grant(
                        ModelKind.of(wanted.get()), new LiveGrant(name, LiveGrant.To.ROLE, role, missing)));
            }
        });
    }

    /** What is ours and is no longer in the project. */
    private void gone() {
        for (ModelName name : live.registry().entries().keySet()) {
            if (desired.find(name).isEmpty() && !renamed.contains(name)) {
                live.catalog().find(name).ifPresent(this::drop);
            }
        }
    }

    private void drop(Definition found) {
        if (found instanceof Definition.Table && destructive == Destructive.WITHHELD) {
            findings.add(Diagnostic.of(
                            DdlCode.DESTRUCTIVE,
                            "table '" + found.name() + "' is not in the project; it and its rows are kept")
                    .withHelp("`--allow-destructive` drops it"));
            return;
        }
        changes.add(new Change.Drop(found));
    }

    private static Diagnostic notOurs(Definition found) {
        return Diagnostic.of(
                        DdlCode.NOT_OURS,
                        ModelKind.of(found).word() + " '" + found.name()
                                + "' is on the server, differs from the project, and was not made by it")
                .withHelp("rename the model, drop the object by hand, or take it over with `--adopt`");
    }
}
