// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateMaterializedView.Refresh;
import dev.orrery.models.sql.tree.CreateMaterializedView.RefreshScheme;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.ViewColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE VIEW and CREATE MATERIALIZED VIEW. */
final class ViewParser {
    private final TokenCursor cursor;
    private final Grammar grammar;

    ViewParser(TokenCursor cursor, Grammar grammar) {
        this.cursor = cursor;
        this.grammar = grammar;
    }

    /** The cursor stands before VIEW. */
    CreateView createView(int start, boolean orReplace) {
        cursor.expect(TokenKind.VIEW);
        int condition = cursor.position();
        boolean ifNotExists = cursor.acceptIfNotExists();
        if (orReplace && ifNotExists) {
            throw cursor.error(
                    condition,
                    ModelCode.SYNTAX,
                    "OR REPLACE and IF NOT EXISTS exclude each other",
                    "write one of the two");
        }
        Name name = cursor.name("a view name");
        List<ViewColumn> columns = cursor.at(TokenKind.LEFT_PAREN) ? cursor.parenthesised(this::column) : List.of();
        Optional<String> comment = grammar.tables().comment();
        Optional<String> security =
                cursor.accept(TokenKind.SECURITY) ? Optional.of(cursor.oneOf("NONE", "INVOKER")) : Optional.empty();
        List<Property> properties = grammar.tables().properties();
        cursor.expect(TokenKind.AS);
        Query query = grammar.queries().query();
        return new CreateView(
                cursor.since(start), orReplace, ifNotExists, name, columns, comment, security, properties, query);
    }

    ViewColumn column() {
        int start = cursor.position();
        Identifier name = cursor.identifier("a column name");
        return new ViewColumn(cursor.since(start), name, grammar.tables().comment());
    }

    /** The cursor stands before MATERIALIZED. */
    CreateMaterializedView createMaterializedView(int start) {
        cursor.expect(TokenKind.MATERIALIZED);
        cursor.expect(TokenKind.VIEW);
        boolean ifNotExists = cursor.acceptIfNotExists();
        Name name = cursor.name("the name of a materialized view");
        List<ViewColumn> columns = new ArrayList<>();
        List<IndexDefinition> indexes = new ArrayList<>();
        if (cursor.accept(TokenKind.LEFT_PAREN)) {
            do {
                if (cursor.at(TokenKind.INDEX)) {
                    indexes.add(grammar.tables().index());
                } else {
                    columns.add(column());
                }
            } while (cursor.accept(TokenKind.COMMA));
            cursor.expect(TokenKind.RIGHT_PAREN);
        }
        Optional<String> comment = grammar.tables().comment();
        Clauses clauses = new Clauses();
        clauses.read();
        cursor.expect(TokenKind.AS);
        Query query = grammar.queries().query();
        return new CreateMaterializedView(
                cursor.since(start),
                ifNotExists,
                name,
                columns,
                indexes,
                comment,
                clauses.distribution,
                clauses.refresh,
                clauses.partitionBy,
                clauses.orderBy,
                clauses.properties,
                query);
    }

    /** The clauses of a materialized view come in any order. */
    private final class Clauses {
        private Optional<Distribution> distribution = Optional.empty();
        private Optional<Refresh> refresh = Optional.empty();
        private List<Expression> partitionBy = List.of();
        private List<Identifier> orderBy = List.of();
        private List<Property> properties = List.of();

        void read() {
            while (true) {
                switch (cursor.kind()) {
                    case PARTITION -> {
                        once(partitionBy.isEmpty(), "PARTITION BY");
                        partitionBy = partitionBy();
                    }
                    case DISTRIBUTED -> {
                        once(distribution.isEmpty(), "DISTRIBUTED BY");
                        distribution = grammar.partitions().distribution();
                    }
                    case ORDER -> {
                        once(orderBy.isEmpty(), "ORDER BY");
                        orderBy = grammar.tables().sortKey();
                    }
                    case REFRESH -> {
                        once(refresh.isEmpty(), "REFRESH");
                        refresh = Optional.of(refresh());
                    }
                    case PROPERTIES -> {
                        once(properties.isEmpty(), "PROPERTIES");
                        properties = grammar.tables().properties();
                    }
                    default -> {
                        return;
                    }
                }
            }
        }

        private void once(boolean first, String clause) {
            if (!first) {
                throw cursor.error(ModelCode.SYNTAX, "a second " + clause + " clause", "keep one of the two");
            }
        }
    }

    private List<Expression> partitionBy() {
        cursor.next();
        cursor.expect(TokenKind.BY);
        return cursor.at(TokenKind.LEFT_PAREN)
                ? cursor.parenthesised(grammar.expressions()::operand)
                : List.of(grammar.expressions().operand());
    }

    Refresh refresh() {
        int start = cursor.position();
        cursor.expect(TokenKind.REFRESH);
        boolean deferred = cursor.accept(TokenKind.DEFERRED);
        if (!deferred) {
            cursor.accept(TokenKind.IMMEDIATE);
        }
        if (cursor.acceptWord("MANUAL")) {
            return plain(start, deferred, RefreshScheme.MANUAL);
        }
        if (cursor.acceptWord("INCREMENTAL")) {
            return plain(start, deferred, RefreshScheme.INCREMENTAL);
        }
        boolean schedule = cursor.accept(TokenKind.SCHEDULE);
        if (!schedule && !cursor.accept(TokenKind.ASYNC)) {
            throw cursor.unexpected("ASYNC or MANUAL");
        }
        Optional<String> first = Optional.empty();
        if (cursor.accept(TokenKind.START)) {
            cursor.expect(TokenKind.LEFT_PAREN);
            first = Optional.of(cursor.string("a time in quotes"));
            cursor.expect(TokenKind.RIGHT_PAREN);
        }
        Optional<Literal.Interval> every = Optional.empty();
        if (first.isPresent() || schedule || cursor.at(TokenKind.EVERY)) {
            cursor.expect(TokenKind.EVERY);
            cursor.expect(TokenKind.LEFT_PAREN);
            every = Optional.of(new LiteralParser(cursor, grammar).interval());
            cursor.expect(TokenKind.RIGHT_PAREN);
        }
        return new Refresh(cursor.since(start), deferred, RefreshScheme.ASYNC, first, every);
    }

    private Refresh plain(int start, boolean deferred, RefreshScheme scheme) {
        return new Refresh(cursor.since(start), deferred, scheme, Optional.empty(), Optional.empty());
    }
}
