// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.TokenKind;
import java.util.Locale;

/** The clauses of ALTER TABLE that nothing here acts upon: checked, and kept as text by the caller. */
final class OtherClauseParser {
    private final TokenCursor cursor;
    private final Grammar grammar;

    OtherClauseParser(TokenCursor cursor, Grammar grammar) {
        this.cursor = cursor;
        this.grammar = grammar;
    }

    /** A clause that begins with a word of its own. */
    void read() {
        switch (cursor.written().toUpperCase(Locale.ROOT)) {
            case "AUTO_INCREMENT" -> {
                cursor.next();
                cursor.expect(TokenKind.EQUAL);
                if (!cursor.accept(TokenKind.WHOLE_NUMBER)) {
                    throw cursor.unexpected("a number");
                }
            }
            case "BASE", "CUMULATIVE", "COMPACT" -> compact();
            case "TRUNCATE" -> {
                cursor.next();
                partitionNames();
            }
            case "REPLACE" -> replace();
            case "CREATE" -> {
                cursor.next();
                reference();
            }
            case "EXECUTE" -> execute();
            case "SPLIT", "MERGE" -> tablets();
            default -> throw cursor.unexpected("ADD, DROP, MODIFY, RENAME, SET or another change");
        }
    }

    private void partitionNames() {
        if (!grammar.partitions().acceptPartitionNames()) {
            throw cursor.unexpected("PARTITION");
        }
    }

    private void compact() {
        if (!cursor.acceptWord("BASE")) {
            cursor.acceptWord("CUMULATIVE");
        }
        cursor.expectWord("COMPACT");
        if (cursor.at(TokenKind.LEFT_PAREN)) {
            cursor.identifierList("a partition name");
        } else if (cursor.kind().isName()) {
            cursor.takeIdentifier();
        }
    }

    private void replace() {
        cursor.next();
        if (cursor.atWord("TAG") || cursor.atWord("BRANCH")) {
            reference();
            return;
        }
        partitionNames();
        cursor.expect(TokenKind.WITH);
        partitionNames();
        grammar.tables().properties();
    }

    /** {@code [OR REPLACE] BRANCH | TAG …} of external tables. */
    private void reference() {
        cursor.accept(TokenKind.OR, TokenKind.REPLACE);
        cursor.oneOf("BRANCH", "TAG");
        cursor.acceptIfNotExists();
        cursor.identifier("its name");
        if (cursor.accept(TokenKind.AS)) {
            cursor.expectWord("OF");
            cursor.expect(TokenKind.VERSION);
            number();
        }
        if (cursor.acceptWord("RETAIN")) {
            number();
            cursor.oneOf("DAYS", "HOURS", "MINUTES");
        }
        if (cursor.accept(TokenKind.WITH)) {
            cursor.expectWord("SNAPSHOT");
            cursor.expectWord("RETENTION");
            do {
                number();
                cursor.oneOf("SNAPSHOTS", "DAYS", "HOURS", "MINUTES");
            } while (cursor.at(TokenKind.WHOLE_NUMBER));
        }
    }

    private void number() {
        if (!cursor.at(TokenKind.WHOLE_NUMBER) && !cursor.at(TokenKind.DECIMAL_NUMBER)) {
            throw cursor.unexpected("a number");
        }
        cursor.next();
    }

    private void execute() {
        cursor.next();
        cursor.identifier("the name of an operation");
        cursor.expect(TokenKind.LEFT_PAREN);
        if (!cursor.at(TokenKind.RIGHT_PAREN)) {
            cursor.commaSeparated(this::argument);
        }
        cursor.expect(TokenKind.RIGHT_PAREN);
        if (cursor.accept(TokenKind.WHERE)) {
            grammar.expressions().expression();
        }
    }

    private boolean argument() {
        if (cursor.kind().isName() && cursor.kind(1) == TokenKind.NAMED) {
            cursor.next();
            cursor.next();
        }
        grammar.expressions().expression();
        return true;
    }

    private void tablets() {
        cursor.next();
        if (cursor.at(TokenKind.TABLET) || cursor.at(TokenKind.TABLETS)) {
            cursor.next();
            grammar.partitions().acceptPartitionNames();
            while (cursor.at(TokenKind.LEFT_PAREN)) {
                cursor.parenthesised(() -> cursor.integer("a tablet"));
            }
        }
        grammar.tables().properties();
    }

    /** After DROP. */
    void readDrop() {
        if (cursor.acceptWord("BRANCH") || cursor.acceptWord("TAG")) {
            cursor.acceptIfExists();
            cursor.identifier("its name");
        } else if (cursor.acceptWord("PERSISTENT")) {
            cursor.expect(TokenKind.INDEX);
            cursor.expect(TokenKind.ON);
            cursor.expectWord("TABLETS");
            cursor.parenthesised(() -> cursor.integer("a tablet"));
        } else if (cursor.accept(TokenKind.PARTITION, TokenKind.COLUMN)) {
            grammar.expressions().list();
        } else if (cursor.accept(TokenKind.ALL)) {
            if (cursor.accept(TokenKind.TEMPORARY)) {
                cursor.expectWord("PARTITIONS");
                cursor.accept(TokenKind.FORCE);
            } else {
                cursor.expect(TokenKind.ROW);
                cursor.expectWord("ACCESS");
                cursor.expectWord("POLICIES");
            }
        } else {
            cursor.expect(TokenKind.ROW);
            cursor.expectWord("ACCESS");
            cursor.expectWord("POLICY");
            cursor.name("the name of a policy");
        }
    }

    /** After MODIFY PARTITION. */
    void modifyPartition() {
        if (grammar.partitions().distribution().isPresent()) {
            return;
        }
        if (cursor.at(TokenKind.LEFT_PAREN) && cursor.kind(1) == TokenKind.STAR) {
            cursor.next();
            cursor.next();
            cursor.expect(TokenKind.RIGHT_PAREN);
        } else if (cursor.at(TokenKind.LEFT_PAREN)) {
            cursor.identifierList("a partition name");
        } else {
            cursor.identifier("a partition name");
        }
        cursor.expect(TokenKind.SET);
        grammar.tables().propertyList();
    }

    /** After MODIFY COLUMN: {@code c ADD FIELD a.b INT}, {@code c DROP FIELD a.b}. */
    void nestedField() {
        cursor.identifier("a column name");
        boolean add = cursor.accept(TokenKind.ADD);
        if (!add) {
            cursor.expect(TokenKind.DROP);
        }
        cursor.expectWord("FIELD");
        fieldName();
        if (add) {
            grammar.types().type();
            if (cursor.accept(TokenKind.AFTER)) {
                cursor.identifier("a field name");
            } else {
                cursor.accept(TokenKind.FIRST);
            }
        }
        grammar.tables().properties();
    }

    private void fieldName() {
        do {
            if (cursor.accept(TokenKind.LEFT_BRACKET)) {
                cursor.expect(TokenKind.STAR);
                cursor.expect(TokenKind.RIGHT_BRACKET);
            } else {
                cursor.identifier("a field name");
            }
        } while (cursor.accept(TokenKind.DOT));
    }

    /** After MODIFY COLUMN: {@code c SET MASKING POLICY p}. */
    void maskingPolicy() {
        cursor.identifier("a column name");
        boolean set = cursor.accept(TokenKind.SET);
        if (!set) {
            cursor.expectWord("UNSET");
        }
        cursor.expectWord("MASKING");
        cursor.expectWord("POLICY");
        if (set) {
            cursor.name("the name of a policy");
            if (cursor.accept(TokenKind.USING)) {
                cursor.identifierList("a column name");
            }
        }
    }
}
