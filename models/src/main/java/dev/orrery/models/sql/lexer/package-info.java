/**
 * Cuts SQL into words and signs: characters come in, {@link dev.orrery.models.sql.lexer.Tokens} go out, or a {@link
 * dev.orrery.models.sql.SyntaxException} where a quote is never closed. Start at {@link dev.orrery.models.sql.lexer.Lexer}.
 * Knows which words StarRocks reserves ({@link dev.orrery.models.sql.lexer.TokenKind}), and nothing of the grammar.
 */
@NullMarked
package dev.orrery.models.sql.lexer;

import org.jspecify.annotations.NullMarked;
