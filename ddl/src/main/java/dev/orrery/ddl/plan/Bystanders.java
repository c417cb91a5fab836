// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.ddl.diff.Dependents;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlPrinter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * MVs and views of other people: nothing of ours wakes or mends them when a change makes them inactive or breaks them, so that
 * the plan names them.
 */
final class Bystanders {
    private final Catalog live;
    private final Dependents dependents;

    Bystanders(Catalog live, Dependents dependents) {
        this.live = live;
        this.dependents = dependents;
    }

    /** The views that read an object themselves: without it they answer with an error. */
    List<ModelName> views(ModelName gone) {
        return live.definitions().stream()
                .filter(definition -> definition instanceof Definition.View
                        && definition.reads().contains(gone))
                .map(Definition::name)
                .toList();
    }

    /** Those whose query has the name of a column: rather one too many. */
    List<ModelName> views(ModelName table, String column) {
        Pattern word = word(column);
        return views(table).stream()
                .filter(name ->
                        between(name, table).anyMatch(text -> word.matcher(text).find()))
                .toList();
    }

    private static Pattern word(String column) {
        return Pattern.compile("\\b" + Pattern.quote(column) + "\\b|\\.\\*|SELECT \\*", Pattern.CASE_INSENSITIVE);
    }

    /** The MVs on a table whose query, or that of a view between, has the name of a column: rather one too many. */
    List<ModelName> of(ModelName table, String column) {
        Pattern word = word(column);
        return dependents.materializedViews(table).stream()
                .filter(name ->
                        between(name, table).anyMatch(text -> word.matcher(text).find()))
                .toList();
    }

    private Stream<String> between(ModelName reader, ModelName table) {
        Optional<Definition> definition = live.find(reader);
        if (definition.isEmpty() || reader.equals(table)) {
            return Stream.empty();
        }
        Stream<String> own = Stream.of(definition
                .get()
                .<String>match(
                        none -> "",
                        view -> SqlPrinter.print(view.statement().query()),
                        materializedView ->
                                SqlPrinter.print(materializedView.statement().query())));
        return Stream.concat(own, definition.get().reads().stream().flatMap(name -> between(name, table)));
    }

    static List<String> words(List<ModelName> names) {
        return names.stream()
                .map(name -> "makes " + name + " inactive, which is not the project's: nothing here wakes it")
                .toList();
    }

    static List<String> broken(List<ModelName> names) {
        return names.stream()
                .map(name -> "breaks " + name + ", which is not the project's: it reads what goes away")
                .toList();
    }
}
