/**
 * Remembers what the refresher did: waves, the run of each MV in them, what each MV holds, when root tables changed. Facts go in as they
 * happen, each in a transaction of its own and an intent before the statement that it announces; a
 * {@link dev.orrery.refresher.decide.History} to decide by and {@link dev.orrery.refresher.history.WaveResult}s to show come out. Start
 * at {@link dev.orrery.refresher.history.RunHistory}. The tables are there to be read by people, with SQL: docs/refreshing.md.
 */
@NullMarked
package dev.orrery.refresher.history;

import org.jspecify.annotations.NullMarked;
