// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Partitioning.PartitionDefinition;
import dev.orrery.models.sql.tree.Partitioning.PartitionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PARTITION BY, the partitions in it and elsewhere, and DISTRIBUTED BY. */
final class PartitionParser {
    private final TokenCursor cursor;
    private final Grammar grammar;

    PartitionParser(TokenCursor cursor, Grammar grammar) {
        this.cursor = cursor;
        this.grammar = grammar;
    }

    Partitioning partitioning() {
        int start = cursor.position();
        cursor.expect(TokenKind.PARTITION);
        cursor.expect(TokenKind.BY);
        if (cursor.accept(TokenKind.RANGE)) {
            List<Expression> expressions = cursor.parenthesised(grammar.expressions()::expression);
            List<PartitionDefinition> partitions = definitions();
            return new Partitioning(cursor.since(start), PartitionKind.RANGE, expressions, partitions);
        }
        if (cursor.at(TokenKind.LIST, TokenKind.LEFT_PAREN)) {
            cursor.next();
            List<Expression> expressions = cursor.parenthesised(grammar.expressions()::expression);
            List<PartitionDefinition> partitions = optionalDefinitions();
            return new Partitioning(cursor.since(start), PartitionKind.LIST, expressions, partitions);
        }
        boolean parenthesised = cursor.at(TokenKind.LEFT_PAREN);
        List<Expression> expressions = parenthesised
                ? cursor.parenthesised(grammar.expressions()::expression)
                : cursor.commaSeparated(grammar.expressions()::operand);
        List<PartitionDefinition> partitions = optionalDefinitions();
        PartitionKind kind = parenthesised && !partitions.isEmpty() ? PartitionKind.LIST : PartitionKind.EXPRESSION;
        return new Partitioning(cursor.since(start), kind, expressions, partitions);
    }

    private List<PartitionDefinition> optionalDefinitions() {
        return cursor.at(TokenKind.LEFT_PAREN) ? definitions() : List.of();
    }

    private List<PartitionDefinition> definitions() {
        if (cursor.accept(TokenKind.LEFT_PAREN, TokenKind.RIGHT_PAREN)) {
            return List.of();
        }
        return cursor.parenthesised(this::definition);
    }

    PartitionDefinition definition() {
        int start = cursor.position();
        if (cursor.at(TokenKind.START)) {
            series();
        } else {
            cursor.expect(TokenKind.PARTITION);
            cursor.acceptIfNotExists();
            cursor.identifier("a partition name");
            cursor.expect(TokenKind.VALUES);
            values();
            if (cursor.at(TokenKind.LEFT_PAREN)) {
                grammar.tables().propertyList();
            }
        }
        return new PartitionDefinition(cursor.since(start), Spelling.of(cursor, start, cursor.position()));
    }

    /** {@code START ("…") END ("…") EVERY (…)}. */
    private void series() {
        range();
        cursor.expect(TokenKind.EVERY);
        cursor.expect(TokenKind.LEFT_PAREN);
        if (cursor.at(TokenKind.INTERVAL)) {
            new LiteralParser(cursor, grammar).interval();
        } else {
            cursor.integer("a step");
        }
        cursor.expect(TokenKind.RIGHT_PAREN);
    }

    /** {@code START ("…") END ("…")}. */
    void range() {
        cursor.expect(TokenKind.START);
        cursor.parenthesised(() -> cursor.string("a string"));
        cursor.expect(TokenKind.END_WORD);
        cursor.parenthesised(() -> cursor.string("a string"));
    }

    private void values() {
        if (cursor.accept(TokenKind.LESS)) {
            cursor.expect(TokenKind.THAN);
            if (!cursor.accept(TokenKind.MAXVALUE)) {
                cursor.parenthesised(this::bound);
            }
        } else if (cursor.accept(TokenKind.LEFT_BRACKET)) {
            cursor.parenthesised(this::bound);
            cursor.expect(TokenKind.COMMA);
            cursor.parenthesised(this::bound);
            cursor.expect(TokenKind.RIGHT_PAREN);
        } else {
            cursor.expect(TokenKind.IN);
            listValues();
        }
    }

    private String bound() {
        if (cursor.accept(TokenKind.MAXVALUE)) {
            return TokenKind.MAXVALUE.shown();
        }
        return cursor.string("a string or MAXVALUE");
    }

    /** {@code ("a", "b")} or {@code (("a", "b"), ("c", "d"))}. */
    void listValues() {
        if (cursor.at(TokenKind.LEFT_PAREN, TokenKind.LEFT_PAREN)) {
            cursor.parenthesised(() -> cursor.parenthesised(this::listValue));
        } else {
            cursor.parenthesised(this::listValue);
        }
    }

    private String listValue() {
        if (cursor.accept(TokenKind.NULL)) {
            return TokenKind.NULL.shown();
        }
        return cursor.string("a string");
    }

    /** Passes {@code [TEMPORARY] PARTITION[S] (a, b)} in all its forms, if it stands here. */
    boolean acceptPartitionNames() {
        int ahead = cursor.at(TokenKind.TEMPORARY) ? 1 : 0;
        boolean several =
                cursor.wordAt(ahead, "PARTITIONS") && (cursor.kind(ahead + 1) == TokenKind.LEFT_PAREN || ahead == 1);
        if (cursor.kind(ahead) != TokenKind.PARTITION && !several) {
            return false;
        }
        cursor.moveTo(cursor.position() + ahead + 1);
        if (cursor.at(TokenKind.LEFT_PAREN)) {
            cursor.parenthesised(this::partitionName);
        } else {
            partitionName();
            while (cursor.at(TokenKind.COMMA)
                    && (cursor.kind(1).isString() || cursor.kind(1).isName())
                    && cursor.kind(2) == TokenKind.COMMA) {
                cursor.next();
                partitionName();
            }
        }
        return true;
    }

    private Identifier partitionName() {
        Identifier name = cursor.identifierOrString("a partition name");
        if (cursor.accept(TokenKind.EQUAL)) {
            grammar.expressions().value();
        }
        return name;
    }

    Optional<Distribution> distribution() {
        int start = cursor.position();
        if (!cursor.accept(TokenKind.DISTRIBUTED)) {
            return Optional.empty();
        }
        cursor.expect(TokenKind.BY);
        List<Identifier> columns = List.of();
        if (!cursor.accept(TokenKind.RANDOM)) {
            if (!cursor.at(TokenKind.HASH)) {
                throw cursor.unexpected("HASH or RANDOM");
            }
            cursor.next();
            columns = new ArrayList<>(cursor.identifierList("a column name"));
        }
        Optional<Integer> buckets = Optional.empty();
        if (cursor.accept(TokenKind.BUCKETS)) {
            buckets = Optional.of(cursor.integer("a number of buckets"));
        }
        return Optional.of(new Distribution(cursor.since(start), columns, buckets));
    }
}
