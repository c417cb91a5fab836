// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.select;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.project.Model;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers one term of a selection, such as {@code 2+tag:daily+}. */
final class Terms {
    private static final Pattern FORM =
            Pattern.compile("(@)?(?:(\\d*)(\\+))?(?:([A-Za-z_]+):)?([^+@]*?)(?:(\\+)(\\d*))?");
    private static final List<String> METHODS = List.of("kind", "layer", "owner", "path", "state", "tag");
    private static final List<String> STATES = List.of("modified", "new");

    private final Compilation compilation;
    private final Optional<Before> before;

    Terms(Compilation compilation, Optional<Before> before) {
        this.compilation = compilation;
        this.before = before;
    }

    /**
     * @param word what the person wrote around the term, for the message
     */
    NavigableSet<ModelName> models(String term, String word) {
        Matcher matcher = FORM.matcher(term);
        if (!matcher.matches() || matcher.group(5).isEmpty()) {
            throw refused(
                    "'" + word + "' is no selector", Optional.empty(), "write such as dwd.txn+ or layer:dwd,tag:daily");
        }
        NavigableSet<ModelName> models = byMethod(Optional.ofNullable(matcher.group(4)), matcher.group(5));
        NavigableSet<ModelName> all = new TreeSet<>(models);
        ModelGraph graph = compilation.graph();
        if (matcher.group(1) != null) {
            NavigableSet<ModelName> down = reach(models, graph::readers, Integer.MAX_VALUE);
            all.addAll(down);
            all.addAll(reach(all, graph::reads, Integer.MAX_VALUE));
        }
        if (matcher.group(3) != null) {
            all.addAll(reach(models, graph::reads, steps(matcher.group(2))));
        }
        if (matcher.group(6) != null) {
            all.addAll(reach(models, graph::readers, steps(matcher.group(7))));
        }
        all.retainAll(compilation.models().keySet());
        return all;
    }

    private static int steps(String digits) {
        return digits.isEmpty() || digits.length() > 8 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static NavigableSet<ModelName> reach(
            Collection<ModelName> from, Function<ModelName, ? extends Collection<ModelName>> step, int steps) {
        NavigableSet<ModelName> seen = new TreeSet<>(from);
        Collection<ModelName> edge = from;
        for (int i = 0; i < steps && !edge.isEmpty(); i++) {
            edge = edge.stream()
                    .flatMap(name -> step.apply(name).stream())
                    .filter(seen::add)
                    .toList();
        }
        return seen;
    }

    private NavigableSet<ModelName> byMethod(Optional<String> method, String value) {
        if (method.isEmpty()) {
            return byName(value);
        }
        return switch (method.get()) {
            case "kind" -> having("kind", value, model -> Stream.of(lower(model.kind())));
            case "layer" ->
                having("layer", value, model -> Stream.of(model.layer().name()));
            case "tag" -> having("tag", value, model -> model.header().about().tags().stream());
            case "owner" -> having("owner", value, model -> model.header().about().owner().stream());
            case "path" -> byPath(value);
            case "state" -> byState(value);
            default ->
                throw refused(
                        "'" + method.get() + ":' is no way to select models",
                        Nearest.hint(method.get(), METHODS),
                        "there is " + String.join(", ", METHODS) + ", and the name alone");
        };
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private NavigableSet<ModelName> where(Predicate<Model> condition) {
        return compilation.models().values().stream()
                .filter(condition)
                .map(Model::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private NavigableSet<ModelName> byName(String value) {
        Pattern glob = glob(value);
        boolean full = value.indexOf('.') >= 0;
        NavigableSet<ModelName> found = where(model -> glob.matcher(
                        full ? model.name().toString() : model.name().name())
                .matches());
        if (found.isEmpty()) {
            List<String> known = compilation.models().keySet().stream()
                    .map(name -> full ? name.toString() : name.name())
                    .distinct()
                    .toList();
            throw refused(
                    "no model is named '" + value + "'", Nearest.hint(value, known), "`orrery graph` lists the models");
        }
        return found;
    }

    private NavigableSet<ModelName> having(String method, String value, Function<Model, Stream<String>> of) {
        Pattern glob = glob(value);
        NavigableSet<ModelName> found = where(
                model -> of.apply(model).anyMatch(word -> glob.matcher(word).matches()));
        if (found.isEmpty()) {
            List<String> known = compilation.models().values().stream()
                    .flatMap(of)
                    .distinct()
                    .sorted()
                    .toList();
            throw refused(
                    "no model has the " + method + " '" + value + "'",
                    Nearest.hint(value, known),
                    known.isEmpty() ? "no model has any" : "there is " + String.join(", ", known));
        }
        return found;
    }

    /** A file, a folder or a pattern, with or without {@code models/} before it. */
    private NavigableSet<ModelName> byPath(String value) {
        String path = value.replaceAll("^\\./|/+$", "");
        Pattern glob = glob(path.startsWith("models") ? path : "models/" + path);
        NavigableSet<ModelName> found = where(model -> {
            String own = model.path();
            return glob.matcher(own).matches()
                    || Stream.iterate(parent(own), folder -> !folder.isEmpty(), Terms::parent)
                            .anyMatch(folder -> glob.matcher(folder).matches());
        });
        if (found.isEmpty()) {
            List<String> known = compilation.models().values().stream()
                    .flatMap(model -> Stream.of(model.path(), parent(model.path())))
                    .distinct()
                    .toList();
            throw refused(
                    "no model lies at '" + value + "'",
                    Nearest.hint(path, known),
                    "paths begin at the project's folder");
        }
        return found;
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private NavigableSet<ModelName> byState(String value) {
        if (!STATES.contains(value)) {
            throw refused(
                    "'state:" + value + "' is not known",
                    Nearest.hint(value, STATES),
                    "there is state:modified, which holds the new ones as well, and state:new");
        }
        Changes changes = new Changes(before.orElseThrow(() ->
                new IllegalStateException("state: without the project before: asksForState() says when it is needed")));
        return where(model -> value.equals("new") ? changes.isNew(model) : changes.isModified(model));
    }

    /** {@code *} for any letters, {@code ?} for one. */
    private static Pattern glob(String value) {
        String regex = value.codePoints()
                .mapToObj(letter -> switch (letter) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(letter));
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex);
    }

    private static DiagnosticException refused(String message, Optional<String> hint, String help) {
        Diagnostic finding = Diagnostic.of(ModelCode.UNKNOWN_SELECTOR, message).withHelp(help);
        return new DiagnosticException(hint.map(finding::withHint).orElse(finding));
    }
}
