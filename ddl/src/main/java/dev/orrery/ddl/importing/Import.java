// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.ddl.diff.Dependents;
import dev.orrery.ddl.diff.Shadow;
import dev.orrery.models.analysis.TableNames;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.project.Project;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.yaml.DurationText;
import dev.orrery.starrocks.LiveGrant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Makes models out of live objects. Every model is compiled with all the others and compared with the object that it was made
 * of; what does not come out the same as a query with a header is written as its whole statement, and what does not compile
 * is left out with the compiler's reason.
 */
public final class Import {
    /** For an MV that somebody refreshes by hand: how often, no server knows. */
    private static final Duration UNKNOWN_LAG = Duration.ofHours(1);

    private static final Pattern FILE_NAME = Pattern.compile("[^\\p{Cntrl}./\\\\:*?\"<>|]+");

    private final Found found;
    private final Into into;
    private final SortedMap<ModelName, Draft> drafts = new TreeMap<>();
    private final SortedMap<ModelName, String> left = new TreeMap<>();
    private final SortedMap<ModelName, String> differs = new TreeMap<>();
    private final Map<ModelName, String> existing = new HashMap<>();
    private final SortedSet<ModelName> guessedLags = new TreeSet<>();

    private Import(Found found, Into into) {
        this.found = found;
        this.into = into;
    }

    public static Imported of(Found found, Into into) {
        return new Import(found, into).run();
    }

    /** An object on its way to be a model: how it is written, and what else could be tried. */
    private record Draft(Definition definition, List<ModelWriter.Form> forms) {
        Draft next() {
            return new Draft(definition, forms.subList(1, forms.size()));
        }

        boolean isLast() {
            return forms.size() == 1;
        }
    }

    private Imported run() {
        into.project()
                .ifPresent(project -> project.models().forEach(model -> existing.put(model.name(), model.path())));
        found.live().notUnderstood().forEach((name, finding) -> leave(name, finding.message()));
        found.rollups().forEach(name -> leave(name, "a synchronous MV is an index of its table: models have none"));
        found.live().catalog().definitions().forEach(this::draft);
        Proof proof = new Proof(found, into);
        SortedMap<String, String> files = files();
        while (true) {
            if (unread()) {
                files = files();
                continue;
            }
            if (drafts.isEmpty()) {
                return new Imported(new TreeMap<>(), new TreeMap<>(), left, differs, List.of());
            }
            Proof.Verdict verdict = proof.of(files, paths());
            if (!advance(verdict)) {
                break;
            }
            files = files();
        }
        return new Imported(paths(), files, left, differs, remarks());
    }

    private void leave(ModelName name, String reason) {
        if (found.chosen().test(name)) {
            left.put(name, reason);
        }
    }

    private void draft(Definition definition) {
        ModelName name = definition.name();
        if (!found.chosen().test(name) || found.rollups().contains(name)) {
            return;
        }
        Optional<String> reason = reason(definition);
        if (reason.isPresent()) {
            left.put(name, reason.get());
        } else {
            drafts.put(name, new Draft(definition, ModelWriter.forms(definition)));
        }
    }

    /** Why an object cannot be a model, as far as it can be told without compiling. */
    private Optional<String> reason(Definition definition) {
        ModelName name = definition.name();
        if (Shadow.isShadow(name)) {
            return Optional.of("what a deployment builds aside: the next apply drops it");
        }
        String path = existing.get(name);
        if (path != null && into.existing() == Into.Existing.KEPT) {
            return Optional.of("is a model already, in " + path + "; --force writes it anew");
        }
        if (!isFileName(name.name()) || !isFileName(name.database())) {
            return Optional.of("its name cannot be the name of a file");
        }
        Layers layers = layers();
        if (layers.folder(name.database()).isEmpty()) {
            return Optional.of("database '" + name.database() + "' has no layer in " + Project.FILE + ": add "
                    + new Layers(Optional.empty(), found.live().catalog().definitions()).line(name.database()));
        }
        String file = path(name);
        if (into.existing() == Into.Existing.KEPT && into.files().read(file).isPresent()) {
            return Optional.of("there is a file " + file + " already; --force writes it anew");
        }
        return definition.match(
                table -> foreign(table.statement()), view -> Optional.empty(), view -> Optional.empty());
    }

    private static boolean isFileName(String name) {
        return FILE_NAME.matcher(name).matches() && !name.startsWith("-");
    }

    private static Optional<String> foreign(CreateTable table) {
        if (table.temporary()) {
            return Optional.of("a temporary table belongs to a session");
        }
        Optional<String> engine = table.engine().filter(name -> !name.equalsIgnoreCase("olap"));
        return engine.isPresent() || table.external()
                ? Optional.of("its rows are kept by " + engine.orElse("another system")
                        + ": declare it below models/external/ if models read it")
                : Optional.empty();
    }

    /** Takes out what reads something that is no model; whether there was any. */
    private boolean unread() {
        Map<ModelName, String> missing = new TreeMap<>();
        for (Draft draft : drafts.values()) {
            reads(draft.definition()).stream()
                    .sorted()
                    .filter(read -> !drafts.containsKey(read) && !existing.containsKey(read))
                    .findFirst()
                    .ifPresent(read -> missing.put(draft.definition().name(), unread(read)));
        }
        missing.forEach((name, reason) -> {
            drafts.remove(name);
            left.put(name, reason);
        });
        return !missing.isEmpty();
    }

    /** With the catalogs of tables that are not this server's. */
    private static Set<ModelName> reads(Definition definition) {
        String database = definition.name().database();
        return definition.match(
                table -> Set.of(),
                view -> TableNames.of(view.statement().query(), database).names(),
                view -> TableNames.of(view.statement().query(), database).names());
    }

    private String unread(ModelName read) {
        if (left.containsKey(read)) {
            return "reads '" + read + "', which is left out";
        }
        if (read.database().indexOf('.') > 0) {
            return "reads '" + read + "' of another catalog: declare it in models/external/"
                    + read.toString().replace('.', '/') + ".sql";
        }
        return found.live().catalog().find(read).isPresent()
                        || found.live().databases().contains(read.database())
                ? "reads '" + read + "', which is not imported: name its database as well, and let --select take it"
                : "reads '" + read + "', which is not on the server";
    }

    /** What compiling and comparing found; whether anything is written otherwise now. */
    private boolean advance(Proof.Verdict verdict) {
        boolean changed = false;
        for (Map.Entry<ModelName, String> error : verdict.errors().entrySet()) {
            Draft draft = drafts.remove(error.getKey());
            if (draft == null) {
                continue;
            }
            changed = true;
            if (draft.isLast()) {
                left.put(error.getKey(), error.getValue());
            } else {
                drafts.put(error.getKey(), draft.next());
            }
        }
        if (changed) {
            return true;
        }
        differs.clear();
        for (Map.Entry<ModelName, String> difference : verdict.differences().entrySet()) {
            Draft draft = drafts.get(difference.getKey());
            if (draft != null && !draft.isLast()) {
                drafts.put(difference.getKey(), draft.next());
                changed = true;
            } else if (draft != null) {
                differs.put(difference.getKey(), difference.getValue());
            }
        }
        return changed;
    }

    private Collection<Definition> definitions() {
        return drafts.values().stream().map(Draft::definition).toList();
    }

    private Layers layers() {
        return new Layers(into.project(), definitions());
    }

    private SortedMap<ModelName, String> paths() {
        SortedMap<ModelName, String> paths = new TreeMap<>();
        drafts.keySet().forEach(name -> paths.put(name, path(name)));
        return paths;
    }

    private String path(ModelName name) {
        String path = existing.get(name);
        return path != null
                ? path
                : "models/" + layers().folder(name.database()).orElse(name.database()) + "/" + name.name() + ".sql";
    }

    private SortedMap<String, String> files() {
        guessedLags.clear();
        Collection<Definition> definitions = definitions();
        Layers layers = layers();
        Dependents dependents = new Dependents(new Catalog(definitions));
        ModelWriter writer =
                new ModelWriter(ShownProperties.of(found.live().catalog().definitions()));
        SortedMap<String, String> files = new TreeMap<>();
        paths().forEach((name, path) -> {
            Draft draft = drafts.get(name);
            if (draft != null) {
                Words words =
                        new Words(layers.kind(name.database()), lag(draft.definition(), dependents), grants(name));
                files.put(path, writer.write(draft.definition(), draft.forms().get(0), words));
            }
        });
        if (into.project().isEmpty()) {
            files.put(Project.FILE, ProjectFile.text(found, into, layers, definitions));
        }
        return files;
    }

    /** A timer's interval, or a guess for an MV that nobody else keeps fresh; MVs below others follow them. */
    private Optional<Duration> lag(Definition definition, Dependents dependents) {
        return definition.match(table -> Optional.empty(), view -> Optional.empty(), view -> {
            if (ModelWriter.isTimed(view.statement())) {
                return interval(view.statement());
            }
            if (!dependents.materializedViews(view.name()).isEmpty()) {
                return Optional.empty();
            }
            guessedLags.add(view.name());
            return Optional.of(UNKNOWN_LAG);
        });
    }

    static Optional<Duration> interval(CreateMaterializedView view) {
        return view.refresh()
                .flatMap(CreateMaterializedView.Refresh::every)
                .filter(every -> every.amount() instanceof Literal.Numeric)
                .flatMap(every -> DurationText.read(((Literal.Numeric) every.amount()).text() + " "
                        + every.unit().toLowerCase(Locale.ROOT)));
    }

    private Map<String, List<String>> grants(ModelName name) {
        Map<String, List<String>> grants = new TreeMap<>();
        found.live().grants().orElse(List.of()).stream()
                .filter(grant -> grant.object().equals(name) && grant.to() == LiveGrant.To.ROLE)
                .forEach(grant -> grants.put(
                        grant.grantee(),
                        grant.privileges().stream()
                                .map(privilege -> privilege.toLowerCase(Locale.ROOT))
                                .toList()));
        return grants;
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (!guessedLags.isEmpty()) {
            remarks.add("target_lag: " + DurationText.write(UNKNOWN_LAG)
                    + " is a guess: somebody refreshes these by hand, and how often the server does not know: "
                    + names(guessedLags));
        }
        if (found.live().grants().isEmpty()) {
            remarks.add("grants are not shown to this user, and none were written (user_admin sees them)");
        }
        TreeSet<ModelName> toUsers = new TreeSet<>();
        found.live().grants().orElse(List.of()).stream()
                .filter(grant -> grant.to() == LiveGrant.To.USER && drafts.containsKey(grant.object()))
                .forEach(grant -> toUsers.add(grant.object()));
        if (!toUsers.isEmpty()) {
            remarks.add(
                    "grants to users stay as they are and are not written, models grant to roles: " + names(toUsers));
        }
        return remarks;
    }

    private static String names(Collection<ModelName> names) {
        return String.join(", ", names.stream().map(ModelName::toString).toList());
    }
}
