/**
 * The tree of StarRocks SQL: what the parser makes, and the printers, the analyzer and the differ read. Three
 * families: {@link dev.orrery.models.sql.tree.Statement}, {@link dev.orrery.models.sql.tree.Relation} (with {@link
 * dev.orrery.models.sql.tree.Query}) and {@link dev.orrery.models.sql.tree.Expression}. Start at {@code Statement}.
 * Two trees are equal when they say the same, wherever they stand: {@link dev.orrery.models.sql.tree.Location} is
 * equal to every other.
 */
@NullMarked
package dev.orrery.models.sql.tree;

import org.jspecify.annotations.NullMarked;
