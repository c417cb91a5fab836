// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Statement;

/** Statements as the catalog keeps them: StarRocks' own text, which outlives changes of the tree. */
final class StatementText {
    private StatementText() {}

    static String print(Statement statement) {
        return SqlPrinter.print(statement);
    }

    static CreateTable table(String text) {
        return (CreateTable) SqlParser.parseStatement(text);
    }

    static CreateView view(String text) {
        return (CreateView) SqlParser.parseStatement(text);
    }

    static CreateMaterializedView materializedView(String text) {
        return (CreateMaterializedView) SqlParser.parseStatement(text);
    }
}
