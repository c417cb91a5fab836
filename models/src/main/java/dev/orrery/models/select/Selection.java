// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.select;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What {@code --select} and {@code --exclude} say. Words divided by blanks add up, words divided by commas must hold
 * together:
 *
 * <pre>
 * dwd.txn  txn  dws.*         by name, with or without the database
 * +m  m+  2+m+1  &#64;m         with what it reads, what reads it, so many steps far; with all that its readers need
 * layer:dwd  path:models/dwd  kind:view  tag:daily  owner:data-desk
 * state:modified  state:new   against a revision
 * </pre>
 */
public final class Selection {
    private final List<String> selected;
    private final List<String> excluded;

    /**
     * @param selected as written; nothing means everything
     * @param excluded as written
     */
    public Selection(List<String> selected, List<String> excluded) {
        this.selected = words(selected).toList();
        this.excluded = words(excluded).toList();
    }

    private static Stream<String> words(List<String> texts) {
        return texts.stream()
                .flatMap(text -> Arrays.stream(text.strip().split("\\s+")))
                .filter(word -> !word.isEmpty());
    }

    /** Whether nothing was written: every model is meant. */
    public boolean isEverything() {
        return selected.isEmpty() && excluded.isEmpty();
    }

    /** Whether the answer needs the project as it was at a revision. */
    public boolean asksForState() {
        return Stream.concat(selected.stream(), excluded.stream())
                .flatMap(word -> Arrays.stream(word.split(",")))
                .anyMatch(word -> word.contains("state:"));
    }

    /**
     * @param before the project at the revision that {@code state:} compares with
     * @throws dev.orrery.models.diagnostic.DiagnosticException ORR-M088 on a word that means nothing here
     */
    public NavigableSet<ModelName> of(Compilation compilation, Optional<Before> before) {
        Terms terms = new Terms(compilation, before);
        NavigableSet<ModelName> models =
                selected.isEmpty() ? new TreeSet<>(compilation.models().keySet()) : union(selected, terms);
        models.removeAll(union(excluded, terms));
        return models;
    }

    private static NavigableSet<ModelName> union(List<String> words, Terms terms) {
        NavigableSet<ModelName> models = new TreeSet<>();
        words.forEach(word -> models.addAll(intersection(word, terms)));
        return models;
    }

    private static NavigableSet<ModelName> intersection(String word, Terms terms) {
        NavigableSet<ModelName> models = null;
        for (String term : word.split(",", -1)) {
            NavigableSet<ModelName> found = terms.models(term, word);
            if (models == null) {
                models = found;
            } else {
                models.retainAll(found);
            }
        }
        return models == null ? new TreeSet<>() : models;
    }
}
