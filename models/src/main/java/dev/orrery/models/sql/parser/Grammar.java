// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

/** The parsers of one text: each reads a family of the grammar, and all share one cursor. */
final class Grammar {
    private final TokenCursor cursor;
    private final ExpressionParser expressions;
    private final PrimaryParser primaries;
    private final CallParser calls;
    private final TypeParser types;
    private final QueryParser queries;
    private final RelationParser relations;
    private final PartitionParser partitions;
    private final TableParser tables;
    private final ViewParser views;
    private final ChangeParser changes;
    private final AlterParser alters;

    Grammar(TokenCursor cursor, Recovery recovery) {
        this.cursor = cursor;
        this.expressions = new ExpressionParser(cursor, this);
        this.primaries = new PrimaryParser(cursor, this);
        this.calls = new CallParser(cursor, this);
        this.types = new TypeParser(cursor);
        this.queries = new QueryParser(cursor, this, recovery);
        this.relations = new RelationParser(cursor, this);
        this.partitions = new PartitionParser(cursor, this);
        this.tables = new TableParser(cursor, this, recovery);
        this.views = new ViewParser(cursor, this);
        this.changes = new ChangeParser(cursor, this);
        this.alters = new AlterParser(cursor, this);
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
        return types;
    }

    QueryParser queries() {
        return queries;
    }

    RelationParser relations() {
        return relations;
    }

    PartitionParser partitions() {
        return partitions;
    }

    TableParser tables() {
        return tables;
    }

    ViewParser views() {
        return views;
    }

    ChangeParser changes() {
        return changes;
    }

    AlterParser alters() {
        return alters;
    }
}
