/**
 * What names stand for: a {@link dev.orrery.models.analysis.scope.Scope} holds the fields that an expression can name, a
 * {@link dev.orrery.models.analysis.scope.Shape} those that a relation brings, and every field has a {@link
 * dev.orrery.models.analysis.scope.Value}, its type and its origins. Start at {@code Scope}. Reads no tree: the analyzers
 * around it fill the scopes and ask them.
 */
@NullMarked
package dev.orrery.models.analysis.scope;

import org.jspecify.annotations.NullMarked;
