/**
 * Turns two catalogs, the desired and the live one, into the ordered list of steps between them. {@link
 * dev.orrery.ddl.plan.Diff#between} finds the {@link dev.orrery.ddl.plan.Change}s, {@link dev.orrery.ddl.plan.Plan}
 * orders them into {@link dev.orrery.ddl.plan.Step}s with their SQL, their undo and their cost; {@link
 * dev.orrery.ddl.plan.PlanText} prints it for people. Start at {@code Diff}. Pure: it never talks to a server.
 */
@NullMarked
package dev.orrery.ddl.plan;

import org.jspecify.annotations.NullMarked;
