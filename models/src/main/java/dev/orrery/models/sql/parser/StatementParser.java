// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.Alter;
import dev.orrery.models.sql.tree.AlterClause;
import dev.orrery.models.sql.tree.CreateDatabase;
import dev.orrery.models.sql.tree.Drop;
import dev.orrery.models.sql.tree.Drop.ObjectKind;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.QueryIntoFile;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.SessionStatement;
import dev.orrery.models.sql.tree.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Knows by its first words which family a statement belongs to. */
final class StatementParser {
    private final TokenCursor cursor;
    private final Grammar grammar;

    StatementParser(TokenCursor cursor, Grammar grammar) {
        this.cursor = cursor;
        this.grammar = grammar;
    }

    Statement statement() {
        int start = cursor.position();
        return switch (cursor.kind()) {
            case SELECT, WITH, LEFT_PAREN -> queryOrChange(start);
            case INSERT -> grammar.changes().insert();
            case UPDATE -> grammar.changes().update(start, List.of());
            case DELETE ->
                cursor.kind(1) == TokenKind.FROM ? grammar.changes().delete(start, List.of()) : administrative(start);
            case TRUNCATE ->
                cursor.kind(1) == TokenKind.TABLE ? grammar.changes().truncate() : administrative(start);
            case CREATE -> create(start);
            case DROP -> drop(start);
            case ALTER -> alter(start);
            case REFRESH ->
                cursor.kind(1) == TokenKind.MATERIALIZED ? grammar.alters().refresh(start) : administrative(start);
            default -> sessionOrOther(start);
        };
    }

    private Statement administrative(int start) {
        return new AdministrativeParser(cursor).statement(start);
    }

    private SessionParser sessions() {
        return new SessionParser(cursor, grammar);
    }

    private Statement sessionOrOther(int start) {
        return switch (cursor.kind()) {
            case USE -> sessions().use();
            case SET -> set(start);
            case SHOW -> {
                SessionStatement show = new ShowParser(cursor, grammar).show();
                yield show == null ? administrative(start) : show;
            }
            case DESC, DESCRIBE, EXPLAIN -> explain(start);
            case KILL ->
                cursor.wordAt(1, "ANALYZE") || cursor.kind(1) == TokenKind.ALL
                        ? administrative(start)
                        : sessions().kill();
            case BEGIN, COMMIT, ROLLBACK, START -> sessions().transaction();
            case CANCEL -> cancel(start);
            default -> {
                if (cursor.atWord("TRACE")) {
                    yield trace(start);
                }
                yield administrative(start);
            }
        };
    }

    private Statement set(int start) {
        if (sessions().setsCatalog()) {
            return sessions().setCatalog();
        }
        return sessions().setsVariables() ? sessions().set() : administrative(start);
    }

    private Statement cancel(int start) {
        if (cursor.kind(1) == TokenKind.REFRESH && cursor.kind(2) == TokenKind.MATERIALIZED) {
            cursor.next();
            return grammar.alters().cancelRefresh(start);
        }
        return administrative(start);
    }

    private Statement queryOrChange(int start) {
        QueryParser.With with = grammar.queries().with();
        if (cursor.at(TokenKind.UPDATE)) {
            return grammar.changes().update(start, with.tables());
        }
        if (cursor.at(TokenKind.DELETE)) {
            return grammar.changes().delete(start, with.tables());
        }
        Query query = grammar.queries().query(start, with);
        if (cursor.accept(TokenKind.INTO)) {
            return intoFile(start, query);
        }
        return new QueryStatement(cursor.since(start), query);
    }

    private Statement intoFile(int start, Query query) {
        cursor.expect(TokenKind.OUTFILE);
        String path = cursor.string("a path in quotes");
        Optional<String> format = Optional.empty();
        if (cursor.accept(TokenKind.FORMAT)) {
            cursor.expect(TokenKind.AS);
            format = Optional.of(
                    cursor.identifierOrString("the name of a format").text().toUpperCase(Locale.ROOT));
        }
        List<Property> properties = grammar.tables().properties();
        return new QueryIntoFile(cursor.since(start), query, path, format, properties);
    }

    private Statement create(int start) {
        cursor.next();
        boolean orReplace = cursor.accept(TokenKind.OR, TokenKind.REPLACE);
        boolean external = cursor.at(TokenKind.EXTERNAL, TokenKind.TABLE) && cursor.accept(TokenKind.EXTERNAL);
        boolean temporary = !external && cursor.accept(TokenKind.TEMPORARY);
        if (orReplace) {
            refuseReplacing();
        }
        return switch (cursor.kind()) {
            case TABLE ->
                cursor.kind(1) == TokenKind.FUNCTION
                        ? administrative(start)
                        : grammar.tables().createTable(start, external, temporary);
            case VIEW -> grammar.views().createView(start, orReplace);
            case MATERIALIZED -> grammar.views().createMaterializedView(start);
            case DATABASE, SCHEMA -> createDatabase(start);
            case INDEX -> createIndex(start);
            default -> {
                MacroParser macros = new MacroParser(cursor, grammar);
                yield macros.begins() ? macros.createMacro(start, orReplace) : administrative(start);
            }
        };
    }

    /** OR REPLACE is for views and for what administrators define. */
    private void refuseReplacing() {
        switch (cursor.kind()) {
            case TABLE, MATERIALIZED, DATABASE, SCHEMA, INDEX -> {
                if (cursor.kind(1) != TokenKind.FUNCTION) {
                    throw cursor.error(
                            cursor.position() - 2,
                            ModelCode.FOREIGN_SYNTAX,
                            "'OR REPLACE' is for views, and this is none",
                            "write DROP … IF EXISTS before it");
                }
            }
            default -> {}
        }
    }

    private Statement createDatabase(int start) {
        cursor.next();
        boolean ifNotExists = cursor.acceptIfNotExists();
        Name name = cursor.name("the name of a database");
        grammar.tables().charset();
        if (cursor.accept(TokenKind.COLLATE)) {
            cursor.accept(TokenKind.EQUAL);
            cursor.identifierOrString("the name of a collation");
        }
        List<Property> properties = grammar.tables().properties();
        return new CreateDatabase(cursor.since(start), ifNotExists, name, properties);
    }

    /** The same as ALTER TABLE … ADD INDEX. */
    private Statement createIndex(int start) {
        cursor.next();
        int at = cursor.position();
        Identifier name = cursor.identifier("the name of an index");
        cursor.expect(TokenKind.ON);
        Name table = cursor.name("a table name");
        IndexDefinition index = grammar.tables().indexOf(at, name);
        return new Alter.Table(cursor.since(start), table, List.of(new AlterClause.AddIndex(cursor.since(at), index)));
    }

    private Statement drop(int start) {
        cursor.next();
        boolean temporary = cursor.accept(TokenKind.TEMPORARY);
        return switch (cursor.kind()) {
            case TABLE -> drop(start, ObjectKind.TABLE, temporary);
            case VIEW -> drop(start, ObjectKind.VIEW, false);
            case DATABASE, SCHEMA -> drop(start, ObjectKind.DATABASE, false);
            case MATERIALIZED -> {
                cursor.next();
                if (!cursor.at(TokenKind.VIEW)) {
                    throw cursor.unexpected("VIEW");
                }
                yield drop(start, ObjectKind.MATERIALIZED_VIEW, false);
            }
            case INDEX -> dropIndex(start);
            default -> administrative(start);
        };
    }

    private Statement drop(int start, ObjectKind kind, boolean temporary) {
        cursor.next();
        boolean ifExists = cursor.acceptIfExists();
        Name name = cursor.name("its name");
        boolean force = kind != ObjectKind.VIEW && cursor.accept(TokenKind.FORCE);
        return new Drop(cursor.since(start), kind, temporary, ifExists, name, force);
    }

    private Statement dropIndex(int start) {
        cursor.next();
        int at = cursor.position();
        Identifier name = cursor.identifier("the name of an index");
        cursor.expect(TokenKind.ON);
        Name table = cursor.name("a table name");
        return new Alter.Table(cursor.since(start), table, List.of(new AlterClause.DropIndex(cursor.since(at), name)));
    }

    private Statement alter(int start) {
        cursor.next();
        return switch (cursor.kind()) {
            case TABLE -> grammar.alters().table(start);
            case VIEW -> grammar.alters().view(start);
            case MATERIALIZED -> grammar.alters().materializedView(start);
            default -> administrative(start);
        };
    }

    private Statement explain(int start) {
        boolean describes = !cursor.at(TokenKind.EXPLAIN);
        int level = isExplainLevel(1) ? 1 : 0;
        if (describes && !explainable(level + 1)) {
            return describe(start);
        }
        cursor.next();
        String words = "EXPLAIN";
        if (level == 1) {
            words = "EXPLAIN " + cursor.written().toUpperCase(Locale.ROOT);
            cursor.next();
        }
        Statement statement = explained();
        return new SessionStatement.Explain(cursor.since(start), words, statement);
    }

    private Statement explained() {
        if (!explainable(0)) {
            throw cursor.error(ModelCode.SYNTAX, "expected a query or a change of rows to explain", "EXPLAIN SELECT …");
        }
        return statement();
    }

    private Statement describe(int start) {
        boolean object = (cursor.wordAt(1, "STORAGE") && cursor.wordAt(2, "VOLUME"))
                || (cursor.wordAt(1, "FAILOVER") && cursor.wordAt(2, "GROUP"))
                || (cursor.wordAt(1, "PIPE") && cursor.kind(2).isName())
                || cursor.kind(1) == TokenKind.FILES;
        return object ? administrative(start) : sessions().describe();
    }

    private boolean isExplainLevel(int ahead) {
        return cursor.wordAt(ahead, "LOGICAL")
                || cursor.wordAt(ahead, "ANALYZE")
                || cursor.wordAt(ahead, "VERBOSE")
                || cursor.wordAt(ahead, "COSTS")
                || cursor.wordAt(ahead, "SCHEDULER");
    }

    private boolean explainable(int ahead) {
        return switch (cursor.kind(ahead)) {
            case SELECT, WITH, LEFT_PAREN, INSERT, UPDATE, DELETE, REFRESH -> true;
            default -> false;
        };
    }

    private Statement trace(int start) {
        StringBuilder words = new StringBuilder("TRACE");
        cursor.next();
        do {
            if (!cursor.at(TokenKind.NAME) && !cursor.kind().isWord()) {
                throw cursor.unexpected("what to trace, such as LOGS");
            }
            words.append(' ').append(cursor.written().toUpperCase(Locale.ROOT));
            cursor.next();
        } while (!explainable(0) && words.length() < 60);
        Statement statement = explained();
        return new SessionStatement.Explain(cursor.since(start), words.toString(), statement);
    }
}
