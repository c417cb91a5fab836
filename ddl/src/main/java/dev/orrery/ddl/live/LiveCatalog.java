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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

    /**
     * Reads some databases; those that do not exist are no error. One SHOW CREATE for each object, five statements besides.
     */
    public static LiveCatalog read(StarRocks starRocks, Set<String> wanted) {
        SortedSet<String> databases = starRocks.databases();
        SortedSet<String> present = new TreeSet<>(wanted);
        present.retainAll(databases);
        List<Definition> definitions = new ArrayList<>();
        SortedMap<ModelName, String> inactive = new TreeMap<>();
        SortedMap<ModelName, Diagnostic> notUnderstood = new TreeMap<>();
        Optional<List<LiveGrant>> grants = starRocks.grants(present);
        if (!present.isEmpty()) {
            LiveObjects objects = starRocks.objects(present);
            objects.materializedViews().stream()
                    .filter(view -> !view.isActive())
                    .forEach(view -> inactive.put(view.name(), view.inactiveReason()));
            Map<ModelName, List<LiveObjects.LiveColumn>> columns =
                    objects.columns().stream().collect(Collectors.groupingBy(LiveObjects.LiveColumn::table));
            for (LiveObjects.LiveTable object : objects.tables()) {
                Optional<String> statement = starRocks.showCreate(object.name());
                List<LiveObjects.LiveColumn> own = columns.getOrDefault(object.name(), List.of());
                try {
                    statement.map(text -> definition(object.name(), text, own)).ifPresent(definitions::add);
                } catch (SyntaxException e) {
                    notUnderstood.put(object.name(), notUnderstood(object.name(), e));
                }
            }
        }
        return new LiveCatalog(databases, new Catalog(definitions), inactive, grants, notUnderstood);
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
