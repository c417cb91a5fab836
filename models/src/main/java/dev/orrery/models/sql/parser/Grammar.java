// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

/**
 * The parsers of one text: each reads a family of the grammar, and all share one cursor. Those that queries need are
 * made once; the others keep nothing between two calls and are made when they are asked for, as most texts are short.
 */
final class Grammar {
    private final TokenCursor cursor;
    private final Recovery recovery;
    private final ExpressionParser expressions;
    private final PrimaryParser primaries;
    private final CallParser calls;
    private final QueryParser queries;
    private final RelationParser relations;

    Grammar(TokenCursor cursor, Recovery recovery) {
        this.cursor = cursor;
        this.recovery = recovery;
        LiteralParser literals = new LiteralParser(cursor, this);
        this.primaries = new PrimaryParser(cursor, this, literals);
        this.expressions = new ExpressionParser(cursor, this, primaries);
        this.calls = new CallParser(cursor, this, literals);
        this.queries = new QueryParser(cursor, this, recovery);
        this.relations = new RelationParser(cursor, this);
    }

    TokenCursor cursor() {
        return cursor;
    }

    ExpressionParser expressions() {
        return expressions;
    }

    PrimaryParser primaries() {
        return primaries;
    }

    CallParser calls() {
        return calls;
    }

    TypeParser types() {
        return new TypeParser(cursor);
    }

    QueryParser queries() {
        return queries;
    }

    RelationParser relations() {
        return relations;
    }

    PartitionParser partitions() {
        return new PartitionParser(cursor, this);
    }

    TableParser tables() {
        return new TableParser(cursor, this, recovery);
    }

    ViewParser views() {
        return new ViewParser(cursor, this);
    }

    ChangeParser changes() {
        return new ChangeParser(cursor, this);
    }

    AlterParser alters() {
        return new AlterParser(cursor, this);
    }
}
