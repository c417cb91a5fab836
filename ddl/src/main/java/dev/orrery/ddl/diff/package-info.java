/**
 * Two catalogs in, the desired and the live one, the differences between them out: a {@link dev.orrery.ddl.diff.Change} is one
 * difference and the cheapest way that makes it go away. Start at {@link dev.orrery.ddl.diff.Diff#between}. Pure: {@code
 * ddl.live} reads a server, {@code ddl.plan} writes the statements.
 */
@NullMarked
package dev.orrery.ddl.diff;

import org.jspecify.annotations.NullMarked;
