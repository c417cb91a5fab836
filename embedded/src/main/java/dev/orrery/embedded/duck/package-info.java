/**
 * Names, types and values as DuckDB writes them: a {@link dev.orrery.embedded.duck.Typed} is a piece of DuckDB's SQL
 * with StarRocks' type, {@link dev.orrery.embedded.duck.TypeRules} says how StarRocks types operators, {@link
 * dev.orrery.embedded.duck.Casting} writes its casts, and {@link dev.orrery.embedded.duck.DuckName} is the one place that
 * quotes. What has no equal is a {@link dev.orrery.embedded.duck.Refusal}. Start at {@code Typed}. Knows no queries.
 */
@NullMarked
package dev.orrery.embedded.duck;

import org.jspecify.annotations.NullMarked;
