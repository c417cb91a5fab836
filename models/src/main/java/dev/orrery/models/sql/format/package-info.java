/**
 * Lays out StarRocks SQL: tokens and comments come in, the same tokens and comments go out on other lines, so that
 * nothing but blanks, line ends and the case of keywords changes. Start at {@link
 * dev.orrery.models.sql.format.Layout}; {@link dev.orrery.models.sql.format.Shape} knows how tokens stand to each other.
 */
@NullMarked
package dev.orrery.models.sql.format;

import org.jspecify.annotations.NullMarked;
