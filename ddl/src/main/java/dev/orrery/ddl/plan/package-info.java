/**
 * The differences of {@code ddl.diff} in, ordered {@link dev.orrery.ddl.plan.Step}s with their SQL, their undo and their cost
 * out; {@link dev.orrery.ddl.plan.PlanText} prints them for people. Start at {@link dev.orrery.ddl.plan.Plan#of}. Pure: it
 * never talks to a server.
 */
@NullMarked
package dev.orrery.ddl.plan;

import org.jspecify.annotations.NullMarked;
