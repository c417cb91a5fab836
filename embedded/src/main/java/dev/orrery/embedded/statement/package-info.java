/**
 * Statements carried out: the {@link dev.orrery.embedded.session.Session} of a client parses them, asks the translator
 * for DuckDB's SQL and the engine for changes. Questions about the server itself go to a {@link
 * dev.orrery.embedded.statement.ServerQuestions}. Start at {@link dev.orrery.embedded.statement.Sessions}.
 */
@NullMarked
package dev.orrery.embedded.statement;

import org.jspecify.annotations.NullMarked;
