/**
 * Where columns come from and where they go: {@link dev.orrery.models.lineage.Lineage} is made of the analyses of all
 * models and answers up and down from a table or a column; {@link dev.orrery.models.lineage.LineageText} prints an
 * answer as text, JSON, dot or mermaid. Start at {@code Lineage}. Knows nothing of SQL.
 */
@NullMarked
package dev.orrery.models.lineage;

import org.jspecify.annotations.NullMarked;
