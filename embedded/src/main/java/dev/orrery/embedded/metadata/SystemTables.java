// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables of information_schema and sys and their columns. Names have no case. */
final class SystemTables {
    private static final SortedMap<String, Definition> TABLES = read();

    private SystemTables() {}

    /** A table with its name as StarRocks spells it. */
    record Definition(ModelName name, List<Column> columns) {
        Definition {
            columns = List.copyOf(columns);
        }
    }

    static Optional<Definition> find(ModelName name) {
        return Optional.ofNullable(TABLES.get(key(name)));
    }

    static Collection<Definition> all() {
        return TABLES.values();
    }

    private static String key(ModelName name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static SortedMap<String, Definition> read() {
        SortedMap<String, Definition> tables = new TreeMap<>();
        for (String text : SqlParser.split(Resource.text("information_schema.sql"))) {
            Statement statement = SqlParser.parseStatement(text);
            if (!(statement instanceof CreateTable table)) {
                throw new IllegalStateException("only tables are expected in information_schema.sql");
            }
            ModelName name = ModelName.parse(table.name().toString());
            List<Column> columns = table.columns().stream()
                    .map(column -> new Column(
                            column.name().text(),
                            column.type(),
                            column.nullable().orElse(true),
                            Optional.empty()))
                    .toList();
            tables.put(key(name), new Definition(name, columns));
        }
        return tables;
    }
}
