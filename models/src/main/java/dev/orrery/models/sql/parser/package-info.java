/**
 * Reads StarRocks SQL: characters become {@link dev.orrery.models.sql.lexer.Tokens} and these, by recursive descent,
 * the records of {@code sql.tree}; one class a family of the grammar. What comes in is text, what goes out is trees and
 * {@link dev.orrery.models.sql.SyntaxException}s. Start at {@link dev.orrery.models.sql.parser.StatementReader}. Knows
 * no catalog: what a name means is the analyzer's question.
 */
@NullMarked
package dev.orrery.models.sql.parser;

import org.jspecify.annotations.NullMarked;
