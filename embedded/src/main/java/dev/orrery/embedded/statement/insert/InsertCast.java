// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement.insert;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.engine.StoredColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.StatementContext;
import dev.orrery.embedded.translate.Translator;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import dev.orrery.models.type.TypeText;
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

    static String of(String sql, DataType from, DataType to) throws ServerError {
        if (to.is(Kind.JSON) && TypeRules.isText(from)) {
            return "TRY_CAST(" + sql + " AS JSON)";
        }
        if (TypeRules.isText(from) && TypeRules.isText(to)) {
            return sql;
        }
        checkShape(from, to);
        if (TypeRules.isBinary(to) && TypeRules.isText(from)) {
            return "encode(" + sql + ")";
        }
        return Casting.to(Typed.of(sql, from), to).sql();
    }

    /** A number that is too big for a decimal fails the statement; everything else that does not convert is NULL. */
    static boolean neverFails(DataType from, DataType to) {
        return !TypeRules.isDecimal(to) || !(TypeRules.isInteger(from) || TypeRules.isDecimal(from));
    }

    /**
     * The test for a value that fails the statement. Recorded: what needs more than 256 bits with the column's digits
     * behind the point becomes NULL even so.
     */
    static String fails(String raw, String cast, DataType from, DataType to) {
        String test = raw + " IS NOT NULL AND " + cast + " IS NULL";
        if (!(to instanceof DataType.Decimal decimal) || decimal.precision() <= TypeRules.MAX_PRECISION) {
            return test;
        }
        String number = Casting.to(Typed.of(raw, from), TypeRules.DOUBLE).sql();
        double limit = Math.pow(2, 255) / Math.pow(10, decimal.scale());
        return test + " AND abs(" + number + ") < CAST('" + limit + "' AS DOUBLE)";
    }

    private static void checkShape(DataType from, DataType to) throws ServerError {
        if (from instanceof DataType.Struct source
                && to instanceof DataType.Struct target
                && source.fields().size() != target.fields().size()) {
            throw cannotCast(from, to);
        }
        if (TypeRules.isNested(from) && !from.getClass().equals(to.getClass()) && TypeRules.isNested(to)) {
            throw cannotCast(from, to);
        }
    }

    private static ServerError cannotCast(DataType from, DataType to) {
        return ServerError.analyzing("Cannot cast from " + TypeText.ddl(from) + " to " + TypeText.ddl(to));
    }

    static Cell cell(StatementContext context, Expression value, StoredColumn column) throws ServerError {
        DataType to = column.type();
        Translator.Value translated = context.translator().value(value);
        boolean parts =
                TypeRules.isNested(to) && to.getClass().equals(translated.type().getClass());
        if (parts) {
            checkShape(translated.type(), to);
            return new Cell(translated.as(to), Optional.empty());
        }
        if (!to.is(Kind.JSON) && !TypeRules.isNested(to) && translated.isAlways(to)) {
            return new Cell(translated.as(to), Optional.empty());
        }
        String raw = translated.sql();
        String sql = of(raw, translated.type(), to);
        boolean safe = sql.equals(raw) || neverFails(translated.type(), to);
        return new Cell(sql, safe ? Optional.empty() : Optional.of(fails(raw, sql, translated.type(), to)));
    }
}
