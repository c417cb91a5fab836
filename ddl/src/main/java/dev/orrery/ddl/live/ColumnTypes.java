// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.live;

import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.type.DataType;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Types as {@code information_schema.columns.COLUMN_TYPE} spells them. */
final class ColumnTypes {
    /** A warehouse has many columns and few types. */
    private static final Map<String, DataType> KNOWN = new ConcurrentHashMap<>();

    private ColumnTypes() {}

    /** UNKNOWN when the text is no type that the language has. */
    static DataType parse(String columnType) {
        return KNOWN.computeIfAbsent(columnType, ColumnTypes::parseAnew);
    }

    private static DataType parseAnew(String columnType) {
        String text = columnType.strip().toLowerCase(Locale.ROOT);
        if (text.equals("tinyint(1)") || text.equals("boolean")) {
            return DataType.of(DataType.Kind.BOOLEAN);
        }
        if (text.endsWith("unsigned")) {
            return DataType.of(DataType.Kind.LARGEINT);
        }
        try {
            Expression cast = SqlParser.parseExpression("CAST(NULL AS " + columnType.strip() + ")");
            return cast instanceof Call.Cast parsed ? parsed.type() : DataType.of(DataType.Kind.UNKNOWN);
        } catch (SyntaxException e) {
            return DataType.of(DataType.Kind.UNKNOWN);
        }
    }
}
