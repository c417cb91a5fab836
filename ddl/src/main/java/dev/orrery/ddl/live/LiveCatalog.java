// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.live;

import dev.orrery.ddl.DdlCode;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.starrocks.LiveGrant;
import dev.orrery.starrocks.LiveObjects;
import dev.orrery.starrocks.StarRocks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a server holds.
 *
 * @param databases that exist, empty ones included
 * @param catalog every table, view and asynchronous MV that was understood
 * @param inactive the MVs among it that are inactive, with the server's reason
 * @param grants on them; empty when the server does not tell
 * @param notUnderstood objects whose SHOW CREATE this version of Orrery cannot parse, with ORR-D001
 */
public record LiveCatalog(
        SortedSet<String> databases,
        Catalog catalog,
        SortedMap<ModelName, String> inactive,
        Optional<List<LiveGrant>> grants,
        SortedMap<ModelName, Diagnostic> notUnderstood) {

    /** Hidden columns behind PARTITION BY expressions: printed by 3.4 to 4.0, nobody's. */
    static final String HIDDEN = "__generated_partition_column_";

    /** Whether there is a table of that name, or something that could be one. */
    public boolean holdsTable(ModelName name) {
        return notUnderstood.containsKey(name)
                || catalog.find(name).filter(Definition.Table.class::isInstance).isPresent();
    }

    /**
     * Reads some databases; those that do not exist are no error. Ten statements or so, and a question for every two hundred
     * tables and views.
     *
     * <p>Nothing is taken for unchanged because a bulk read looks as it did. {@code information_schema} shows columns with types,
     * defaults and comments, keys, buckets, properties, queries and the whole text of an MV; but adding or dropping a bitmap
     * or inverted index, a rollup, another SECURITY of a view, and what a named partition holds leave no trace in it, and the jobs of
     * SHOW ALTER TABLE are forgotten after {@code history_job_keep_max_second}. So a table's or a view's SHOW CREATE is read each time.
     */
    public static LiveCatalog read(StarRocks starRocks, Set<String> wanted) {
        SortedSet<String> databases = starRocks.databases();
        SortedSet<String> present = new TreeSet<>(wanted);
        present.retainAll(databases);
        Optional<List<LiveGrant>> grants = starRocks.grants(present);
        if (present.isEmpty()) {
            return new LiveCatalog(databases, new Catalog(List.of()), new TreeMap<>(), grants, new TreeMap<>());
        }
        LiveObjects objects = starRocks.objects(present);
        SortedMap<ModelName, String> inactive = new TreeMap<>();
        objects.materializedViews().stream()
                .filter(view -> !view.isActive())
                .forEach(view -> inactive.put(view.name(), view.inactiveReason()));
        Map<ModelName, List<LiveObjects.LiveColumn>> columns =
                objects.columns().stream().collect(Collectors.groupingBy(LiveObjects.LiveColumn::table));
        SortedMap<ModelName, Diagnostic> notUnderstood = new ConcurrentSkipListMap<>();
        List<Definition> definitions = statements(starRocks, objects).entrySet().parallelStream()
                .flatMap(object -> {
                    List<LiveObjects.LiveColumn> own = columns.getOrDefault(object.getKey(), List.of());
                    try {
                        return Stream.of(definition(object.getKey(), object.getValue(), own));
                    } catch (SyntaxException e) {
                        notUnderstood.put(object.getKey(), notUnderstood(object.getKey(), e));
                        return Stream.empty();
                    }
                })
                .toList();
        return new LiveCatalog(databases, new Catalog(definitions), inactive, grants, notUnderstood);
    }

    /** Those of MVs came with the bulk reads; tables and views are asked for. */
    private static SortedMap<ModelName, String> statements(StarRocks starRocks, LiveObjects objects) {
        SortedMap<ModelName, String> known = new TreeMap<>();
        objects.materializedViews().stream()
                .filter(view -> !view.definition().isBlank())
                .forEach(view -> known.put(view.name(), view.definition()));
        Set<ModelName> listed = new TreeSet<>();
        objects.tables().forEach(object -> listed.add(object.name()));
        known.keySet().retainAll(listed);
        listed.removeAll(known.keySet());
        known.putAll(starRocks.showCreate(listed));
        return known;
    }

    /**
     * One object from what SHOW CREATE prints and what information_schema lists.
     *
     * @throws SyntaxException when the text is beyond the parser
     */
    static Definition definition(ModelName name, String showCreate, List<LiveObjects.LiveColumn> listed) {
        List<Column> columns = listed.stream()
                .filter(column -> !column.name().startsWith(HIDDEN))
                .map(LiveCatalog::column)
                .toList();
        return SqlParser.parseStatement(showCreate).accept(new ShownDefinition(name, columns));
    }

    private static Column column(LiveObjects.LiveColumn column) {
        return new Column(
                column.name(),
                ColumnTypes.parse(column.type()),
                column.nullable(),
                Optional.of(column.comment()).filter(comment -> !comment.isEmpty()));
    }

    private static Diagnostic notUnderstood(ModelName name, SyntaxException e) {
        return Diagnostic.of(
                        DdlCode.LIVE_STATEMENT_NOT_UNDERSTOOD,
                        "what the server prints for '" + name + "' is beyond this version: "
                                + String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""))
                .withHelp("`SHOW CREATE TABLE " + name + "` shows the statement, to be reported with this message");
    }
}
