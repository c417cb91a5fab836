// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import dev.orrery.models.sql.printer.SqlWriter;
import dev.orrery.models.sql.printer.TreePrinter;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Statement;

/**
 * Writes trees as StarRocks SQL that every version from 3.1 on reads: the same tree gives the same text, and parsing the
 * text gives an equal tree.
 */
public final class SqlPrinter {
    private SqlPrinter() {}

    /** Without a semicolon. */
    public static String print(Statement statement) {
        return TreePrinter.print(statement);
    }

    public static String print(Query query) {
        return TreePrinter.print(query);
    }

    public static String print(Expression expression) {
        return TreePrinter.print(expression);
    }

    /** A column of a CREATE TABLE or an ADD COLUMN. */
    public static String print(ColumnDefinition column) {
        return TreePrinter.print(column);
    }

    /** A REFRESH clause. */
    public static String print(CreateMaterializedView.Refresh refresh) {
        return TreePrinter.print(refresh);
    }

    /** A name, in back-quotes if it needs them. */
    public static String name(String name) {
        return SqlWriter.name(name);
    }

    /** A string literal in single quotes. */
    public static String text(String value) {
        return SqlWriter.singleQuoted(value);
    }
}
