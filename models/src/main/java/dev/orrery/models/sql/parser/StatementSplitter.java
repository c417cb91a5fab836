// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.Lexer;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.lexer.Tokens;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text at its semicolons. */
public final class StatementSplitter {
    private StatementSplitter() {}

    public static List<String> split(String sql) {
        Tokens tokens = Lexer.read(sql, 0, sql.length());
        List<String> statements = new ArrayList<>();
        int from = 0;
        boolean empty = true;
        for (int i = 0; i < tokens.count(); i++) {
            TokenKind kind = tokens.kind(i);
            if (kind == TokenKind.SEMICOLON || kind == TokenKind.END) {
                if (!empty) {
                    statements.add(sql.substring(from, tokens.start(i)).strip());
                }
                from = tokens.end(i);
                empty = true;
            } else {
                empty = false;
            }
        }
        return statements;
    }
}
