// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.Alter;
import dev.orrery.models.sql.tree.AlterClause;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Refresh;
import dev.orrery.models.sql.tree.ViewColumn;
import java.util.List;
import java.util.Optional;

/** ALTER TABLE, ALTER VIEW, ALTER and REFRESH MATERIALIZED VIEW. */
final class AlterParser {
    private final TokenCursor cursor;
    private final Grammar grammar;
    private final AlterClauseParser clauses;

    AlterParser(TokenCursor cursor, Grammar grammar) {
        this.cursor = cursor;
        this.grammar = grammar;
        this.clauses = new AlterClauseParser(cursor, grammar);
    }

    /** The cursor stands before TABLE. */
    Alter.Table table(int start) {
        cursor.expect(TokenKind.TABLE);
        Name name = cursor.name("a table name");
        if (cursor.at(TokenKind.ADD, TokenKind.ROLLUP)) {
            int add = cursor.position();
            cursor.next();
            cursor.next();
            List<CreateTable.Rollup> rollups = cursor.commaSeparated(grammar.tables()::rollup);
            AlterClause clause = new AlterClause.AddRollups(cursor.since(add), rollups);
            return new Alter.Table(cursor.since(start), name, List.of(clause));
        }
        if (cursor.at(TokenKind.DROP, TokenKind.ROLLUP)) {
            int drop = cursor.position();
            cursor.next();
            cursor.next();
            cursor.commaSeparated(() -> cursor.identifier("the name of a rollup"));
            return new Alter.Table(cursor.since(start), name, List.of(clauses.other(drop)));
        }
        List<AlterClause> list = cursor.commaSeparated(clauses::clause);
        return new Alter.Table(cursor.since(start), name, list);
    }

    /** The cursor stands before VIEW. */
    Alter.View view(int start) {
        cursor.expect(TokenKind.VIEW);
        Name name = cursor.name("a view name");
        if (cursor.at(TokenKind.LEFT_PAREN) || cursor.at(TokenKind.AS)) {
            List<ViewColumn> columns =
                    cursor.at(TokenKind.LEFT_PAREN) ? cursor.parenthesised(grammar.views()::column) : List.of();
            cursor.expect(TokenKind.AS);
            Query query = grammar.queries().query();
            return new Alter.View(cursor.since(start), name, columns, Optional.of(query), Optional.empty());
        }
        AlterClause clause = viewClause();
        return new Alter.View(cursor.since(start), name, List.of(), Optional.empty(), Optional.of(clause));
    }

    private AlterClause viewClause() {
        int start = cursor.position();
        if (cursor.accept(TokenKind.SET, TokenKind.SECURITY)) {
            cursor.oneOf("NONE", "INVOKER");
            return clauses.other(start);
        }
        if (cursor.at(TokenKind.SET)) {
            cursor.next();
            cursor.accept(TokenKind.PROPERTIES);
            List<Property> properties = grammar.tables().propertyList();
            return new AlterClause.SetProperties(cursor.since(start), properties);
        }
        cursor.oneOf("ADD", "MODIFY");
        cursor.expectWord("DIALECT");
        cursor.acceptWord("STARROCKS");
        grammar.queries().query();
        return clauses.other(start);
    }

    /** The cursor stands before MATERIALIZED. */
    Alter.MaterializedView materializedView(int start) {
        cursor.expect(TokenKind.MATERIALIZED);
        cursor.expect(TokenKind.VIEW);
        Name name = cursor.name("the name of a materialized view");
        int first = cursor.position();
        AlterClause clause;
        if (cursor.at(TokenKind.REFRESH)) {
            CreateMaterializedView.Refresh refresh = grammar.views().refresh();
            clause = new AlterClause.SetRefresh(refresh.at(), refresh);
        } else if (cursor.acceptWord("ACTIVE")) {
            clause = new AlterClause.SetActivity(cursor.since(first), true);
        } else if (cursor.acceptWord("INACTIVE")) {
            clause = new AlterClause.SetActivity(cursor.since(first), false);
        } else if (cursor.at(TokenKind.ADD, TokenKind.COLUMN)) {
            clause = addColumn(first);
        } else {
            clause = clauses.clause();
        }
        return new Alter.MaterializedView(cursor.since(start), name, clause);
    }

    /** {@code ADD COLUMN c AS expression}, from 4.1 on. */
    private AlterClause addColumn(int start) {
        cursor.next();
        cursor.next();
        cursor.identifier("a column name");
        cursor.expect(TokenKind.AS);
        grammar.expressions().expression();
        if (cursor.at(TokenKind.DEFAULT)) {
            grammar.tables().columns().defaultValue();
        }
        grammar.tables().comment();
        return clauses.other(start);
    }

    Refresh.Start refresh(int start) {
        cursor.expect(TokenKind.REFRESH);
        cursor.expect(TokenKind.MATERIALIZED);
        cursor.expect(TokenKind.VIEW);
        Name name = cursor.name("the name of a materialized view");
        Optional<String> partitions = Optional.empty();
        if (cursor.accept(TokenKind.PARTITION)) {
            int from = cursor.position();
            if (cursor.at(TokenKind.START)) {
                grammar.partitions().range();
            } else {
                grammar.partitions().listValues();
            }
            partitions = Optional.of(Spelling.of(cursor, from, cursor.position()));
        }
        boolean force = cursor.accept(TokenKind.FORCE);
        Optional<Boolean> sync = Optional.empty();
        Optional<Integer> priority = Optional.empty();
        if (cursor.at(TokenKind.WITH) && !cursor.wordAt(1, "PRIORITY")) {
            cursor.next();
            sync = Optional.of(cursor.oneOf("SYNC", "ASYNC").equals("SYNC"));
            cursor.expectWord("MODE");
        }
        if (cursor.accept(TokenKind.WITH)) {
            cursor.expectWord("PRIORITY");
            priority = Optional.of(cursor.integer("a priority"));
        }
        return new Refresh.Start(cursor.since(start), name, partitions, force, sync, priority);
    }

    /** The cursor stands before REFRESH. */
    Refresh.Cancel cancelRefresh(int start) {
        cursor.expect(TokenKind.REFRESH);
        cursor.expect(TokenKind.MATERIALIZED);
        cursor.expect(TokenKind.VIEW);
        Name name = cursor.name("the name of a materialized view");
        boolean force = cursor.accept(TokenKind.FORCE);
        return new Refresh.Cancel(cursor.since(start), name, force);
    }
}
