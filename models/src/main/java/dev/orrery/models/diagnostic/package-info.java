/**
 * What Orrery says to a person about their files: a {@link dev.orrery.models.diagnostic.Diagnostic} has a code, a
 * place and a way out. Findings are values that go into {@link dev.orrery.models.diagnostic.Diagnostics}; {@link
 * dev.orrery.models.diagnostic.DiagnosticText} prints them with excerpt and caret. Start at {@code Diagnostic}. Knows
 * nothing of SQL or YAML.
 */
@NullMarked
package dev.orrery.models.diagnostic;

import org.jspecify.annotations.NullMarked;
