/**
 * What happened on a server behind the project's back: the registry of the last apply and the live catalog in, a list of objects
 * with what is other, who is remembered to have done it, and what brings
 * them back out. Start at {@link dev.orrery.ddl.drift.Drift#of}. Pure.
 */
@NullMarked
package dev.orrery.ddl.drift;

import org.jspecify.annotations.NullMarked;
