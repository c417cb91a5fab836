/**
 * Which models a person means: {@code -s dwd.txn+ --exclude tag:slow} comes in, names of models go out. Start at {@link
 * dev.orrery.models.select.Selection}. The language is dbt's; a word that means no model is an error with the nearest
 * one that does.
 */
@NullMarked
package dev.orrery.models.select;

import org.jspecify.annotations.NullMarked;
