// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.engine.StoredColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.List;
import java.util.Optional;

/** Values on their way into a column. */
final class InsertCast {
    /**
     * A value of a VALUES list.
     *
     * @param bad DuckDB's test for a value that does not convert; empty where every one does
     */
    record Cell(String sql, Optional<String> bad) {}

    private InsertCast() {}

    static String of(String sql, DataType from, DataType to) {
        if (to.is(Kind.JSON) && TypeRules.isText(from)) {
            return "TRY_CAST(" + sql + " AS JSON)";
        }
        if (TypeRules.isText(from) && TypeRules.isText(to)) {
            return sql;
        }
        if (TypeRules.isBinary(to) && TypeRules.isText(from)) {
            return "encode(" + sql + ")";
        }
        return Casting.to(Typed.of(sql, from), to).sql();
    }

    static boolean neverFails(DataType from, DataType to) {
        return TypeRules.isText(to) || from.is(Kind.NULL) || TypeRules.isNested(to) || TypeRules.isBinary(to);
    }

    static Cell cell(StatementContext context, Expression value, StoredColumn column) throws ServerError {
        DataType from = context.translator().type(value, List.of());
        String raw = context.translator().value(value, List.of(), "", "", from);
        String sql = of(raw, from, column.type());
        boolean safe = sql.equals(raw) || neverFails(from, column.type());
        return new Cell(sql, safe ? Optional.empty() : Optional.of(raw + " IS NOT NULL AND " + sql + " IS NULL"));
    }
}
