// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.TypeText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A column of CREATE TABLE or ADD COLUMN, with its attributes. */
final class ColumnParser {
    private static final Set<String> AGGREGATIONS = Set.of(
            "SUM", "MAX", "MIN", "REPLACE", "HLL_UNION", "BITMAP_UNION", "PERCENTILE_UNION", "REPLACE_IF_NOT_NULL");

    private final TokenCursor cursor;
    private final Grammar grammar;

    ColumnParser(TokenCursor cursor, Grammar grammar) {
        this.cursor = cursor;
        this.grammar = grammar;
    }

    ColumnDefinition column() {
        int start = cursor.position();
        Identifier name = cursor.identifier("a column name");
        DataType type = grammar.types().typeIfAny();
        if (type == null) {
            refuseMisspeltType();
        }
        charset();
        boolean key = cursor.accept(TokenKind.KEY);
        Optional<String> aggregation = aggregation();
        Optional<Boolean> nullable = nullable();
        Optional<ColumnDefinition.Default> defaultValue = Optional.empty();
        Optional<Expression> generated = Optional.empty();
        boolean autoIncrement = false;
        if (cursor.at(TokenKind.DEFAULT)) {
            defaultValue = Optional.of(defaultValue());
        } else if (cursor.accept(TokenKind.AUTO_INCREMENT)) {
            autoIncrement = true;
        } else if (cursor.accept(TokenKind.AS)) {
            generated = Optional.of(grammar.expressions().expression());
        }
        Optional<String> comment = grammar.tables().comment();
        return new ColumnDefinition(
                cursor.since(start),
                name,
                type == null ? DataType.of(DataType.Kind.UNKNOWN) : type,
                key,
                aggregation,
                nullable,
                defaultValue,
                autoIncrement,
                generated,
                comment);
    }

    /** A column may go without a type, but no word that is none of a column's follows its name then. */
    private void refuseMisspeltType() {
        boolean sized = cursor.kind(1) == TokenKind.LEFT_PAREN && cursor.kind(2) == TokenKind.WHOLE_NUMBER;
        boolean state = cursor.kind(1) == TokenKind.LEFT_PAREN && !sized;
        boolean word = cursor.at(TokenKind.NAME)
                && !AGGREGATIONS.contains(cursor.written().toUpperCase(Locale.ROOT));
        if (word && !state) {
            throw grammar.types().unknown();
        }
    }

    private void charset() {
        if (cursor.accept(TokenKind.CHARSET)
                || cursor.accept(TokenKind.CHAR, TokenKind.SET)
                || cursor.accept(TokenKind.CHARACTER, TokenKind.SET)) {
            cursor.identifier("the name of a character set");
        }
    }

    private Optional<String> aggregation() {
        if (cursor.kind().isName() && cursor.kind(1) == TokenKind.LEFT_PAREN) {
            return Optional.of(aggregateState());
        }
        boolean word = cursor.at(TokenKind.NAME) || cursor.kind().isWord();
        String upper = word ? cursor.written().toUpperCase(Locale.ROOT) : "";
        if (!AGGREGATIONS.contains(upper)) {
            return Optional.empty();
        }
        cursor.next();
        return Optional.of(upper);
    }

    /** {@code avg(INT, VARCHAR(10) NULL)}: what the states in the column were made of. */
    private String aggregateState() {
        StringBuilder text = new StringBuilder(cursor.takeIdentifier().text().toLowerCase(Locale.ROOT));
        cursor.expect(TokenKind.LEFT_PAREN);
        String separator = "(";
        do {
            text.append(separator).append(TypeText.ddl(grammar.types().type()));
            nullable().ifPresent(nullable -> text.append(nullable ? " NULL" : " NOT NULL"));
            separator = ", ";
        } while (cursor.accept(TokenKind.COMMA));
        cursor.expect(TokenKind.RIGHT_PAREN);
        return text.append(')').toString();
    }

    private Optional<Boolean> nullable() {
        if (cursor.accept(TokenKind.NULL)) {
            return Optional.of(true);
        }
        return cursor.accept(TokenKind.NOT, TokenKind.NULL) ? Optional.of(false) : Optional.empty();
    }

    ColumnDefinition.Default defaultValue() {
        int start = cursor.position();
        cursor.expect(TokenKind.DEFAULT);
        Expression value = grammar.expressions().expression();
        return new ColumnDefinition.Default(cursor.since(start), value);
    }
}
