// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.AlterClause;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Property;
import java.util.List;
import java.util.Optional;

/** The clauses of ALTER TABLE. */
final class AlterClauseParser {
    private final TokenCursor cursor;
    private final Grammar grammar;
    private final OtherClauseParser others;

    AlterClauseParser(TokenCursor cursor, Grammar grammar) {
        this.cursor = cursor;
        this.grammar = grammar;
        this.others = new OtherClauseParser(cursor, grammar);
    }

    AlterClause clause() {
        int start = cursor.position();
        return switch (cursor.kind()) {
            case ADD -> add(start);
            case DROP -> drop(start);
            case RENAME -> rename(start);
            case SET -> {
                cursor.next();
                List<Property> properties = grammar.tables().propertyList();
                yield new AlterClause.SetProperties(cursor.since(start), properties);
            }
            case COMMENT -> {
                cursor.next();
                cursor.expect(TokenKind.EQUAL);
                String comment = cursor.string("a string");
                yield new AlterClause.Comment(cursor.since(start), comment);
            }
            case ORDER -> orderColumns(start);
            case PARTITION, DISTRIBUTED, DUPLICATE, UNIQUE, PRIMARY, AGGREGATE -> optimize(start);
            default -> worded(start);
        };
    }

    private AlterClause worded(int start) {
        if (cursor.atWord("MODIFY")) {
            return modify(start);
        }
        if (cursor.atWord("PARTITIONS")) {
            return optimize(start);
        }
        if (cursor.acceptWord("SWAP")) {
            cursor.expect(TokenKind.WITH);
            Identifier table = cursor.identifier("a table name");
            return new AlterClause.Swap(cursor.since(start), table);
        }
        others.read();
        return other(start);
    }

    AlterClause.Other other(int start) {
        return new AlterClause.Other(cursor.since(start), Spelling.of(cursor, start, cursor.position()));
    }

    private AlterClause add(int start) {
        cursor.next();
        if (cursor.accept(TokenKind.COLUMN)) {
            return addColumns(start);
        }
        if (cursor.at(TokenKind.INDEX)) {
            IndexDefinition index = grammar.tables().index();
            return new AlterClause.AddIndex(cursor.since(start), index);
        }
        if (cursor.at(TokenKind.PARTITION, TokenKind.COLUMN)) {
            cursor.next();
            cursor.next();
            grammar.expressions().list();
            return other(start);
        }
        if (cursor.acceptWord("ROW")) {
            cursor.expectWord("ACCESS");
            cursor.expectWord("POLICY");
            cursor.name("the name of a policy");
            if (cursor.accept(TokenKind.ON)) {
                cursor.identifierList("a column name");
            }
            return other(start);
        }
        boolean temporary = cursor.accept(TokenKind.TEMPORARY);
        if (!cursor.acceptWord("PARTITIONS") && !cursor.at(TokenKind.PARTITION)) {
            throw cursor.unexpected("COLUMN, INDEX, PARTITION or ROLLUP");
        }
        Partitioning.PartitionDefinition partition = grammar.partitions().definition();
        Optional<Distribution> distribution = grammar.partitions().distribution();
        List<Property> properties = grammar.tables().properties();
        return new AlterClause.AddPartition(cursor.since(start), temporary, partition, distribution, properties);
    }

    private AlterClause addColumns(int start) {
        boolean parenthesised = cursor.at(TokenKind.LEFT_PAREN);
        List<ColumnDefinition> columns = parenthesised
                ? cursor.parenthesised(grammar.tables().columns()::column)
                : List.of(grammar.tables().columns().column());
        Optional<AlterClause.Position> position = position();
        Optional<Identifier> rollup = Optional.empty();
        if (cursor.accept(TokenKind.TO) || cursor.accept(TokenKind.IN)) {
            rollup = Optional.of(cursor.identifier("the name of a rollup"));
        }
        List<Property> properties = grammar.tables().properties();
        return new AlterClause.AddColumns(cursor.since(start), columns, parenthesised, position, rollup, properties);
    }

    private Optional<AlterClause.Position> position() {
        int start = cursor.position();
        if (cursor.accept(TokenKind.FIRST)) {
            return Optional.of(new AlterClause.Position(cursor.since(start), Optional.empty()));
        }
        if (cursor.accept(TokenKind.AFTER)) {
            Identifier after = cursor.identifier("a column name");
            return Optional.of(new AlterClause.Position(cursor.since(start), Optional.of(after)));
        }
        return Optional.empty();
    }

    private Optional<Identifier> fromRollup() {
        return cursor.accept(TokenKind.FROM)
                ? Optional.of(cursor.identifier("the name of a rollup"))
                : Optional.empty();
    }

    private AlterClause drop(int start) {
        cursor.next();
        if (cursor.accept(TokenKind.COLUMN)) {
            Identifier column = cursor.identifier("a column name");
            Optional<Identifier> rollup = fromRollup();
            List<Property> properties = grammar.tables().properties();
            return new AlterClause.DropColumn(cursor.since(start), column, rollup, properties);
        }
        if (cursor.accept(TokenKind.INDEX)) {
            Identifier index = cursor.identifier("the name of an index");
            return new AlterClause.DropIndex(cursor.since(start), index);
        }
        boolean temporary = cursor.accept(TokenKind.TEMPORARY);
        boolean several = cursor.atWord("PARTITIONS");
        if (several || (cursor.at(TokenKind.PARTITION) && cursor.kind(1) != TokenKind.COLUMN)) {
            cursor.next();
            return dropPartitions(start, temporary, several);
        }
        others.readDrop();
        return other(start);
    }

    private AlterClause dropPartitions(int start, boolean temporary, boolean several) {
        boolean ifExists = cursor.acceptIfExists();
        List<Identifier> names = List.of();
        Optional<Expression> where = Optional.empty();
        Optional<String> series = Optional.empty();
        if (!several) {
            names = List.of(cursor.identifier("a partition name"));
        } else if (cursor.accept(TokenKind.WHERE)) {
            where = Optional.of(grammar.expressions().expression());
        } else if (cursor.at(TokenKind.START)) {
            series = Optional.of(grammar.partitions().definition().text());
        } else {
            names = cursor.identifierList("a partition name");
        }
        boolean force = cursor.accept(TokenKind.FORCE);
        return new AlterClause.DropPartitions(cursor.since(start), temporary, ifExists, names, where, series, force);
    }

    private AlterClause rename(int start) {
        cursor.next();
        if (cursor.accept(TokenKind.COLUMN)) {
            Identifier from = cursor.identifier("a column name");
            cursor.expect(TokenKind.TO);
            Identifier to = cursor.identifier("a column name");
            return new AlterClause.RenameColumn(cursor.since(start), from, to);
        }
        if (cursor.accept(TokenKind.PARTITION)
                || (cursor.at(TokenKind.ROLLUP) && cursor.kind(1).isName())) {
            cursor.accept(TokenKind.ROLLUP);
            cursor.identifier("its name");
            cursor.identifier("its new name");
            return other(start);
        }
        Identifier name = cursor.identifier("a table name");
        return new AlterClause.Rename(cursor.since(start), name);
    }

    private AlterClause modify(int start) {
        cursor.next();
        if (cursor.accept(TokenKind.PARTITION)) {
            others.modifyPartition();
            return other(start);
        }
        cursor.expect(TokenKind.COLUMN);
        TokenKind following = cursor.kind(1);
        if (following == TokenKind.COMMENT) {
            Identifier column = cursor.identifier("a column name");
            cursor.next();
            String comment = cursor.string("a string");
            return new AlterClause.CommentColumn(cursor.since(start), column, comment);
        }
        if (following == TokenKind.ADD || following == TokenKind.DROP) {
            others.nestedField();
            return other(start);
        }
        if (following == TokenKind.SET || cursor.wordAt(1, "UNSET")) {
            others.maskingPolicy();
            return other(start);
        }
        ColumnDefinition column = grammar.tables().columns().column();
        Optional<AlterClause.Position> position = position();
        Optional<Identifier> rollup = fromRollup();
        List<Property> properties = grammar.tables().properties();
        return new AlterClause.ModifyColumn(cursor.since(start), column, position, rollup, properties);
    }

    private AlterClause orderColumns(int start) {
        List<Identifier> columns = grammar.tables().sortKey();
        if (cursor.at(TokenKind.DISTRIBUTED)) {
            cursor.moveTo(start);
            return optimize(start);
        }
        Optional<Identifier> rollup = fromRollup();
        List<Property> properties = grammar.tables().properties();
        return new AlterClause.OrderColumns(cursor.since(start), columns, rollup, properties);
    }

    private AlterClause optimize(int start) {
        Optional<String> partitions = Optional.empty();
        if (!cursor.at(TokenKind.PARTITION, TokenKind.BY)
                && grammar.partitions().acceptPartitionNames()) {
            partitions = Optional.of(Spelling.of(cursor, start, cursor.position()));
        }
        Optional<CreateTable.Key> key = grammar.tables().key();
        Optional<Partitioning> partitioning = cursor.at(TokenKind.PARTITION)
                ? Optional.of(grammar.partitions().partitioning())
                : Optional.empty();
        List<Identifier> orderBy = grammar.tables().sortKey();
        Optional<Distribution> distribution = grammar.partitions().distribution();
        if (cursor.at(TokenKind.DEFAULT, TokenKind.BUCKETS)) {
            cursor.next();
            cursor.next();
            cursor.integer("a number of buckets");
            return other(start);
        }
        List<String> between = List.of();
        if (cursor.accept(TokenKind.BETWEEN)) {
            String from = cursor.string("a string");
            cursor.expect(TokenKind.AND);
            between = List.of(from, cursor.string("a string"));
        }
        if (key.isEmpty() && partitioning.isEmpty() && orderBy.isEmpty() && distribution.isEmpty()) {
            throw cursor.error(
                    ModelCode.SYNTAX, "expected what to change", "a key, PARTITION BY, ORDER BY or DISTRIBUTED BY");
        }
        return new AlterClause.Optimize(
                cursor.since(start), partitions, key, partitioning, orderBy, distribution, between);
    }
}
