// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.Change;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** INSERT, UPDATE, DELETE, TRUNCATE. */
final class ChangeParser {
    private final TokenCursor cursor;
    private final Grammar grammar;

    ChangeParser(TokenCursor cursor, Grammar grammar) {
        this.cursor = cursor;
        this.grammar = grammar;
    }

    Change.Insert insert() {
        int start = cursor.position();
        cursor.expect(TokenKind.INSERT);
        List<String> hints = grammar.queries().hints(start);
        boolean overwrite = cursor.accept(TokenKind.OVERWRITE);
        if (!overwrite) {
            cursor.expect(TokenKind.INTO);
        }
        Target target = target();
        Optional<Identifier> label = Optional.empty();
        List<Identifier> columns = List.of();
        boolean byName = false;
        while (true) {
            if (cursor.at(TokenKind.WITH) && cursor.wordAt(1, "LABEL")) {
                cursor.next();
                cursor.next();
                label = Optional.of(cursor.identifier("the name of a label"));
            } else if (cursor.at(TokenKind.LEFT_PAREN) && !grammar.queries().beginsQuery(cursor.position(), true)) {
                columns = cursor.identifierList("a column name");
            } else if (cursor.at(TokenKind.BY)) {
                cursor.next();
                cursor.expectWord("NAME");
                byName = true;
            } else {
                break;
            }
        }
        List<Property> properties = grammar.tables().properties();
        Change.Source source = source();
        return new Change.Insert(
                cursor.since(start),
                hints,
                overwrite,
                target.name(),
                target.files(),
                target.clauses(),
                label,
                columns,
                byName,
                properties,
                source);
    }

    private record Target(Name name, List<Property> files, List<String> clauses) {}

    private Target target() {
        if (cursor.at(TokenKind.FILES, TokenKind.LEFT_PAREN)) {
            Name name = Name.of("FILES");
            cursor.next();
            return new Target(name, grammar.tables().propertyList(), List.of());
        }
        if (cursor.atWord("BLACKHOLE") && cursor.kind(1) == TokenKind.LEFT_PAREN) {
            Name name = Name.of("BLACKHOLE");
            cursor.next();
            cursor.expect(TokenKind.LEFT_PAREN);
            cursor.expect(TokenKind.RIGHT_PAREN);
            return new Target(name, List.of(), List.of());
        }
        Name name = cursor.name("a table name");
        List<String> clauses = new ArrayList<>(0);
        int branch = cursor.position();
        cursor.accept(TokenKind.FOR);
        if (cursor.at(TokenKind.VERSION, TokenKind.AS)) {
            cursor.next();
            cursor.next();
            cursor.expectWord("OF");
            cursor.identifier("the name of a branch");
            clauses.add(Spelling.of(cursor, branch, cursor.position()));
        }
        int partitions = cursor.position();
        if (grammar.partitions().acceptPartitionNames()) {
            clauses.add(Spelling.of(cursor, partitions, cursor.position()));
        }
        return new Target(name, List.of(), clauses);
    }

    private Change.Source source() {
        int start = cursor.position();
        if (cursor.accept(TokenKind.VALUES)) {
            List<List<Optional<Expression>>> rows =
                    cursor.commaSeparated(() -> cursor.parenthesised(this::valueOrDefault));
            return new Change.Rows(cursor.since(start), rows);
        }
        if (!cursor.at(TokenKind.SELECT) && !cursor.at(TokenKind.WITH) && !cursor.at(TokenKind.LEFT_PAREN)) {
            throw cursor.unexpected("VALUES or SELECT");
        }
        Query query = grammar.queries().query();
        return new Change.FromQuery(cursor.since(start), query);
    }

    private Optional<Expression> valueOrDefault() {
        return cursor.accept(TokenKind.DEFAULT)
                ? Optional.empty()
                : Optional.of(grammar.expressions().expression());
    }

    Change.Update update(int start, List<Query.CommonTable> with) {
        cursor.expect(TokenKind.UPDATE);
        Name table = cursor.name("a table name");
        cursor.expect(TokenKind.SET);
        List<Change.Assignment> assignments = cursor.commaSeparated(this::assignment);
        Optional<Relation> from =
                cursor.accept(TokenKind.FROM) ? Optional.of(grammar.relations().from()) : Optional.empty();
        Optional<Expression> where = where();
        return new Change.Update(cursor.since(start), with, table, assignments, from, where);
    }

    private Change.Assignment assignment() {
        int start = cursor.position();
        Identifier column = cursor.identifier("a column name");
        cursor.expect(TokenKind.EQUAL);
        Optional<Expression> value = valueOrDefault();
        return new Change.Assignment(cursor.since(start), column, value);
    }

    private Optional<Expression> where() {
        return cursor.accept(TokenKind.WHERE)
                ? Optional.of(grammar.expressions().expression())
                : Optional.empty();
    }

    Change.Delete delete(int start, List<Query.CommonTable> with) {
        cursor.expect(TokenKind.DELETE);
        cursor.expect(TokenKind.FROM);
        Name table = cursor.name("a table name");
        Optional<String> partitions = partitions();
        Optional<Relation> using =
                cursor.accept(TokenKind.USING) ? Optional.of(grammar.relations().relations()) : Optional.empty();
        Optional<Expression> where = where();
        return new Change.Delete(cursor.since(start), with, table, partitions, using, where);
    }

    private Optional<String> partitions() {
        int start = cursor.position();
        return grammar.partitions().acceptPartitionNames()
                ? Optional.of(Spelling.of(cursor, start, cursor.position()))
                : Optional.empty();
    }

    Change.Truncate truncate() {
        int start = cursor.position();
        cursor.expect(TokenKind.TRUNCATE);
        cursor.expect(TokenKind.TABLE);
        Name table = cursor.name("a table name");
        Optional<String> partitions = partitions();
        return new Change.Truncate(cursor.since(start), table, partitions);
    }
}
