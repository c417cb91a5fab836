/**
 * What StarRocks' functions and operators answer: {@link dev.orrery.models.function.FunctionTable} has the signatures,
 * {@link dev.orrery.models.function.FunctionTyping} chooses one for a call, {@link
 * dev.orrery.models.function.Supertype} and {@link dev.orrery.models.function.Arithmetic} have the rules of operators.
 * Start at {@code FunctionTyping}. Knows types, not columns.
 */
@NullMarked
package dev.orrery.models.function;

import org.jspecify.annotations.NullMarked;
