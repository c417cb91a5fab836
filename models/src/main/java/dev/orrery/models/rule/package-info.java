/**
 * What a model can do wrong although every name in it exists: {@link dev.orrery.models.rule.ModelRules} takes models one
 * after another, each after those that it reads, and answers with diagnostics: StarRocks' rules for MVs (M090 to M099)
 * and what experience advises against (from M100). What spans models (unused columns, colocation groups, JSON paths
 * opened again and again) comes at the end. Start at {@code ModelRules}. Knows no server; severities and suppressions
 * are applied by who compiles.
 */
@NullMarked
package dev.orrery.models.rule;

import org.jspecify.annotations.NullMarked;
