// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.SessionStatement;
import dev.orrery.models.sql.tree.SortItem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SHOWs that a server answers from its catalog and variables; the others are administrative. */
final class ShowParser {
    private static final Set<String> OF_A_TABLE =
            Set.of("COLUMNS", "INDEX", "PARTITIONS", "TEMPORARY PARTITIONS", "DATA DISTRIBUTION");

    private static final Set<String> LISTS = Set.of(
            "ALTER MATERIALIZED VIEW",
            "ALTER TABLE COLUMN",
            "ALTER TABLE OPTIMIZE",
            "ALTER TABLE ROLLUP",
            "AUTHORS",
            "BACKENDS",
            "BROKER",
            "CATALOGS",
            "CHARACTER SET",
            "COLLATION",
            "COMPUTE NODES",
            "DATA",
            "DATABASES",
            "DELETE",
            "DYNAMIC PARTITION TABLES",
            "ENGINES",
            "ERRORS",
            "EVENTS",
            "FRONTENDS",
            "FUNCTIONS",
            "BUILTIN FUNCTIONS",
            "GLOBAL FUNCTIONS",
            "GRANTS",
            "FUNCTION STATUS",
            "PROCEDURE STATUS",
            "MATERIALIZED VIEWS",
            "OPEN TABLES",
            "PLUGINS",
            "PRIVILEGES",
            "PROCESSLIST",
            "PROFILELIST",
            "REPOSITORIES",
            "RESOURCES",
            "ROLES",
            "RUNNING QUERIES",
            "STATUS",
            "GLOBAL STATUS",
            "SESSION STATUS",
            "STORAGE VOLUMES",
            "TABLES",
            "TABLE STATUS",
            "TEMPORARY TABLES",
            "TRANSACTION",
            "TRIGGERS",
            "USERS",
            "VARIABLES",
            "GLOBAL VARIABLES",
            "SESSION VARIABLES",
            "LOCAL VARIABLES",
            "VERBOSE VARIABLES",
            "WAREHOUSES",
            "WARNINGS");

    private final TokenCursor cursor;
    private final Grammar grammar;

    ShowParser(TokenCursor cursor, Grammar grammar) {
        this.cursor = cursor;
        this.grammar = grammar;
    }

    /** Null, with the cursor where it was, when this SHOW is none of ours. */
    @Nullable
    SessionStatement show() {
        int start = cursor.position();
        cursor.next();
        if (cursor.at(TokenKind.CREATE)) {
            return create(start);
        }
        boolean full = cursor.accept(TokenKind.FULL);
        String what = words();
        boolean ofTable = OF_A_TABLE.contains(what);
        boolean refers = cursor.at(TokenKind.FROM) || cursor.at(TokenKind.IN);
        if (ofTable ? !refers : !LISTS.contains(what) || !endsWords()) {
            cursor.moveTo(start);
            return null;
        }
        Optional<Name> object = ofTable ? from() : Optional.empty();
        Optional<Name> database = from();
        return clauses(start, full, what, object, database);
    }

    private @Nullable SessionStatement create(int start) {
        cursor.next();
        String what;
        if (cursor.accept(TokenKind.MATERIALIZED)) {
            cursor.expect(TokenKind.VIEW);
            what = "CREATE MATERIALIZED VIEW";
        } else if (cursor.accept(TokenKind.TABLE)) {
            what = "CREATE TABLE";
        } else if (cursor.accept(TokenKind.VIEW)) {
            what = "CREATE VIEW";
        } else if (cursor.accept(TokenKind.DATABASE) || cursor.accept(TokenKind.SCHEMA)) {
            what = "CREATE DATABASE";
        } else {
            cursor.moveTo(start);
            return null;
        }
        Name name = cursor.name("its name");
        return clauses(start, false, what, Optional.of(name), Optional.empty());
    }

    private SessionStatement clauses(
            int start, boolean full, String what, Optional<Name> object, Optional<Name> database) {
        Optional<String> like =
                cursor.accept(TokenKind.LIKE) ? Optional.of(cursor.string("a pattern in quotes")) : Optional.empty();
        Optional<Expression> where = Optional.empty();
        if (cursor.accept(TokenKind.WHERE)) {
            where = Optional.of(grammar.expressions().expression());
        }
        List<SortItem> orderBy = cursor.at(TokenKind.ORDER) ? grammar.queries().orderBy() : List.of();
        Optional<Query.Limit> limit =
                cursor.at(TokenKind.LIMIT) ? Optional.of(grammar.queries().limit()) : Optional.empty();
        return new SessionStatement.Show(
                cursor.since(start), full, what, object, database, like, where, orderBy, limit);
    }

    private Optional<Name> from() {
        if (cursor.accept(TokenKind.FROM) || cursor.accept(TokenKind.IN)) {
            return Optional.of(cursor.name("a table or database name"));
        }
        return Optional.empty();
    }

    private boolean endsWords() {
        return switch (cursor.kind()) {
            case FROM, IN, LIKE, WHERE, ORDER, LIMIT, SEMICOLON, END -> true;
            default -> false;
        };
    }

    private String words() {
        StringBuilder words = new StringBuilder();
        while (!endsWords() && (cursor.at(TokenKind.NAME) || cursor.kind().isWord())) {
            words.append(words.length() == 0 ? "" : " ").append(cursor.written().toUpperCase(Locale.ROOT));
            cursor.next();
        }
        String what = words.toString();
        return switch (what) {
            case "SCHEMAS" -> "DATABASES";
            case "FIELDS" -> "COLUMNS";
            case "KEY", "KEYS", "INDEXES" -> "INDEX";
            case "CHARSET", "CHAR SET" -> "CHARACTER SET";
            case "USER" -> "USERS";
            default -> what;
        };
    }
}
