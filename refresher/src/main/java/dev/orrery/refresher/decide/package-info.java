/**
 * Decides what to refresh. The graph of managed MVs, what was observed on the server, what happened so far and the time go in; for
 * each MV one {@link dev.orrery.refresher.decide.Decision} with one reason comes out. Start at
 * {@link dev.orrery.refresher.decide.Decider}. Pure: nothing here reads a clock, a database or a server.
 */
@NullMarked
package dev.orrery.refresher.decide;

import org.jspecify.annotations.NullMarked;
