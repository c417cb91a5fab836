/**
 * Operators, literals and the functions whose DuckDB text depends on more than the types of their arguments: {@link
 * dev.orrery.embedded.duck.Typed} operands come in, one {@code Typed} or a refusal comes out. Start at {@link
 * dev.orrery.embedded.operation.SpecialForms}. Knows no names, scopes or queries.
 */
@NullMarked
package dev.orrery.embedded.operation;

import org.jspecify.annotations.NullMarked;
