// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.sql.tree.CreateTableAs;
import dev.orrery.models.sql.tree.CreateTableLike;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Node;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE and the clauses that it shares with other definitions. */
final class TableParser {
    private final TokenCursor cursor;
    private final Grammar grammar;
    private final Recovery recovery;
    private final ColumnParser columns;

    TableParser(TokenCursor cursor, Grammar grammar, Recovery recovery) {
        this.recovery = recovery;
        this.cursor = cursor;
        this.grammar = grammar;
        this.columns = new ColumnParser(cursor, grammar);
    }

    ColumnParser columns() {
        return columns;
    }

    /** The words before the name. */
    record Opening(int start, boolean external, boolean temporary, boolean ifNotExists, Name name) {}

    /** The cursor stands before TABLE. */
    Statement createTable(int start, boolean external, boolean temporary) {
        cursor.expect(TokenKind.TABLE);
        boolean ifNotExists = cursor.acceptIfNotExists();
        Name name = cursor.name("a table name");
        Opening opening = new Opening(start, external, temporary, ifNotExists, name);
        if (cursor.at(TokenKind.LEFT_PAREN)) {
            return namesOnly() ? asQuery(opening) : withColumns(opening);
        }
        return likeFollows() ? like(opening) : asQuery(opening);
    }

    /** Whether the list holds names without types, as only AS query allows. */
    private boolean namesOnly() {
        TokenKind following = cursor.kind(2);
        if (cursor.kind(1) == TokenKind.INDEX) {
            return true;
        }
        return cursor.kind(1).isName() && (following == TokenKind.COMMA || following == TokenKind.RIGHT_PAREN);
    }

    private boolean likeFollows() {
        int ahead = 0;
        while (true) {
            switch (cursor.kind(ahead++)) {
                case LIKE -> {
                    return true;
                }
                case AS, SEMICOLON, END -> {
                    return false;
                }
                default -> {}
            }
        }
    }

    private Statement like(Opening opening) {
        Optional<Partitioning> partitioning = cursor.at(TokenKind.PARTITION)
                ? Optional.of(grammar.partitions().partitioning())
                : Optional.empty();
        Optional<Distribution> distribution = grammar.partitions().distribution();
        List<Property> properties = properties();
        cursor.expect(TokenKind.LIKE);
        Name other = cursor.name("a table name");
        return new CreateTableLike(
                cursor.since(opening.start()),
                opening.external(),
                opening.temporary(),
                opening.ifNotExists(),
                opening.name(),
                partitioning,
                distribution,
                properties,
                other);
    }

    private Statement asQuery(Opening opening) {
        List<Identifier> names = new ArrayList<>();
        List<IndexDefinition> indexes = new ArrayList<>();
        if (cursor.accept(TokenKind.LEFT_PAREN)) {
            do {
                if (cursor.at(TokenKind.INDEX)) {
                    indexes.add(index());
                } else {
                    names.add(cursor.identifier("a column name"));
                }
            } while (cursor.accept(TokenKind.COMMA));
            cursor.expect(TokenKind.RIGHT_PAREN);
        }
        engine();
        Optional<CreateTable.Key> key = key();
        Clauses clauses = clauses();
        cursor.expect(TokenKind.AS);
        Query query = grammar.queries().query();
        return new CreateTableAs(
                cursor.since(opening.start()),
                opening.temporary(),
                opening.ifNotExists(),
                opening.name(),
                names,
                indexes,
                key,
                clauses.comment(),
                clauses.partitioning(),
                clauses.distribution(),
                clauses.orderBy(),
                clauses.properties(),
                query);
    }

    private CreateTable withColumns(Opening opening) {
        List<ColumnDefinition> definitions = new ArrayList<>();
        List<IndexDefinition> indexes = new ArrayList<>();
        cursor.expect(TokenKind.LEFT_PAREN);
        recovery.items(cursor, () -> columnOrIndex(definitions, indexes));
        cursor.expect(TokenKind.RIGHT_PAREN);
        Optional<String> engine = engine();
        charset();
        Optional<CreateTable.Key> key = key();
        Clauses clauses = clauses();
        return new CreateTable(
                cursor.since(opening.start()),
                opening.external(),
                opening.temporary(),
                opening.ifNotExists(),
                opening.name(),
                definitions,
                indexes,
                engine,
                key,
                clauses.comment(),
                clauses.partitioning(),
                clauses.distribution(),
                clauses.orderBy(),
                clauses.rollups(),
                clauses.properties());
    }

    /** Fails where the item goes on after what a column or an index may have. */
    private Node columnOrIndex(List<ColumnDefinition> definitions, List<IndexDefinition> indexes) {
        Node item;
        if (cursor.at(TokenKind.INDEX)) {
            IndexDefinition index = index();
            indexes.add(index);
            item = index;
        } else {
            ColumnDefinition column = columns.column();
            definitions.add(column);
            item = column;
        }
        boolean ends = cursor.at(TokenKind.COMMA) || cursor.at(TokenKind.RIGHT_PAREN) || cursor.at(TokenKind.END);
        if (!ends) {
            throw cursor.unexpected("')'");
        }
        return item;
    }

    /** What stands after the key. */
    record Clauses(
            Optional<String> comment,
            Optional<Partitioning> partitioning,
            Optional<Distribution> distribution,
            List<Identifier> orderBy,
            List<CreateTable.Rollup> rollups,
            List<Property> properties) {}

    Clauses clauses() {
        Optional<String> comment = comment();
        Optional<Partitioning> partitioning = cursor.at(TokenKind.PARTITION)
                ? Optional.of(grammar.partitions().partitioning())
                : Optional.empty();
        Optional<Distribution> distribution = grammar.partitions().distribution();
        // The two changed places between 3.x and 4.x.
        List<CreateTable.Rollup> rollups = rollups();
        List<Identifier> orderBy = sortKey();
        if (rollups.isEmpty()) {
            rollups = rollups();
        }
        return new Clauses(comment, partitioning, distribution, orderBy, rollups, properties());
    }

    private Optional<String> engine() {
        if (!cursor.accept(TokenKind.ENGINE)) {
            return Optional.empty();
        }
        cursor.expect(TokenKind.EQUAL);
        return Optional.of(cursor.identifier("the name of an engine").text());
    }

    /** Only utf8 exists, so the clause says nothing. */
    void charset() {
        int start = cursor.position();
        boolean word = cursor.accept(TokenKind.DEFAULT);
        if (cursor.accept(TokenKind.CHARSET)
                || cursor.accept(TokenKind.CHAR, TokenKind.SET)
                || cursor.accept(TokenKind.CHARACTER, TokenKind.SET)) {
            cursor.accept(TokenKind.EQUAL);
            cursor.identifierOrString("the name of a character set");
        } else if (word) {
            cursor.moveTo(start);
        }
    }

    Optional<CreateTable.Key> key() {
        int start = cursor.position();
        KeyKind kind = keyKind(cursor.kind());
        if (kind == null || cursor.kind(1) != TokenKind.KEY) {
            return Optional.empty();
        }
        cursor.next();
        cursor.next();
        List<Identifier> keys = cursor.identifierList("a column name");
        return Optional.of(new CreateTable.Key(cursor.since(start), kind, keys));
    }

    private static @Nullable KeyKind keyKind(TokenKind kind) {
        return switch (kind) {
            case DUPLICATE -> KeyKind.DUPLICATE;
            case AGGREGATE -> KeyKind.AGGREGATE;
            case UNIQUE -> KeyKind.UNIQUE;
            case PRIMARY -> KeyKind.PRIMARY;
            default -> null;
        };
    }

    /** {@code ORDER BY (a, b)}, as a sort key. */
    List<Identifier> sortKey() {
        if (!cursor.accept(TokenKind.ORDER)) {
            return List.of();
        }
        cursor.expect(TokenKind.BY);
        return cursor.identifierList("a column name");
    }

    private List<CreateTable.Rollup> rollups() {
        return cursor.accept(TokenKind.ROLLUP) ? cursor.parenthesised(this::rollup) : List.of();
    }

    CreateTable.Rollup rollup() {
        int start = cursor.position();
        Identifier name = cursor.identifier("the name of a rollup");
        List<Identifier> rollupColumns = cursor.identifierList("a column name");
        List<Identifier> duplicateKey = List.of();
        if (cursor.accept(TokenKind.DUPLICATE)) {
            cursor.expect(TokenKind.KEY);
            duplicateKey = cursor.identifierList("a column name");
        }
        Optional<Identifier> from = Optional.empty();
        if (cursor.accept(TokenKind.FROM)) {
            from = Optional.of(cursor.identifier("the name of a rollup"));
        }
        return new CreateTable.Rollup(cursor.since(start), name, rollupColumns, duplicateKey, from, properties());
    }

    IndexDefinition index() {
        int start = cursor.position();
        cursor.expect(TokenKind.INDEX);
        return indexOf(start, cursor.identifier("the name of an index"));
    }

    /** What follows the name of an index. */
    IndexDefinition indexOf(int start, Identifier name) {
        List<Identifier> indexed = cursor.identifierList("a column name");
        Optional<String> using = Optional.empty();
        List<Property> properties = List.of();
        if (cursor.accept(TokenKind.USING)) {
            using = Optional.of(
                    cursor.oneOf("BITMAP", "GIN", "NGRAMBF", "VECTOR").toUpperCase(Locale.ROOT));
            if (cursor.at(TokenKind.LEFT_PAREN)) {
                properties = propertyList();
            }
        }
        return new IndexDefinition(cursor.since(start), name, indexed, using, properties, comment());
    }

    Optional<String> comment() {
        return cursor.accept(TokenKind.COMMENT) ? Optional.of(cursor.string("a string")) : Optional.empty();
    }

    List<Property> properties() {
        return cursor.accept(TokenKind.PROPERTIES) ? propertyList() : List.of();
    }

    /** {@code ("key" = "value", …)}. */
    List<Property> propertyList() {
        return cursor.parenthesised(this::property);
    }

    Property property() {
        int start = cursor.position();
        String key = cursor.string("a property in quotes");
        cursor.expect(TokenKind.EQUAL);
        String value = cursor.string("a value in quotes");
        return new Property(cursor.since(start), key, value);
    }
}
